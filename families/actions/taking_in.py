"""What we do with a referral from outside: say which child it is, take it in, or set it aside."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from accounts import audit
from accounts.refusals import Refused

from ..identity import ALMOST, name_likeness, normalise_phone
from ..models import Document, HomeNote, Incoming, Professional, SettingPlace
from ..saving import save_or_refuse
from . import consents, papers, referrals


@dataclass(frozen=True)
class Told:
    """What a referral from outside brings besides the referral itself, not saved yet."""

    adults: list = field(default_factory=list)
    professionals: list = field(default_factory=list)
    setting: SettingPlace | None = None
    home_notes: list = field(default_factory=list)
    consents: list = field(default_factory=list)  # purpose, recipient, and who said so, when and how


@transaction.atomic
def settle(incoming, *, by, match, child=None):
    """Say which child it is: one in our records, a brother or sister of one, or one who is new to us."""
    incoming = _to_take_in(incoming)
    incoming.match, incoming.match_child = match, child
    save_or_refuse(incoming)
    after = {"match": match, "child": child.ref if child else ""}
    audit.record("incoming.settled", by=by, target=incoming, child=child, after=after)
    return incoming


@transaction.atomic
def take_in_new(incoming, *, by, told, child, family, address=None, carers=(), **fields):
    """Take it in for a child who is new to us, in a family that may be known. Returns the Referral."""
    incoming = _to_take_in(incoming)
    referral = referrals.receive_new(child, by=by, family=family, address=address, carers=carers, **fields)
    return _finish(incoming, referral, by=by, told=told)


@transaction.atomic
def take_in_again(incoming, *, by, told, child, **fields):
    """Take it in for a child whose record we have: the record stays one. Returns the Referral."""
    incoming = _to_take_in(incoming)
    referral = referrals.receive(child, by=by, **fields)
    return _finish(incoming, referral, by=by, told=told)


@transaction.atomic
def refuse(incoming, *, by, refusal, reason=""):
    """Set it aside: it is no referral, or was sent twice. Who sent it sees that it is closed."""
    incoming = _to_take_in(incoming)
    if refusal == Incoming.Refusal.OTHER and not reason.strip():
        raise Refused("Say in a few words why this is set aside.")
    incoming.state, incoming.refusal = Incoming.State.REFUSED, refusal
    incoming.refusal_reason = reason.strip()
    incoming.refused_at, incoming.refused_by = timezone.now(), by
    save_or_refuse(incoming)
    after = {"why": incoming.get_refusal_display()}
    audit.record("incoming.refused", by=by, target=incoming, after=after, reason=reason)
    return incoming


def _to_take_in(incoming):
    """The referral as it is now, and nobody else's until we are done; refused if somebody was faster."""
    # who was faster is fetched after the lock: a joined row would be the one from before the wait
    incoming = Incoming.objects.select_for_update().get(pk=incoming.pk)
    if incoming.state == Incoming.State.TAKEN_IN:
        raise Refused(_already("took this referral in", incoming.taken_in_by, incoming.taken_in_at))
    if incoming.state == Incoming.State.REFUSED:
        raise Refused(_already("set this referral aside", incoming.refused_by, incoming.refused_at))
    if incoming.state != Incoming.State.SENT:
        raise Refused("This referral has not been sent to us.")
    return incoming


def _already(did, who, at):
    at = timezone.localtime(at)
    return f"{who.name} {did} on {at:%-d %B at %H:%M}. Nothing was changed: please look again."


def _finish(incoming, referral, *, by, told):
    """Say which referral it became, and put what came with it on the child's record."""
    incoming.state, incoming.referral = Incoming.State.TAKEN_IN, referral
    incoming.taken_in_at, incoming.taken_in_by = timezone.now(), by
    save_or_refuse(incoming)
    audit.record("incoming.taken_in", by=by, target=incoming, child=referral.child)
    child = referral.child
    _put_papers(incoming, referral, by)
    _add_adults(child, told.adults, by)
    _add_professionals(child, told.professionals, by)
    _add_setting(child, told.setting, by)
    for note in told.home_notes:
        _add_home_note(child, note, by)
    _give_consents(child, told.consents, by)
    return referral


def _put_papers(incoming, referral, by):
    """Each paper that came becomes a document of the child, and stops the clock of what was asked for."""
    for file in incoming.files.all():
        document = save_or_refuse(
            Document(
                child=referral.child, kind=file.kind, title=file.title, file=file.file, sha256=file.sha256,
                size=file.size, content_type=file.content_type, state=file.state, came_at=file.came_at,
            )
        )  # fmt: skip
        audit.record("document.added", by=by, target=document, after={"with": str(incoming)})
        _stop_the_clock(referral, document, by)


def _stop_the_clock(referral, document, by):
    asked = referral.papers.filter(kind=document.kind, document=None, waived_on=None).first()
    if asked is None:
        return
    if asked.received_on is None:
        papers.receive(asked, by=by, on=timezone.localdate(), document=document)
    else:  # the form said that it is here, and this is the file
        asked.document = document
        save_or_refuse(asked)


def _add_adults(child, adults, by):
    """Adults whom we do not know yet; by name, or by a telephone that is the same."""
    known = list(child.carers.all())
    for adult in adults:
        if any(_is_same_adult(adult, one) for one in known):
            continue
        adult.child = child
        known.append(save_or_refuse(adult))
        audit.record("carer.added", by=by, target=adult, child=child)


def _is_same_adult(one, other):
    phone = normalise_phone(one.phone)
    same_phone = bool(phone) and phone == normalise_phone(other.phone)
    return same_phone or name_likeness(one.name, other.name) >= ALMOST


def _add_professionals(child, professionals, by):
    known = {(one.name.casefold(), one.role.casefold()) for one in child.professionals.all()}
    for one in professionals:
        if (one.name.casefold(), one.role.casefold()) in known:
            continue
        row = Professional(child=child, name=one.name, role=one.role, organisation=one.organisation,
                           contact=one.contact)  # fmt: skip
        audit.record("professional.added", by=by, target=save_or_refuse(row))


def _add_setting(child, setting, by):
    if setting is None or child.settings.filter(until_on=None, name__iexact=setting.name).exists():
        return
    setting.child = child
    audit.record("setting.added", by=by, target=save_or_refuse(setting))


def _add_home_note(child, note, by):
    if child.home_notes.filter(text=note["text"], removed_at=None).exists():
        return
    row = HomeNote(child=child, raised_at=timezone.now(), raised_by=by, **note)
    audit.record("home_note.added", by=by, target=save_or_refuse(row))


def _give_consents(child, given, by):
    """A yes is an adult's. One given by nobody whom we know stays with what was told, to be asked about."""
    carers = list(child.carers.all())
    for one in given:
        giver = max(carers, key=lambda carer: name_likeness(carer.name, one["given_by"]), default=None)
        if giver is None or name_likeness(giver.name, one["given_by"]) < ALMOST:
            continue
        consents.give(
            child, by=by, purpose=one["purpose"], recipient=one["recipient"], given_by=giver,
            given_on=one["given_on"], how=one["how"], note="Came with the referral",
        )  # fmt: skip
