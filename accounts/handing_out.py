"""Handing a kept file to a browser: run by nobody, kept by no cache, named without a person's name."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from . import files

SANDBOX = "default-src 'none'; frame-ancestors 'none'; sandbox"


def download(file, sha256, *, content_type, name):
    """A file as a download, held against the hash that was noted for it. 404 if it is not there."""
    try:
        content = files.content_of(file, sha256)
    except (FileNotFoundError, ValueError) as error:
        raise Http404("The file is not there.") from error
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response
