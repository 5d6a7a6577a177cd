"""What comes from outside: referrals by people without an account, notifications from health, papers."""

from datetime import timedelta

import factory
from django.utils import timezone

from accounts import files
from families.models import Document, HealthNotification, Incoming, IncomingFile
from families.referring import DONE

from .accounts import UserFactory
from .families import ChildFactory, ReferralFactory, days_ago

CHILD = {
    "given_name": ["Kofi"],
    "family_name": ["Mensah"],
    "born_on": ["9/10/2024"],
    "nhs_number": ["999 000 0018"],
    "sex": ["M"],
}
WORRIES = {
    "enjoys": ["Music, water, being outside"],
    "worries": ["No words yet, and he does not point."],
    "hopes": ["How to play with him"],
    "area_communication": ["half"],
    "area_physical": ["third"],
    "setting": ["Little Acorns"],
    "setting_hours": ["7.5"],
}
AROUND = {
    "helper1_role": ["Paediatrician"],
    "helper1_name": ["Dr L. Amin"],
    "helper1_organisation": ["Fernshire Hospital"],
    "social_care": ["none"],
    "barriers": ["isolation"],
}
FAMILY = {
    "languages": ["English, Twi"],
    "lines": ["3 Oak Way"],
    "town": ["Ashby"],
    "postcode": ["FN1 2AB"],
    "siblings": ["Kwame, 4"],
}
MOTHER = {
    "adult1_name": ["Abena Mensah"],
    "adult1_relationship": ["PAM"],
    "adult1_phone": ["07700 900214"],
    "adult1_lives": ["yes"],
    "channels": ["phone"],
    "safe_times": ["after 1pm"],
}
VISIT = {"at_the_door": ["Third floor, no lift"], "pets": ["A small dog, kept in the kitchen"]}
CONSENT = {
    "sharing": ["health_visitor", "therapist"],
    "by_email": ["yes"],
    "by_text": ["no"],
    "given_by": ["Abena Mensah"],
    "given_on": [f"{timezone.localdate() - timedelta(days=20):%-d/%-m/%Y}"],
    "agrees": ["on"],
}
PARENT = {
    "questions": {name: ["yes"] for name in ("young", "near", "moving", "talking", "playing", "told")},
    "you": {
        "name": ["Abena Mensah"],
        "relationship": ["PAM"],
        "responsibility": ["yes"],
        "lives_with_child": ["yes"],
        "phone": ["07700 900214"],
        "email": ["abena.mensah@example.org"],
        "channels": ["phone", "text"],
        "safe_times": ["after 1pm"],
    },
    "child": CHILD,
    "family": FAMILY,
    "worries": WORRIES,
    "around": AROUND,
    "visit": VISIT,
    "consent": CONSENT,
}
PROFESSIONAL = {
    "agreed": {"agreed": ["yes"]},
    "you": {
        "name": ["Joanne Firth"],
        "source": ["health_visitor"],
        "organisation": ["Ashby clinic"],
        "phone": ["07700 900321"],
        "email": ["joanne.firth@example.org"],
    },
    "child": CHILD,
    "family": {**FAMILY, **MOTHER},
    "worries": WORRIES,
    "around": AROUND,
    "visit": VISIT,
    "consent": {**CONSENT, "how": ["word"]},
}


def told_by(kind, **pages):
    """Every page filled in, as somebody would; ``pages`` change some answers."""
    usual = PARENT if kind == Incoming.Kind.PARENT else PROFESSIONAL
    answers = {step: {**said, **pages.get(step, {})} for step, said in usual.items()}
    return {**answers, DONE: sorted(answers)}


class IncomingFactory(factory.django.DjangoModelFactory):
    """A referral that a professional sent; the traits make it a draft, a parent's, or one dealt with."""

    class Meta:
        model = Incoming

    kind = Incoming.Kind.PROFESSIONAL
    state = Incoming.State.SENT
    keep_until = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    sent_at = factory.LazyFunction(timezone.now)
    told = "received"

    class Params:
        parent = factory.Trait(kind=Incoming.Kind.PARENT)
        draft = factory.Trait(state=Incoming.State.DRAFT, sent_at=None, told="")
        new = factory.Trait(match=Incoming.Match.NEW)
        taken_in = factory.Trait(
            state=Incoming.State.TAKEN_IN,
            taken_in_at=factory.LazyFunction(timezone.now),
            taken_in_by=factory.SubFactory(UserFactory, administrator=True),
            referral=factory.SubFactory(ReferralFactory),
        )

    @classmethod
    def _create(cls, model, *args, pages=None, **kwargs):
        row = model(*args, **kwargs)
        if not row.answers:
            row.told_us = told_by(row.kind, **(pages or {}))
        row.save()
        return row


class KeptFactory(factory.django.DjangoModelFactory):
    """A file that was checked and kept, with its bytes."""

    class Meta:
        abstract = True

    kind = Document.Kind.PROFESSIONAL_LETTER
    title = "Letter of 3 March"
    state = Document.State.CLEAN
    content_type = "application/pdf"

    @classmethod
    def _create(cls, model, *args, content=b"%PDF-1.7 a letter", **kwargs):
        name, sha256 = files.keep(content, "documents", "pdf")
        return super()._create(model, *args, file=name, sha256=sha256, size=len(content), **kwargs)


class IncomingFileFactory(KeptFactory):
    class Meta:
        model = IncomingFile

    incoming = factory.SubFactory(IncomingFactory)


class DocumentFactory(KeptFactory):
    class Meta:
        model = Document

    child = factory.SubFactory(ChildFactory)

    class Params:
        restricted = factory.Trait(sensitivity=Document.Sensitivity.RESTRICTED)


class HealthNotificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HealthNotification

    received_on = days_ago(3)
    sender = "Dr L. Amin"
    body = "Fernshire Hospital"
    given_name = "Kofi"
    family_name = "Mensah"
    born_on = days_ago(500)
    about = "Muscle condition, being looked into"
    parent_informed_on = days_ago(10)
    named_organisation = "Fernshire parents’ forum"
    logged_by = factory.SubFactory(UserFactory, administrator=True)


def things_from_outside(child):
    """One of each for the access matrix, made when an address names it."""
    return {
        "families.Incoming": lambda: IncomingFactory(new=True),
        "families.IncomingFile": IncomingFileFactory,
        "families.HealthNotification": HealthNotificationFactory,
        "families.Document": lambda: DocumentFactory(child=child),
    }
