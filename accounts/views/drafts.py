"""What is typed is kept as it is typed, and can be thrown away."""

from django.http import HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views import View

from .. import drafts
from ..guards import Guarded
from ..paths import is_own_path
from ..permissions import Permission

ELSEWHERE = "This was changed in another window. Copy your words, then reload the page."


class DraftSave(Guarded, View):
    """Autosave: at most six questions to the database, and an answer that static/js/draft.js understands."""

    permission = Permission.ACCOUNT_OWN

    def get(self, request):
        return HttpResponseNotAllowed(["POST"])

    def post(self, request):
        name, about = request.POST.get("key", "")[:60], request.POST.get("about", "")[:64]
        if not drafts.is_kept(name, about, request.user):
            return JsonResponse({"message": "Drafts of this form are not kept."}, status=400)
        fields, window = drafts.typed_in(request.POST.get("fields", ""))
        seen = version_of(request)
        try:
            draft = drafts.save(request.user, name, about, fields, version=seen, window=window)
        except drafts.Conflict:
            return JsonResponse({"message": ELSEWHERE}, status=409)
        except drafts.TooLarge:
            return JsonResponse({"message": "This is more than a draft can hold."}, status=413)
        except drafts.TooMany:
            return JsonResponse(
                {"message": "You have a great many drafts. Send or discard some."}, status=429
            )
        return JsonResponse({"version": draft.version, "saved_at": f"{timezone.localtime():%H:%M}"})


class DraftDiscard(Guarded, View):
    """Start afresh: forget what was typed, and show the form empty."""

    permission = Permission.ACCOUNT_OWN

    def get(self, request):
        return HttpResponseNotAllowed(["POST"])

    def post(self, request):
        drafts.discard(request.user, request.POST.get("key", "")[:60], request.POST.get("about", "")[:64])
        back = request.POST.get("next", "")
        return redirect(back if is_own_path(back) else "/")


def version_of(request):
    """The version that the page knows; a page that says none overwrites none."""
    text = request.POST.get("version", "0")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
