"""What was asked for and did not happen, and a way to have it tried again."""

from django.contrib import messages
from django.db import transaction
from django.db.models import Count, Min
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView, View
from django.views.generic.detail import SingleObjectMixin

from .. import audit, work
from ..guards import Guarded
from ..models import Job
from ..permissions import Permission


class JobList(Guarded, ListView):
    """Work that gave up or of which nobody knows; beside it what waits, and since when."""

    permission = Permission.JOB_MANAGE
    model = Job
    template_name = "accounts/job_list.html"
    paginate_by = 50

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .needing_a_person()
            .select_related("requested_by")
            .order_by("-created_at", "pk")
        )

    def get_context_data(self, **kwargs):
        waiting = Job.objects.visible_to(self.request.user).waiting(at=timezone.now())
        counted = waiting.aggregate(number=Count("pk"), oldest=Min("run_after"))
        context = super().get_context_data(**kwargs, waiting=counted["number"], oldest=counted["oldest"])
        context["rows"] = [(job, work.called(job.kind)) for job in context["object_list"]]
        return context


class JobRetry(Guarded, SingleObjectMixin, View):
    """Try once more what gave up. A person decides, who has seen why."""

    permission = Permission.JOB_MANAGE
    model = Job
    http_method_names = ["post"]

    @transaction.atomic
    def post(self, request, pk):
        queryset = self.get_queryset().needing_a_person().select_for_update(of=["self"])
        job = self.get_object(queryset)
        before = job.state
        work.try_again(job)
        audit.record(
            "job.tried_again",
            by=request.user,
            target=job,
            before={"state": before},
            after={"state": job.state},
        )
        messages.success(request, "It is being tried again.")
        return redirect("accounts:job_list")
