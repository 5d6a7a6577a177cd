"""What surrounds every request: an id, safe headers, time limits, the trail, one transaction, two factors."""

import secrets
import time
from contextlib import suppress
from urllib.parse import urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404

from . import audit, drafts
from .logs import request_id
from .paths import is_own_path

FRESHEN_AFTER = 60  # seconds: a session row is written at most once a minute
AFTER_SET_UP = "after_second_factor"  # where a person wanted to go before we asked for a second factor


class RequestId:
    """Give each request an id that its log lines and its lines of the trail share."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        token = request_id.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class Headers:
    """Headers that Django does not set itself: nothing is stored, nothing is indexed, nothing is shared."""

    PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", self.PERMISSIONS)
        response.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store"
        if getattr(request, "signed_out", False):
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class Timeouts:
    """End a session that was idle or open too long, keep what was typed, and ask to sign in again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            now = int(time.time())
            if self.is_over(request, now):
                return self.end(request)
            self.freshen(request, now)
        return self.get_response(request)

    def is_over(self, request, now):
        idle, absolute = settings.SESSION_LIMITS["family" if request.user.is_family else "staff"]
        began = request.session.get("began_at", now)
        seen = request.session.get("seen_at", now)
        return now - seen > idle or now - began > absolute

    def freshen(self, request, now):
        """Count this as activity; a page that asks by itself says so, and does not count."""
        session = request.session
        if "began_at" not in session:
            session["began_at"] = now
        quiet = request.headers.get("X-Quiet") == "1"
        if "seen_at" not in session or (not quiet and now - session["seen_at"] > FRESHEN_AFTER):
            session["seen_at"] = now

    def end(self, request):
        """Sign out; what a form was about to send becomes a draft that is there after signing in."""
        try:
            request.resolver_match = resolve(request.path_info)
        except Resolver404:
            request.resolver_match = None
        user, back = request.user, self.way_back(request)
        if request.method == "POST" and request.resolver_match:
            self.keep_what_was_typed(request)
        door = "account_request_login_code" if user.is_family else "account_login"
        logout(request)
        address = f"{reverse(door)}?{urlencode({'next': back})}"
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"signed_out": True}, status=401)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": address})
        return redirect(address)

    def way_back(self, request):
        """Where to be after signing in: this page, or for what is only posted to, the page it came from."""
        if request.headers.get("HX-Request"):
            return own_path_of(request.headers.get("HX-Current-URL", ""))
        match = request.resolver_match
        if request.method in {"GET", "HEAD"} or (match and drafts.keeps_drafts(match, request.user)):
            return request.get_full_path()
        return own_path_of(request.headers.get("Referer", ""))

    def keep_what_was_typed(self, request):
        """Keep it under the form's name, whether the form itself or its autosave came too late."""
        name, about = drafts.key_of(request)
        fields = drafts.fields_of(request.POST)
        kept = drafts.keeps_drafts(request.resolver_match, request.user)
        if name == "accounts:draft_save":
            name, about = request.POST.get("key", ""), request.POST.get("about", "")[:64]
            fields, _window = drafts.typed_in(request.POST.get("fields", ""))
            kept = drafts.is_kept(name, about, request.user)
        if kept and fields:
            with suppress(drafts.TooLarge, drafts.TooMany):
                drafts.save(request.user, name, about, fields)


def own_path_of(address):
    """The path of an address of ours, else the start."""
    parts = urlsplit(address)
    path = urlunsplit(("", "", parts.path, parts.query, ""))
    return path if is_own_path(path) else "/"


class Trail:
    """Write down refusals, outside the transaction that a refusal rolls back."""

    REFUSALS = {403: "access.refused", 404: "page.not_found"}

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        what = self.REFUSALS.get(response.status_code)
        if what and request.user.is_authenticated:
            kwargs = request.resolver_match.kwargs if request.resolver_match else {}
            audit.refused(what, by=request.user, path=request.path, child_ref=str(kwargs.get("ref", "")))
        return response


class OneTransaction:
    """Carry out view and rendering in one transaction; what ends in an error or a refusal is undone."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= 400:
                transaction.set_rollback(True)
        return response


class SecondFactor:
    """Staff reach nothing before their session has two factors (ASVS 6.3.3).

    Who has none yet is led to set one up. Who has one and came in without it, as in a browser that was signed
    in before, signs in again: else a stolen password could add a factor of its own.
    """

    SET_UP = {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "account_reauthenticate",
        "account_login",
        "account_logout",
    }

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or user.is_family or has_two_factors(request):
            return None
        name = request.resolver_match.view_name
        if name == "account_logout" or not getattr(view, "login_required", True):
            return None
        if has_second_factor(user):
            logout(request)
            return redirect("account_login")
        if name in self.SET_UP:
            return None
        if request.method == "GET":
            request.session[AFTER_SET_UP] = request.get_full_path()
        return redirect("mfa_index")


def has_two_factors(request):
    """Whether this session was begun with a second factor or a passkey."""
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)


def has_second_factor(user):
    """Whether a person has set up a second factor, recovery codes not counted."""
    from allauth.mfa.models import Authenticator  # models are not loaded yet when middleware modules are

    return Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
