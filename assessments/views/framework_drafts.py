"""A framework as a whole: begun, changed while a draft, copied, brought into use, retired, thrown away."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse

from accounts.guards import ActionForm
from accounts.permissions import Permission
from accounts.refusals import Refused

from .. import framework_check
from ..actions import frameworks
from ..forms.frameworks import (
    FrameworkAddForm,
    FrameworkCopyForm,
    FrameworkEditForm,
    FrameworkPublishForm,
    FrameworkRetireForm,
    RemoveForm,
)
from ..models import Assessment, Framework

NO_DRAFT = "{} was published, and its words never change. Make a new version of it to write in."
IS_DRAFT = "{} is a draft. Change it as it is."
NOT_IN_USE = "{} is not in use."
PARTS = {
    framework_check.AREA: "assessments:item_add",
    framework_check.ITEM: "assessments:item_edit",
    framework_check.FIRST: "assessments:item_first",
}


class WritesFramework(ActionForm):
    """A form about a framework, for those who write and publish them; one is sent back if it fits no more."""

    permission = Permission.FRAMEWORK_EDIT
    template_name = "assessments/_framework_form.html"
    framework = None
    title = lede = button = ""

    def dispatch(self, request, *args, **kwargs):
        if request.user.may(self.permission):
            self.framework = self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, ref):
        """The framework that the address names."""
        rows = Framework.objects.visible_to(self.request.user).select_related("scale")
        framework = rows.filter(ref=ref).first()
        if framework is None:
            raise Http404("No such framework.")
        return framework

    def misfit(self):
        """Why this form is not for the framework as it is now; empty if it is."""
        return "" if self.framework.is_draft else NO_DRAFT.format(self.framework)

    def get(self, request, *args, **kwargs):
        why = self.misfit()
        if why:
            messages.info(request, why)
            return redirect(self.framework_url)
        return super().get(request, *args, **kwargs)

    @property
    def framework_url(self):
        return reverse("assessments:framework_detail", args=[self.framework.ref])

    @property
    def back_url(self):
        return self.framework_url

    def get_context_data(self, **kwargs):
        words = {"title": self.title, "lede": self.lede, "button": self.button, "back_url": self.back_url}
        return super().get_context_data(**{**words, "framework": self.framework, **kwargs})

    def done(self, words, url=""):
        messages.success(self.request, words)
        return redirect(url or self.back_url)


class FrameworkAdd(WritesFramework):
    """Begin a checklist with nothing in it."""

    template_name = "assessments/framework_add.html"
    form_class = FrameworkAddForm
    title = "Begin a checklist"

    def find(self):
        """There is none yet."""

    def misfit(self):
        return ""

    @property
    def back_url(self):
        return reverse("assessments:framework_list")

    def form_valid(self, form):
        made = frameworks.add(form.save(commit=False), by=self.request.user, bands=form.bands)
        url = reverse("assessments:framework_detail", args=[made.ref])
        return self.done(f"{made} is begun. Add its areas, and then its items.", url)


class Changes(WritesFramework):
    """Change what a draft or a part of it says; what somebody wrote meanwhile is not written over unseen."""

    part = None

    def get_initial(self):
        return {**super().get_initial(), "seen": frameworks.mark(self.part or self.framework)}

    def get_context_data(self, **kwargs):
        form = kwargs.get("form")
        if form is not None and frameworks.NEWER in form.non_field_errors():  # she was told: the next goes
            row = self.part or self.framework
            newest = type(row).objects.visible_to(self.request.user).filter(pk=row.pk).first()
            form.data = form.data.copy()
            form.data[form.add_prefix("seen")] = frameworks.mark(newest) if newest else ""
        return super().get_context_data(**kwargs)


class FrameworkEdit(Changes):
    """Change what a draft says of itself."""

    form_class = FrameworkEditForm
    title, button = "What it says of itself", "Save"

    def get_form_kwargs(self):
        own = Framework.objects.visible_to(self.request.user).get(
            pk=self.framework.pk
        )  # the form fills it in
        return super().get_form_kwargs() | {"instance": own}

    def form_valid(self, form):
        row, seen = form.save(commit=False), form.cleaned_data["seen"]
        frameworks.change(row, by=self.request.user, changed=form.changed, seen=seen)
        return self.done("Saved.")


class FrameworkCopy(WritesFramework):
    """Make a new version, to write in it."""

    form_class = FrameworkCopyForm
    title = "Make a new version"
    lede = (
        "You get a draft with all that this version says. Codes stay the same, so that what was seen with "
        "this version counts in the new one too. Until you publish the draft, nothing changes for anybody."
    )

    def misfit(self):
        return IS_DRAFT.format(self.framework) if self.framework.is_draft else ""

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"framework": self.framework}

    def form_valid(self, form):
        made = frameworks.copy(self.framework, by=self.request.user, version=form.cleaned_data["edition"])
        url = reverse("assessments:framework_detail", args=[made.ref])
        return self.done(f"{made} is a draft now. Change what you like.", url)


class FrameworkPublish(WritesFramework):
    """Check a draft, and use it from now on instead of the version in use."""

    template_name = "assessments/framework_publish.html"
    form_class = FrameworkPublishForm

    def in_use(self):
        versions = Framework.objects.visible_to(self.request.user).filter(code=self.framework.code)
        return versions.in_use().first()

    def get_initial(self):
        in_use = self.in_use()
        return {**super().get_initial(), "instead_of": in_use.ref if in_use else ""}

    def get_context_data(self, **kwargs):
        found = [(finding, self.url_of(finding)) for finding in framework_check.findings(self.framework)]
        wrong = [pair for pair in found if pair[0].must_mend]
        odd = [pair for pair in found if not pair[0].must_mend]
        return super().get_context_data(**kwargs, wrong=wrong, odd=odd, in_use=self.in_use())

    def url_of(self, finding):
        """Where somebody mends it."""
        if finding.part in PARTS and finding.pk:
            return reverse(PARTS[finding.part], args=[finding.pk])
        if finding.part == framework_check.BAND:
            return f"{self.framework_url}#bands"
        return reverse("assessments:framework_edit", args=[self.framework.ref])

    def form_valid(self, form):
        ref = form.cleaned_data["instead_of"]
        versions = Framework.objects.visible_to(self.request.user).filter(code=self.framework.code)
        before = versions.filter(ref=ref[:26]).first() if ref else None
        if ref and before is None:
            raise Refused(frameworks.MEANWHILE)
        frameworks.publish(self.framework, by=self.request.user, instead_of=before)
        return self.done(f"{self.framework} is in use.")


class FrameworkRetire(WritesFramework):
    """Use a framework no more."""

    template_name = "assessments/framework_retire.html"
    form_class = FrameworkRetireForm

    def misfit(self):
        return "" if self.framework.is_in_use else NOT_IN_USE.format(self.framework)

    def get_context_data(self, **kwargs):
        sittings = Assessment.objects.visible_to(self.request.user).open()
        sittings = sittings.filter(framework=self.framework).count()
        return super().get_context_data(**kwargs, sittings=sittings)

    def form_valid(self, form):
        frameworks.retire(self.framework, by=self.request.user, reason=form.cleaned_data["reason"])
        return self.done(f"{self.framework} is no longer used. What was seen with it stays.")


class FrameworkDiscard(WritesFramework):
    """Throw away a draft that nobody used."""

    form_class = RemoveForm
    title, button = "Throw this draft away", "Throw it away"

    @property
    def lede(self):
        return f"{self.framework} and everything written in it will be gone. This cannot be taken back."

    def form_valid(self, form):
        frameworks.discard(self.framework, by=self.request.user)
        return self.done(f"{self.framework} is thrown away.", reverse("assessments:framework_list"))
