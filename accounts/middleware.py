"""What surrounds every request: an id, safe headers, time limits, the trail, one transaction, two factors."""

import secrets
import time

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect
from django.urls import resolve
from django.urls.exceptions import Resolver404

from . import audit, drafts
from .logs import request_id

FRESHEN_AFTER = 60  # seconds: a session row is written at most once a minute


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
            self.freshen(request.session, now)
        return self.get_response(request)

    def is_over(self, request, now):
        idle, absolute = settings.SESSION_LIMITS["family" if request.user.is_family else "staff"]
        began = request.session.get("began_at", now)
        seen = request.session.get("seen_at", now)
        return now - seen > idle or now - began > absolute or not request.user.is_active

    def freshen(self, session, now):
        if "began_at" not in session:
            session["began_at"] = now
        if now - session.get("seen_at", 0) > FRESHEN_AFTER:
            session["seen_at"] = now

    def end(self, request):
        """Sign out; what a form was about to send becomes a draft that is there after signing in."""
        try:
            request.resolver_match = resolve(request.path_info)
        except Resolver404:
            request.resolver_match = None
        back = request.get_full_path()
        if request.method == "POST" and request.resolver_match:
            self.keep_what_was_typed(request)
            back = request.headers.get("Referer", back) if request.headers.get("HX-Request") else back
        logout(request)
        if request.headers.get("Accept", "").startswith("application/json"):
            return JsonResponse({"signed_out": True}, status=401)
        return redirect_to_login(back)

    def keep_what_was_typed(self, request):
        name, about = drafts.key_of(request)
        if name == "accounts:draft_save":
            name, about = request.POST.get("draft_form", "")[:60], request.POST.get("draft_about", "")[:64]
        fields = drafts.fields_of(request.POST)
        if name and fields:
            drafts.save(request.user, name, about, fields)


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
    """Staff reach nothing before their session has two factors (ASVS 6.3.3)."""

    OPEN = ("mfa_", "account_")  # where a second factor is set up, used or recovered

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        user = request.user
        if not user.is_authenticated or user.is_family or not getattr(view, "login_required", True):
            return None
        if (request.resolver_match.url_name or "").startswith(self.OPEN) or has_two_factors(request):
            return None
        return redirect("mfa_index")


def has_two_factors(request):
    """Whether this session was begun with a second factor or a passkey."""
    methods = request.session.get("account_authentication_methods", [])
    return any(method.get("method") == "mfa" for method in methods)
