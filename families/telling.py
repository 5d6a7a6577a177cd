"""What a referral from outside tells, read three ways: to be looked at, to be searched by, to be keyed.

The answers are read by the forms that asked for them. What a stranger typed is never trusted to be whole: a
page that was changed since, or is missing, simply has less to tell.
"""

import re
from datetime import timedelta
from functools import cached_property

from django import forms
from django.db.models import Count
from django.utils import timezone

from .actions.taking_in import Told
from .facts import AREAS
from .forms.referral_parts import day_in_figures
from .forms.referring_more import AGENCIES, HELPERS
from .forms.referring_steps import read_all
from .identity import Person
from .models import Address, Carer, Consent, HomeNote, Incoming, Professional, SettingPlace
from .referring import STEPS

KEYED_DIRECTLY = ("given_name", "family_name", "known_as", "nhs_number", "sex")
HOME = ("languages", "interpreter", "lines", "town", "postcode", "is_protected")
YES_OR_NO = {"yes": True, "no": False}
EVIDENCE_KINDS = ("referral_form", "two_year_review", "professional_letter", "hearing_test")
OTHER_ROLE = "Somebody else"
FOR_STAFF = {"you": "Who tells us", "worries": "What they have seen"}
WARN_FOR = timedelta(days=90)
PERSON = re.compile(r"(?:adult|helper)[0-9]_")
NAMING = ("name", "organisation", "relationship", "role")


class Telling:
    """One referral from outside, as its pages tell it."""

    def __init__(self, incoming):
        self.incoming = incoming
        self.kind = incoming.kind
        self.forms = read_all(incoming.kind, incoming.told_us)

    def of(self, step):
        """The clean answers of a page; none if it was not filled in."""
        form = self.forms.get(step)
        return form.cleaned_data if form is not None else {}

    @property
    def is_parent(self):
        return self.kind == Incoming.Kind.PARENT

    @property
    def child_name(self):
        child = self.of("child")
        return f"{child.get('given_name', '')} {child.get('family_name', '')}".strip()

    # To be looked at --------------------------------------------------------------------------------

    def sections(self, *, for_staff=False):
        """(step, title, rows) of each page that was filled in; rows are (question, answer)."""
        return [
            (key, self.title_of(key, for_staff), list(rows_of(form)))
            for key, form in self.forms.items()
            if key not in ("questions", "agreed")
        ]

    def title_of(self, key, for_staff):
        """A page's heading: as its writer saw it, or as one speaks of it to others."""
        if not for_staff:
            return STEPS[key].title(self.kind)
        return FOR_STAFF.get(key, STEPS[key].professional)

    # To be searched by ------------------------------------------------------------------------------

    def person(self):
        """The child, as the search compares it. A safe address is not searched by: a match would tell it."""
        child, family = self.of("child"), self.of("family")
        return Person(
            first_name=child.get("given_name", ""),
            last_name=child.get("family_name", ""),
            born_on=child.get("born_on"),
            postcode="" if family.get("is_protected") else family.get("postcode", ""),
            phones=tuple(adult.phone for adult in self.adults if adult.phone),
            nhs_number=child.get("nhs_number") or "",
            other_names=tuple(name for name in (child.get("known_as"),) if name),
        )

    # To be keyed ------------------------------------------------------------------------------------

    @cached_property
    def adults(self):
        """The adults that were told of, not saved; a parent who wrote herself comes first."""
        found = [self._writer()] if self.is_parent else []
        family = self.of("family")
        for number in (1, 2):
            if family.get(f"adult{number}_name") and family.get(f"adult{number}_relationship"):
                found.append(self._adult(family, number))
        if not self.is_parent and found:
            found[0].safe_channels = family.get("channels", [])
            found[0].safe_times = family.get("safe_times", "")[:120]
        return [adult for adult in found if adult.name]

    def _writer(self):
        you = self.of("you")
        return Carer(
            name=you.get("name", ""),
            relationship=you.get("relationship", ""),
            parental_responsibility={"yes": "yes", "no": "no"}.get(you.get("responsibility"), "unknown"),
            lives_with_child=you.get("lives_with_child") != "no",
            phone=you.get("phone", ""),
            email=you.get("email", ""),
            safe_channels=you.get("channels", []),
            safe_times=you.get("safe_times", "")[:120],
        )

    def _adult(self, family, number):
        def told(part):
            return family.get(f"adult{number}_{part}", "")

        return Carer(
            name=told("name"),
            relationship=told("relationship"),
            lives_with_child=told("lives") != "no",
            phone=told("phone"),
            email=told("email"),
        )

    def initial(self):
        """What the forms for keying show first: the child, the home, two adults, the referral, the facts."""
        child, family = self.of("child"), self.of("family")
        shown = {name: child.get(name) or "" for name in KEYED_DIRECTLY}
        shown |= {name: day_in_figures(child[name]) for name in ("born_on", "due_on") if child.get(name)}
        shown |= {name: family.get(name, "") for name in HOME}
        for number, adult in enumerate(self.adults[:2], start=1):
            parts = ("name", "relationship", "phone", "email", "lives_with_child")
            shown |= {f"carer{number}_{part}": getattr(adult, part) for part in parts}
        return shown | self.initial_referral() | self.initial_facts()

    def initial_referral(self):
        you, worries = self.of("you"), self.of("worries")
        kinds = {file.kind for file in self.incoming.files.all()} | {"referral_form"}  # this is the form
        parts = (
            ("Enjoys: ", worries.get("enjoys")),
            ("", worries.get("worries")),
            ("Would like help with: ", worries.get("hopes")),
        )
        contact = ", ".join(part for part in (you.get("phone"), you.get("email")) if part)
        return {
            "source": "parent" if self.is_parent else you.get("source", ""),
            "referrer_name": you.get("name", ""),
            "referrer_contact": contact[:120],
            "received_on": day_in_figures(timezone.localdate(self.incoming.sent_at)),
            "reason": "\n\n".join(f"{lead}{said}" for lead, said in parts if said)[:4000],
            "evidence": [kind for kind in EVIDENCE_KINDS if kind in kinds],
            "family_agrees": bool(self.of("consent").get("agrees")),
        }

    def initial_facts(self):
        worries, around = self.of("worries"), self.of("around")
        helpers = [around.get(f"helper{number}_role") for number in HELPERS]
        hours = worries.get("setting_hours")
        return {
            **{f"delay_{area}": worries.get(f"area_{area}", "") for area in AREAS},
            "complex_medical": YES_OR_NO.get(worries.get("complex_medical")),
            "sensory_or_profound": YES_OR_NO.get(worries.get("sensory_or_profound")),
            "social_care": around.get("social_care", ""),
            "setting_hours": hours if hours is not None else "",
            "other_services": True if any(helpers) else None,
            "barriers": around.get("barriers", []),
        }

    # What goes on the record with it ----------------------------------------------------------------

    def told(self, *, adults_keyed):
        """What comes with the referral. ``adults_keyed`` says that the form brings the adults itself."""
        return Told(
            adults=[] if adults_keyed else self.adults,
            professionals=self.professionals(),
            setting=self.setting(),
            home_notes=self.home_notes(),
            consents=self.consents(),
        )

    def safe_address(self):
        """A home that must be kept safe: it goes from the form to the record, and past every screen."""
        family = self.of("family")
        if not family.get("is_protected") or not family.get("lines"):
            return None
        return Address(**{name: family[name] for name in ("lines", "town", "postcode", "is_protected")})

    def reach_of(self, carers):
        """Put what was told of safe ways and times on the adults that were keyed, found by name."""
        by_name = {adult.name.casefold(): adult for adult in self.adults}
        for carer in carers:
            if adult := by_name.get(carer.name.casefold()):
                carer.safe_channels, carer.safe_times = adult.safe_channels, adult.safe_times
                carer.parental_responsibility = adult.parental_responsibility
        return carers

    def professionals(self):
        around, you = self.of("around"), self.of("you")
        found = [
            Professional(
                name=around[f"helper{number}_name"] or "Name not told",
                role=self._role(around[f"helper{number}_role"]),
                organisation=around[f"helper{number}_organisation"],
                contact=around[f"helper{number}_contact"],
            )
            for number in HELPERS
            if around.get(f"helper{number}_role")
        ]
        if not self.is_parent and you.get("name"):
            sources = dict(self.forms["you"].fields["source"].choices)
            contact = you.get("phone") or you.get("email", "")
            role = self._role(sources.get(you.get("source"), OTHER_ROLE))
            found.append(
                Professional(
                    name=you["name"], role=role, organisation=you.get("organisation", ""), contact=contact
                )
            )
        return found

    def _role(self, role):
        return "Role not told" if role == OTHER_ROLE else role

    def setting(self):
        worries = self.of("worries")
        if not worries.get("setting"):
            return None
        hours = worries.get("setting_hours")
        return SettingPlace(
            name=worries["setting"], hours_a_week=round(hours, 1) if hours is not None else None
        )

    def home_notes(self):
        """What to know before knocking. A warning is to be looked at again by a day."""
        visit = self.of("visit")
        found = [
            {"text": visit[name], "tone": HomeNote.Tone.INFO, "icon": icon}
            for name, icon in (("at_the_door", "door-open"), ("pets", "dog"))
            if visit.get(name)
        ]
        if visit.get("care"):
            by = timezone.localdate() + WARN_FOR
            words = "Read what the referral says about visiting before the first visit"
            found.append({"text": words, "tone": HomeNote.Tone.CARE, "icon": "circle-alert", "review_on": by})
        return found

    def consents(self):
        consent = self.of("consent")
        if not consent.get("given_by") or not consent.get("given_on"):
            return []
        how = Consent.How.SCREEN if self.is_parent else consent.get("how", Consent.How.WORD)
        said = {"given_by": consent["given_by"], "given_on": consent["given_on"], "how": how}
        yes = [("sharing", AGENCIES[agency]) for agency in consent.get("sharing", [])]
        yes += [(way, "") for way in ("email", "text") if consent.get(f"by_{way}") == "yes"]
        return [{"purpose": purpose, "recipient": to, **said} for purpose, to in yes]


def at_the_door(user, *, most=50):
    """Referrals from outside that wait to be taken in, as the queue shows them; two queries."""
    waiting = Incoming.objects.visible_to(user).to_take_in().annotate(papers=Count("files"))[:most]
    rows = []
    for one in waiting:
        telling = Telling(one)
        told = {"name": telling.child_name, "sender": telling.of("you").get("name", "")}
        rows.append(
            {"ref": one.ref, "number": one.number, "sent_at": one.sent_at, "papers": one.papers, **told}
        )
    return rows


def rows_of(form):
    """Each question of a page that was answered, with its answer in words; a person is one row."""
    rows = {}
    for name, field in form.fields.items():
        answer = in_words(field, form.cleaned_data.get(name))
        if not answer:
            continue
        if of_whom := PERSON.match(name):
            rows.setdefault(of_whom[0], {})[name.removeprefix(of_whom[0])] = (field.label, answer)
        else:
            rows[name] = (field.label, answer)
    for told in rows.values():
        yield person_row(told) if isinstance(told, dict) else told


def person_row(told):
    """An adult or a helper: who she is to the child, then her name and all else that was told of her."""
    _label, who = told.get("relationship") or told.get("role") or ("", "Another adult")
    plain = [told[part][1] for part in ("name", "organisation") if part in told]
    named = [f"{label.rstrip('?')}: {answer}" for part, (label, answer) in told.items() if part not in NAMING]
    return who, "\n".join([*plain, *named]) or "No name told"


def in_words(field, value):
    """An answer as it was chosen or typed."""
    if value is None or value == "" or value == [] or value is False:
        return ""
    if isinstance(field, forms.MultipleChoiceField):
        words = dict(field.choices)
        return ", ".join(str(words.get(one, one)) for one in value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))
    if value is True:
        return "Yes"
    if hasattr(value, "month"):
        return f"{value:%-d %B %Y}"
    return f"{value:g}" if isinstance(value, float) else str(value)
