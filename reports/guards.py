"""The guard of pages about one report: found in scope, shown under its child's header."""

from families.header import header_of

from .models import Report


class AboutReport:
    """A page under /reports/<ref>/. Goes before ActionView, or before Guarded and a view of one object."""

    model = Report
    slug_field = slug_url_kwarg = "ref"
    context_object_name = "report"
    seen_event = "report.seen"
    tab = "reports"

    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .without_facts()
            .select_related("child__family", "requested_by", "approved_by", "released_by")
        )

    @property
    def child(self):
        return self.object.child if getattr(self, "object", None) else None

    def get_context_data(self, **kwargs):
        header = header_of(self.child, self.request.user)
        return super().get_context_data(**{"tab": self.tab, "report": self.object, **header, **kwargs})
