"""The tags and filters that pages are built from. `templates/_components/` holds their markup, one file
each, and every file begins with its arguments; the gallery shows them all on one page."""

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from zlib import crc32

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html

from families.ages import age_in_words, months_in_words
from portage import words

register = template.Library()

ICONS = Path(__file__).resolve().parents[1] / "icons.txt"
TONES = ["sun", "teal", "leaf", "plum", "coral"]
HEROES = 3
MARKS = {
    "can": "Can do",
    "nearly": "Nearly",
    "not_yet": "Not yet",
    "unseen": "Not seen",
    "not_applicable": "Does not fit",
}
MARK_NAMES = {
    "can_do": "can",
    "yes": "can",
    "emerging": "nearly",
    "not": "not_yet",
    "no": "not_yet",
    "not_seen": "unseen",
    "did": "can",
    "help": "nearly",
    "not_tried": "unseen",
}
ALERT_ICONS = {
    "good": "circle-check",
    "soon": "clock",
    "late": "triangle-alert",
    "private": "lock",
    "offline": "wifi-off",
}
CARD = {
    "id": "",
    "tone": "",
    "icon": "",
    "level": 2,
    "more": "",
    "more_url": "",
    "pill": "",
    "pill_tone": "idle",
}

# Small marks ------------------------------------------------------------------


@lru_cache
def icon_names():
    """The icons that the sprite holds."""
    return frozenset(ICONS.read_text(encoding="utf-8").split())


@register.simple_tag
def icon(name, *, large=False):
    """An icon of the sprite. A word beside it carries the meaning, so it is silent for screen readers."""
    if name not in icon_names():
        raise LookupError(
            f"There is no icon “{name}”: add it to portage/icons.txt and run portage.dev.vendor."
        )
    return drawn(name, " app-icon--large" if large else "")


@lru_cache
def drawn(name, size):
    """The markup of an icon: it is the same each time, and a list has hundreds."""
    return format_html(
        '<svg class="app-icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        size,
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def back(url, text):
    """The way back to where this page belongs."""
    return format_html('<a class="app-back" href="{}">{} {}</a>', url, icon("arrow-left"), text)


@register.inclusion_tag("_components/pill.html")
def pill(text, *, tone="idle", icon=""):
    """A state in one or two words."""
    return {"text": text, "tone": tone, "icon": icon}


@register.inclusion_tag("_components/mark.html")
def mark(state, *, words=True, text=""):
    """How a checklist item looks everywhere: solid, striped, paper, dashed."""
    key = MARK_NAMES.get(str(state), str(state))
    return {"state": key, "text": text or MARKS[key], "words": words}


@register.inclusion_tag("_components/avatar.html")
def avatar(name, *, ref="", large=False):
    """The initials of a person on a stone. The tone comes from the ref, so it stays when a name changes."""
    tone = TONES[crc32(str(ref or name).encode()) % len(TONES)]
    return {"initials": words.initials(name), "tone": tone, "large": large}


@register.simple_tag
def hero(ref):
    """The address of the picture at the top of a family's page: families of all kinds, one for each child."""
    return static(f"img/hero-{1 + crc32(str(ref).encode()) % HEROES}.svg")


@register.inclusion_tag("_components/person.html")
def person(name, *, role="", ref="", url=""):
    """A person with avatar, name and what she is to the child."""
    return {"name": name, "role": role, "ref": ref, "url": url}


@register.inclusion_tag("_components/bar.html")
def bar(value, out_of, *, label, limit=None, tone=""):
    """How much of something there is, as a bar whose length is an SVG attribute."""
    whole = float(out_of) or 1.0
    percent = min(100.0, 100 * float(value) / whole)
    line = "" if limit is None else f"{min(100.0, 100 * float(limit) / whole):.1f}%"
    return {"percent": f"{percent:.1f}%", "limit": line, "label": label, "tone": tone}


# Blocks with content ------------------------------------------------------------


@register.simple_block_tag(end_name="endcard")
def card(content, title="", **kwargs):
    """A card. Its title makes it a region of the page with a name."""
    return render("_components/card.html", CARD, kwargs, title=title, content=content)


@register.simple_block_tag(end_name="endalert")
def alert(content, title="", **kwargs):
    """A message that stays on the page: info, good, soon, late, private, offline."""
    known = {"tone": "info", "icon": ALERT_ICONS.get(kwargs.get("tone"), "info"), "role": ""}
    return render("_components/alert.html", known, kwargs, title=title, content=content)


@register.simple_block_tag(end_name="endempty_state")
def empty_state(content, title="", **kwargs):
    """What will be here one day, and the first step to it."""
    known = {"icon": "footprints", "level": 2}
    return render("_components/empty_state.html", known, kwargs, title=title, content=content)


def render(name, known, given, **values):
    """Render a component with its defaults, refusing arguments it does not know."""
    unknown = given.keys() - known.keys()
    if unknown:
        raise TypeError(f"{name} has no argument {sorted(unknown)}; it knows {sorted(known)}.")
    return template.loader.render_to_string(name, {**known, **given, **values})


# Lists ----------------------------------------------------------------------------


@register.inclusion_tag("_components/stones.html")
def stones(steps, *, small=False):
    """Small steps as a path of stones. A step has `text`, `state` (done, now, later), perhaps a `word`."""
    return {"steps": steps, "small": small}


@register.inclusion_tag("_components/summary_list.html")
def summary_list(rows):
    """Names and values with a way to change them: rows of (name, value) or (name, value, address)."""
    return {"rows": [(*row, "", "")[:3] for row in rows]}


@register.inclusion_tag("_components/facts.html")
def facts(rows):
    """Names and values in a narrow card: rows of (name, value)."""
    return {"rows": rows}


@register.inclusion_tag("_components/tally.html")
def tally(number, text, *, tone="", icon="", url="", note=""):
    """A number that asks for attention, with its words."""
    return {"number": number, "text": text, "tone": tone, "icon": icon, "url": url, "note": note}


@register.inclusion_tag("_components/pagination.html", takes_context=True)
def pagination(context, page):
    """Links between the pages of a list; nothing when there is one page."""
    return {"page": page, "request": context["request"]}


# Dates and times --------------------------------------------------------------------


def local(moment):
    """The moment on the clock in the kitchen."""
    return (
        timezone.localtime(moment) if isinstance(moment, datetime) and timezone.is_aware(moment) else moment
    )


def day_of(moment):
    """The day that a date or a moment falls on."""
    moment = local(moment)
    return moment.date() if isinstance(moment, datetime) else moment


@register.filter
def long_day(value):
    """“Wednesday 25 November 2026”."""
    return words.long_day(day_of(value)) if value else ""


@register.filter
def day(value):
    """“25 Nov”, with the year when it is not this one."""
    return words.day(day_of(value), today=timezone.localdate()) if value else ""


@register.filter
def clock(value):
    """“10:30”."""
    return local(value).strftime("%H:%M") if value else ""


@register.filter
def when(value):
    """“Today, 10:30”, “Tomorrow”, “Wed 2 Dec, 10:30”."""
    if not value:
        return ""
    said = words.near_day(day_of(value), today=timezone.localdate())
    return f"{said}, {clock(value)}" if isinstance(value, datetime) else said


@register.filter
def age(born, on=None):
    """“2 years 4 months”, from a date of birth, today or on another day; or from a number of months."""
    if born is None or born == "":
        return ""
    if isinstance(born, date):
        return age_in_words(day_of(born), day_of(on) if on else timezone.localdate())
    return months_in_words(int(born))
