"""How many visits of a package were made and offered: counted by whoever keeps the diary.

Families may not look into the diary, so the room above hands a counter down when the application starts. It
is asked once for all packages of a page.
"""

from dataclasses import dataclass

from .models import Policy
from .packages import progress

COUNTERS = []


@dataclass(frozen=True)
class Count:
    """Visits since a package began: made, and offered (made, nobody in, or called off by the family)."""

    made: int = 0
    offered: int = 0


def add_counter(function):
    """Register ``function(packages) -> {package pk: Count}``; a room above calls this in ready()."""
    COUNTERS.append(function)
    return function


def counts_of(packages):
    """How many visits of each package there were; nothing where nobody counts."""
    packages = list(packages)
    found = {package.pk: Count() for package in packages}
    for function in COUNTERS:
        for pk, count in function(packages).items():
            found[pk] = Count(found[pk].made + count.made, found[pk].offered + count.offered)
    return found


def progress_of(packages, *, on, policy=None):
    """How far each package is on a day, by its primary key."""
    packages = list(packages)
    if not packages:
        return {}
    policy, counts = policy or Policy.on(on), counts_of(packages)
    warn = {"warn_visits": policy.package_warn_visits, "warn_weeks": policy.package_warn_weeks}
    return {package.pk: progress(package, counts[package.pk], on, **warn) for package in packages}
