"""How names and days are said; families.ages says ages. Pure functions over values, for tables to test."""

from datetime import timedelta


def initials(name):
    """“AK” for Aisha Khan, “A” for Aisha."""
    parts = [part for part in str(name).replace("-", " ").split() if part[0].isalpha()]
    chosen = [parts[0], parts[-1]] if len(parts) > 1 else parts
    return "".join(part[0].upper() for part in chosen)


def long_day(on):
    """“Wednesday 25 November 2026”."""
    return f"{on:%A} {on.day} {on:%B %Y}"


def day(on, *, today):
    """“25 Nov”, with the year when it is not this one."""
    said = f"{on.day} {on:%b}"
    return said if on.year == today.year else f"{said} {on.year}"


def near_day(on, *, today):
    """“Today”, “Tomorrow”, “Yesterday”, else “Wed 2 Dec”."""
    near = {today: "Today", today + timedelta(days=1): "Tomorrow", today - timedelta(days=1): "Yesterday"}
    return near.get(on) or f"{on:%a} {day(on, today=today)}"
