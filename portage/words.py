"""How names, days and ages are said. Pure functions over values, so that a table can test them."""

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


def age(born, *, on):
    """“3 weeks”, “14 months”, “2 years 4 months”."""
    if on < born:
        return "not born yet"
    whole = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if whole:
        return months(whole)
    days = (on - born).days
    return counted(days // 7, "week") if days >= 7 else counted(days, "day")


def months(number):
    """Months in words: “14 months” below two years, then “2 years 4 months”."""
    if number < 24:
        return counted(number, "month")
    years, rest = divmod(number, 12)
    return counted(years, "year") + (f" {counted(rest, 'month')}" if rest else "")


def counted(number, noun):
    """“1 month”, “2 months”."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
