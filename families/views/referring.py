"""The public referral form: no account, no names in an address, nothing typed lost, JavaScript or not."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import FormView, TemplateView, View

from accounts.guards import fill
from accounts.limits import TooOften, spend
from accounts.pace import same_time
from accounts.refusals import Refused

from ..actions import incoming as outside
from ..forms.referring import SaveForm, SendForm, StartForm
from ..forms.referring_more import PapersForm
from ..forms.referring_steps import FORMS, form_for, kept_from
from ..models import IncomingLink
from ..referring import (
    CHECK,
    DONE,
    STEPS,
    advice_after,
    after,
    before,
    is_on_the_way,
    missing,
    way_of,
    where_to_go_on,
)
from ..standing import WAY, standing_of
from ..telling import Telling

# In the session: which draft this browser writes, which it has sent, and where to look if no mail goes out.
DRAFT, SENT, LOOK = "referring", "referred", "referred_look"


@method_decorator(login_not_required, name="dispatch")
class Outside(View):
    """What the public pages share: anybody may come, slowly enough, and asks nothing of our records."""

    http_method_names = ["get", "head", "post", "options"]
    counted = ""

    def post(self, request, *args, **kwargs):
        try:
            if self.counted:
                spend(self.counted, request)
            return super().post(request, *args, **kwargs)
        except TooOften:
            return render(request, "429.html", status=429)

    def the_draft(self):
        """The draft that this browser writes, or None."""
        ref = self.request.session.get(DRAFT)
        return outside.find_draft(ref) if ref else None


class ReferStart(Outside, FormView):
    """Who is telling us? The door of the form."""

    form_class = StartForm
    template_name = "families/refer_start.html"
    counted = "refer.begin"

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs, unfinished=self.the_draft())

    def form_valid(self, form):
        draft = outside.begin(form.cleaned_data["kind"])
        self.request.session[DRAFT] = draft.ref
        return redirect("families:refer_step", where_to_go_on(draft.kind, ()))


class OnTheWay(Outside):
    """A page about the draft of this browser; without one, the way begins at the start."""

    draft = None
    key = CHECK

    def get(self, request, *args, **kwargs):
        return self.found(super().get, request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.found(super().post, request, *args, **kwargs)

    def found(self, go_on, request, *args, **kwargs):
        self.draft = self.the_draft()
        if self.draft is None:
            return redirect("families:refer_start")
        self.key = kwargs.get("key", self.key)
        if self.key != CHECK and not is_on_the_way(self.draft.kind, self.key):
            raise Http404("No such page on this way.")
        return go_on(request, *args, **kwargs)

    @property
    def done(self):
        return self.draft.told_us.get(DONE, [])

    def next_page(self, key):
        """Straight on, or back to the last look if nothing else is missing."""
        left = missing(self.draft.kind, {*self.done, key})
        return address_of(after(self.draft.kind, key) if left or key == "papers" else CHECK)

    def get_context_data(self, **kwargs):
        way = way_of(self.draft.kind)
        place = next((number for number, step in enumerate(way, start=1) if step.key == self.key), len(way))
        before_this = before(self.draft.kind, self.key)
        return super().get_context_data(
            **kwargs,
            draft=None,
            heading=STEPS[self.key].title(self.draft.kind) if self.key in STEPS else "",
            place=place,
            places=len(way),
            back_url=address_of(before_this).url if before_this else "",
        )


def address_of(key):
    """Where a page of the way is."""
    if key == CHECK:
        return redirect("families:refer_review")
    if key == "papers":
        return redirect("families:refer_papers")
    return redirect("families:refer_step", key)


class ReferStep(OnTheWay, FormView):
    """One page of questions. What is unfinished can be kept too, and gone on with later."""

    template_name = "families/refer_step.html"

    def found(self, go_on, request, *args, **kwargs):
        if kwargs["key"] not in FORMS:
            raise Http404("No such page.")
        return super().found(go_on, request, *args, **kwargs)

    def get_form_class(self):
        return form_for(self.draft.kind, self.key)

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        if not form.is_bound:
            fill(form, self.draft.told_us.get(self.key, {}))
        return form

    def form_valid(self, form):
        self.keep(form, done=True)
        said = {name: values[0] for name, values in kept_from(form).items()}
        if "later" in self.request.POST:
            return redirect("families:refer_save")
        if advice_after(self.key, said, timezone.localdate()):
            return redirect("families:refer_advice", self.key)
        return self.next_page(self.key)

    def form_invalid(self, form):
        self.keep(form, done=False)
        if "later" in self.request.POST:
            return redirect("families:refer_save")
        return super().form_invalid(form)

    def keep(self, form, *, done):
        outside.keep(self.draft, self.key, kept_from(form), done=done)


class ReferAdvice(OnTheWay, TemplateView):
    """What to know before going on: other help nearby, or whom to speak with first."""

    template_name = "families/refer_advice.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        answers = self.draft.told_us.get(self.key, {})
        said = {name: values[0] for name, values in answers.items() if values}
        advice = advice_after(self.key, said, timezone.localdate())
        go_on = self.next_page(self.key).url if advice is None or advice.may_go_on else ""
        change = address_of(self.key).url
        return super().get_context_data(**kwargs, advice=advice, go_on=go_on, change=change)


class ReferPapers(OnTheWay, FormView):
    """Letters and reports, one at a time; nobody has to send any."""

    form_class = PapersForm
    template_name = "families/refer_papers.html"
    counted = "refer.upload"
    key = "papers"

    def get_context_data(self, **kwargs):
        papers = list(self.draft.files.all())
        return super().get_context_data(**kwargs, papers=papers, go_on=self.next_page("papers").url)

    def form_valid(self, form):
        try:
            outside.add_paper(self.draft, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        return redirect("families:refer_papers")


class ReferPaperDrop(OnTheWay, TemplateView):
    """Take a paper out again."""

    http_method_names = ["post", "options"]

    def post(self, request, *args, **kwargs):
        self.draft = self.the_draft()
        if self.draft is None:
            return redirect("families:refer_start")
        outside.drop_paper(self.draft, request.POST.get("paper", "")[:26].replace("\x00", ""))
        return redirect("families:refer_papers")


class ReferReview(OnTheWay, FormView):
    """The last look at everything, and sending it."""

    form_class = SendForm
    template_name = "families/refer_review.html"
    counted = "refer.send"

    def get_context_data(self, **kwargs):
        left = missing(self.draft.kind, self.done)
        telling = Telling(self.draft)
        sections = [(address_of(key).url, title, rows) for key, title, rows in telling.sections()]
        return super().get_context_data(
            **kwargs,
            sections=sections,
            papers=list(self.draft.files.all()),
            left=[(address_of(step.key).url, step.title(self.draft.kind)) for step in left],
        )

    def form_valid(self, form):
        try:
            sent = outside.send(self.draft, email=Telling(self.draft).of("you").get("email", ""))
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return self.form_invalid(form)
        self.request.session.pop(DRAFT, None)
        self.request.session[SENT] = sent.ref
        if not sent.email:  # else the link comes by mail
            self.request.session[LOOK] = outside.make_link(sent, IncomingLink.Purpose.STATUS)
        return redirect("families:refer_sent")


class ReferSent(Outside, TemplateView):
    """It arrived: the reference, and what happens next."""

    template_name = "families/refer_sent.html"
    http_method_names = ["get", "head", "options"]

    def get(self, request, *args, **kwargs):
        sent = outside.find_sent(request.session.get(SENT, ""))
        if sent is None:
            return redirect("families:refer_start")
        look = "" if sent.email else request.session.get(LOOK, "")
        return self.render_to_response(self.get_context_data(sent=sent, look=look))


class ReferSave(OnTheWay, FormView):
    """Go on another day: the link comes by e-mail, and this browser forgets the draft."""

    form_class = SaveForm
    template_name = "families/refer_save.html"

    def get_initial(self):
        you = self.draft.told_us.get("you", {})
        return {"email": self.draft.email or next(iter(you.get("email", [])), "")}

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        spend("refer.mail", self.request, key=outside.email_key(email))
        outside.save_for_later(self.draft, email=email)
        self.request.session.pop(DRAFT, None)
        return redirect("families:refer_saved")


class ReferSaved(Outside, TemplateView):
    """The link is on its way."""

    template_name = "families/refer_saved.html"
    http_method_names = ["get", "head", "options"]


@method_decorator(same_time, name="dispatch")
class ReferReturn(Outside, FormView):
    """The link was lost: another is mailed, if there is anything to go on with. The answer never says so."""

    form_class = SaveForm
    template_name = "families/refer_return.html"

    def form_valid(self, form):
        email = form.cleaned_data["email"]
        spend("refer.mail", self.request, key=outside.email_key(email))
        outside.mail_links_again(email)
        return redirect("families:refer_saved")


class ReferOpen(Outside, TemplateView):
    """Where the mailed link leads. Looking shows a button only, since mail scanners look; pressing opens."""

    template_name = "families/refer_open.html"
    counted = "refer.link"

    def get_context_data(self, **kwargs):
        found = outside.find_by_link(self.kwargs["key"], IncomingLink.Purpose.RETURN)
        is_good = found is not None and found.state == found.State.DRAFT
        return super().get_context_data(**kwargs, is_good=is_good)

    def post(self, request, *args, **kwargs):
        try:
            spend(self.counted, request)
        except TooOften:
            return render(request, "429.html", status=429)
        draft = outside.find_by_link(kwargs["key"], IncomingLink.Purpose.RETURN)
        if draft is None or draft.state != draft.State.DRAFT:
            return self.render_to_response(self.get_context_data())
        request.session.cycle_key()
        request.session[DRAFT] = draft.ref
        return address_of(where_to_go_on(draft.kind, draft.told_us.get(DONE, [])))


class ReferStatus(Outside, TemplateView):
    """How a referral stands, for who sent it; by a link, and without a word about the child."""

    template_name = "families/refer_status.html"
    http_method_names = ["get", "head", "options"]

    def get_context_data(self, **kwargs):
        incoming = outside.find_by_link(self.kwargs["key"], IncomingLink.Purpose.STATUS)
        if incoming is None:
            return super().get_context_data(**kwargs, incoming=None)
        now = standing_of(incoming)
        return super().get_context_data(**kwargs, incoming=incoming, now=now, steps=steps_to(now))


def steps_to(now):
    """The way of a referral as stepping stones: what is behind it, where it is, what is ahead."""
    place = WAY.index(now)
    states = ["done"] * place + ["now"] + ["later"] * (len(WAY) - place - 1)
    return [{"text": one.title, "state": state} for one, state in zip(WAY, states, strict=True)]
