"""Who did what: the trail, searched in plain words by those who answer for it."""

from datetime import date
from itertools import groupby

from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import FormView

from .. import audit, inquiry
from ..forms.inquiry import InquiryForm
from ..guards import Guarded
from ..permissions import Permission

QUESTION = "inquiry"  # where the session keeps what was asked: names do not belong into addresses


class AuditList(Guarded, FormView):
    """Newest first, by day. The search itself is written down too."""

    permission = Permission.AUDIT_VIEW
    form_class = InquiryForm
    template_name = "accounts/audit_list.html"

    def get_initial(self):
        return question_of(self.request)

    def form_valid(self, form):
        asked = {name: value for name, value in form.cleaned_data.items() if value}
        kept = {name: str(value) for name, value in asked.items()}
        self.request.session[QUESTION] = kept
        if kept:
            audit.seen("trail.searched", by=self.request.user, reason=", ".join(kept.values())[:500])
        return redirect("accounts:audit_list")

    def get_context_data(self, **kwargs):
        question = question_of(self.request)
        lines = inquiry.ask(self.request.user, question)
        events, following = inquiry.page_of(lines, self.request.GET.get("before", ""))
        told = inquiry.told(events)
        days = [
            (day, list(group)) for day, group in groupby(told, key=lambda line: timezone.localdate(line.at))
        ]
        return super().get_context_data(
            **kwargs, days=days, following=following, counted=inquiry.how_many(lines), asked=bool(question)
        )


def question_of(request):
    """What was asked last, as values."""
    kept = dict(request.session.get(QUESTION, {}))
    for name in ("since", "until"):
        if name in kept:
            kept[name] = date.fromisoformat(kept[name])
    return kept
