"""How often a public door may be used: counted in Postgres, one row a window, so that it holds without Redis.

The count goes through the cache's own connection where there is one: a request that is refused and rolled
back refunds no attempt, and nobody waits for another's transaction.
"""

from datetime import timedelta
from hashlib import sha256

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import connections
from django.utils import timezone

from .models import Tally

SECONDS = {"m": 60, "h": 3600, "d": 86_400}
EVERYBODY = "all"

ADD_ONE = (
    "INSERT INTO accounts_tally (key, count, until_at) VALUES (%s, 1, %s) "
    "ON CONFLICT (key) DO UPDATE SET count = accounts_tally.count + 1 RETURNING count"
)


class TooOften(Exception):
    """This door was used too often in a short time, from one place or by all together."""


def spend(action, request, *, key=""):
    """Count one use of a door; raise TooOften if that is more than PUBLIC_LIMITS allows.

    A limit reads "20/h/ip": by the address that asks; "…/key": by what ``key`` names; "…/all": by everybody.
    """
    now = timezone.now()
    rates = settings.PUBLIC_LIMITS[action].split(",")
    within = [_add_one(action, rate.strip(), request, key, now) for rate in rates]
    if not all(within):
        raise TooOften(action)


def address_of(request):
    """The address that a request comes from, read past the proxies that we trust."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:  # no address, or one that a proxy of ours would not have written
        return "unknown"


def _add_one(action, rate, request, key, now):
    """Count one, and say whether it is still within a rate."""
    most, unit, whose = rate.split("/")
    if whose == "key" and not key:
        return True
    seconds = SECONDS[unit]
    window = int(now.timestamp()) // seconds
    mark = {"ip": lambda: address_of(request), "key": lambda: key, "all": lambda: EVERYBODY}[whose]()
    name = f"{action}:{rate}:{sha256(mark.encode()).hexdigest()[:32]}:{window}"
    with connections[_door()].cursor() as cursor:
        cursor.execute(ADD_ONE, [name[:160], now + timedelta(seconds=seconds)])
        return cursor.fetchone()[0] <= int(most)


def _door():
    return "cache" if "cache" in connections.databases else "default"


def forget(now):
    """Forget the windows that have closed."""
    Tally.objects.over(at=now).delete()
