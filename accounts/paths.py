"""Paths of our own, to which a person may be sent on."""

from django.utils.http import url_has_allowed_host_and_scheme


def is_own_path(url):
    """Whether this is a path of ours, by which a browser cannot be led astray."""
    if not url or not url.startswith("/") or url.startswith(("//", "/\\")):
        return False
    if any(ord(sign) < 33 or sign == "\\" for sign in url):
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)
