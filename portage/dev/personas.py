"""Sign in as any role with one click. Only the demo has this module installed, and a test proves it."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from accounts.models import User


@dataclass(frozen=True)
class Persona:
    """One person of the demo: as which role, by which name, and what to look at."""

    role: str
    name: str
    email: str
    look: str


PERSONAS = [
    Persona("Portage worker", "Sofia Marsh", "sofia.marsh@example.org", "My day, and writing up a visit"),
    Persona(
        "Team lead", "Hannah Osei", "hannah.osei@example.org", "Caseloads, moving a child, approving a report"
    ),
    Persona("Administrator", "Mel Grant", "mel.grant@example.org", "A new referral and the waiting list"),
    Persona("Service manager", "Ann Hughes", "ann.hughes@example.org", "The whole service and its settings"),
    Persona("Safeguarding lead", "Ian Cole", "ian.cole@example.org", "What few may read"),
    Persona("Auditor", "Vera Lind", "vera.lind@example.org", "Who saw and did what"),
    Persona("Parent", "Nadia Khan", "nadia.khan@example.org", "Aisha’s own page"),
    Persona("Parent with no access", "Tariq Khan", "tariq.khan@example.org", "What a court order hides"),
]
TWO_FACTORS = [{"method": "password"}, {"method": "mfa", "type": "demo"}]


@login_not_required
@require_POST
def persona_sign_in(request):
    """Sign in as one of the demo's people, as if with both factors."""
    emails = {persona.email for persona in PERSONAS}
    user = User.objects.active().filter(email=request.POST.get("email", "")).first()
    if user is None or user.email not in emails:
        raise Http404
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session["account_authentication_methods"] = TWO_FACTORS
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return redirect(target if safe else "/")


def personas(request):
    """Context: the people whom the demo's sign-in page offers."""
    return {"demo_personas": PERSONAS}
