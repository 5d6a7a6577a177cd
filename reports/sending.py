"""Handing a frozen file to a browser: kept by nobody, run by nobody, named without a child's name."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from . import files

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


def pdf_response(report):
    """The pages of a report as a download. 404 if they are not there."""
    return _download(report, f"{report.kind}-report-{report.period_to:%Y-%m-%d}.pdf")


def paper_response(paper):
    """The pages of a letter, minutes or a brief as a download."""
    return _download(paper, f"{paper.kind.replace('.', '-')}-{paper.ready_at:%Y-%m-%d}.pdf")


def _download(made, name):
    try:
        content = files.content_of(made)
    except (FileNotFoundError, ValueError) as error:
        raise Http404("The pages are not there.") from error
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
