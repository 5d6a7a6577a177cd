"""How long one stays signed in."""

import time

from django.conf import settings
from django.http import HttpResponseNotAllowed, JsonResponse
from django.views import View

from ..guards import Guarded
from ..permissions import Permission


class SessionKeep(Guarded, View):
    """“Stay signed in”: count now as activity and say how many seconds are left."""

    permission = Permission.ACCOUNT_OWN

    def get(self, request):
        return HttpResponseNotAllowed(["POST"])

    def post(self, request):
        now = int(time.time())
        request.session["seen_at"] = now
        idle, absolute = settings.SESSION_LIMITS["family" if request.user.is_family else "staff"]
        began = request.session.get("began_at", now)
        return JsonResponse({"left": min(idle, began + absolute - now)})
