"""What lists of children share: how a child is read, found among ours, and written with its family."""

from datetime import date

from django.utils import timezone

from accounts.refusals import Refused

from ..identity import Person, Verdict, normalise_name
from ..models import Address, Carer, Child, Family, ImportedNote, ImportRow, NotSame, SettingPlace
from . import cells, safety
from .kinds import Field, Finding

CHILD = (
    Field(
        "name", "Child’s name", cells.full_name,
        ("child's name", "child name", "name", "name of child", "child", "full name", "childs full name",
         "client name", "client", "surname first name", "surname and forename", "family child"),
        is_required=True, expected="a first name and a last name",
    ),
    Field(
        "given_name", "First name", cells.part_of_name("given_name"),
        ("first name", "forename", "given name", "first", "forenames", "christian name", "child first name",
         "child forename", "fname"),
        is_required=True, expected="a first name",
    ),
    Field(
        "family_name", "Surname", cells.part_of_name("family_name"),
        ("surname", "last name", "family name", "second name", "child surname", "lname"),
        is_required=True, expected="a surname",
    ),
    Field("known_as", "Known as", cells.text("known_as", 80), ("known as", "preferred name",
        "likes to be called")),
    Field(
        "born_on", "Date of birth", cells.date_of_birth,
        ("date of birth", "dob", "d.o.b.", "birth date", "born", "birthdate", "birthday", "d o b",
         "date born", "when born", "childs dob", "born on", "d of b"),
        is_required=True, expected="a date of birth such as 28/02/2024", content="birth",
    ),
    Field(
        "due_on", "Due date", cells.day("due_on"),
        ("due date", "edd", "expected date of delivery", "estimated due date", "due date if premature"),
    ),
    Field(
        "nhs_number", "NHS number", cells.nhs_number,
        ("nhs number", "nhs no", "nhs", "nhs no.", "nhs num", "nhs id", "nhs #"), content="nhs",
        expected="10 digits, the last one a check digit",
    ),
    Field("sex", "Girl or boy", cells.sex, ("sex", "gender", "m/f", "boy/girl", "girl boy")),
    Field(
        "setting", "Nursery or setting", cells.text("setting", 120),
        ("setting", "nursery", "preschool", "pre-school", "nursery or setting", "school nursery",
         "playgroup", "nursery attended", "setting attended", "preschool nursery"),
    ),
    Field(
        "languages", "Languages at home", cells.language,
        ("home language", "language", "languages", "first language", "language at home",
         "languages spoken", "mother tongue", "language spoken", "mum language"),
    ),
    Field("interpreter", "Interpreter needed", cells.text("interpreter", 60),
          ("interpreter", "interpreter needed", "interpreter required", "interpreter language")),
)  # fmt: skip
HOME = (
    Field(
        "carer_name", "Parent or carer", cells.adult("carer_name", "carer_relationship"),
        ("parent", "carer", "parent / carer", "parents", "mum", "parent name",
         "carer name", "parents names", "main carer", "guardian", "contact name", "next of kin",
         "parent carer name", "mothers name", "name of parent", "parent 1", "carer 1", "parent carer 1",
         "parent 1 name"),
        without="The cell stays as a note.",
    ),
    Field("carer_relationship", "Who the adult is", cells.tie("carer_relationship"),
          ("relationship", "relationship to child", "relation", "who", "relationship of carer")),
    Field(
        "phone", "Telephone", cells.phone("phone"),
        ("telephone", "phone", "mobile", "mum phone", "mum tel", "mum mobile", "carer phone",
         "parent phone", "parent 1 phone", "tel no", "phone number", "contact number",
         "telephone number", "contact no", "home tel", "mobile number", "contact tel", "phone no"),
        content="phone", without="The cell stays as a note.",
    ),
    Field(
        "email", "E-mail", cells.email("email"),
        ("email", "e-mail", "email address", "e mail", "parent email", "carer email", "mum email"),
        content="email", without="The cell stays as a note.",
    ),
    Field(
        "carer2_name", "Second adult", cells.adult("carer2_name", "carer2_relationship"),
        ("second parent", "parent 2", "carer 2", "other parent", "dad", "second carer", "fathers name",
         "parent carer 2", "2nd parent", "parent 2 name"),
        without="The cell stays as a note.",
    ),
    Field("carer2_relationship", "Who the second adult is", cells.tie("carer2_relationship"),
          ("relationship 2", "second relationship", "relationship of second parent")),
    Field("carer2_phone", "Telephone of the second adult", cells.phone("carer2_phone"),
          ("phone 2", "tel 2", "second phone", "mobile 2", "dad tel", "second telephone",
           "dad mobile", "dad phone", "parent 2 phone", "carer 2 phone"),
          without="The cell stays as a note."),
    Field(
        "address", "Address", cells.address,
        ("address", "home address", "street", "address line 1", "addr", "address 1", "where they live",
         "lives at", "living at", "residence", "home",
         "full address", "house and street", "address and postcode", "address inc postcode",
         "home address inc postcode", "address including postcode", "mum address"),
    ),
    Field("town", "Town or village", cells.text("town", 80),
          ("town", "city", "village", "area", "address line 3", "town / village", "locality")),
    Field(
        "postcode", "Postcode", cells.postcode,
        ("postcode", "post code", "p/code", "pcode", "pc", "zip", "postal code", "mum postcode"),
        content="postcode", expected="SW1A 1AA", without="The cell stays as a note.",
    ),
)  # fmt: skip
NEEDS_CHILD = ((("name",), ("given_name", "family_name")), (("born_on",),))
FILLED_ON_CHILD = ("known_as", "due_on", "nhs_number", "sex")


def title(read):
    names = f"{read.get('given_name', '')} {read.get('family_name', '')}".strip()
    return names or "No name yet"


def person_in(read):
    """The child that a row speaks of, as the rules compare it."""
    return Person(
        read.get("given_name", ""),
        read.get("family_name", ""),
        date.fromisoformat(read["born_on"]) if read.get("born_on") else None,
        read.get("postcode", ""),
        tuple(read[code] for code in ("phone", "carer2_phone") if read.get(code)),
        read.get("nhs_number", ""),
        (read["known_as"],) if read.get("known_as") else (),
    )


def keys(read):
    """What a child’s row is found by, from other rows of the file."""
    kept = (
        "given_name",
        "family_name",
        "known_as",
        "born_on",
        "postcode",
        "phone",
        "carer2_phone",
        "nhs_number",
    )
    return {code: read[code] for code in kept if read.get(code)}


def find(row, read, scene):
    """Whether we have this child, or the file has it twice."""
    person = person_in(read)
    found = next((one for one in scene.children.like(person) if _is_likely(one)), None)
    twin = next((one for one in scene.file.like(person, before=row) if _is_likely(one)), None)
    if found is None and twin is None:
        return Finding(ImportRow.Verdict.NEW)
    match = _our_child(found, scene) if found is not None else _other_row(twin, scene)
    other = scene.children.person(found.child) if found is not None else scene.file.person(twin.child)
    finding = Finding(ImportRow.Verdict.DUPLICATE, match["ref"], match)
    if row.decision == ImportRow.Decision.DIFFERENT:
        finding.verdict = ImportRow.Verdict.NEW
    elif row.decision == ImportRow.Decision.SAME or is_certain(person, other):
        finding.verdict = ImportRow.Verdict.UPDATE
    return finding


def is_certain(one, other):
    """Whether two descriptions leave no doubt: one number and birthday, or name, birthday and home alike."""
    if one.born_on is None or one.born_on != other.born_on:
        return False
    if one.nhs_number and other.nhs_number:
        return one.nhs_number == other.nhs_number
    names = [normalise_name(f"{p.first_name} {p.last_name}") for p in (one, other)]
    at_home = (one.postcode and one.postcode == other.postcode) or set(one.phones) & set(other.phones)
    return names[0] == names[1] and bool(at_home)


def _is_likely(candidate):
    return candidate.match.verdict in (Verdict.SAME, Verdict.PERHAPS)


def _reasons(candidate):
    reasons = [reason.text for reason in candidate.match.reasons if reason.points > 0]
    return [*reasons, *(f"but: {one.text.lower()}" for one in candidate.match.reasons if one.points < 0)]


def _our_child(found, scene):
    child = scene.children.record(found.child)
    return {"is": "child", "ref": child.ref, "label": child.name, "born_on": child.born_on.isoformat(),
            "reasons": _reasons(found), "says": found.match.verdict.label}  # fmt: skip


def _other_row(twin, scene):
    other = scene.file.row(twin.child)
    return {"is": "row", "ref": twin.child, "label": other["label"], "born_on": other["born_on"],
            "reasons": _reasons(twin), "says": twin.match.verdict.label, "where": other["where"]}  # fmt: skip


# Writing ---------------------------------------------------------------------------------------------


def existing(row, scene):
    """The record that an update goes to: ours, or the one that another row of the file has just made."""
    if row.verdict != ImportRow.Verdict.UPDATE or not row.match_ref:
        return None
    made = scene.made.get(row.match_ref)
    if made is not None:
        return made
    child = Child.objects.filter(ref=row.match_ref).select_related("merged_into", "family").first()
    if child is None and row.match_reasons.get("is") == "child":
        raise Refused("The record that this row belongs to is not there any more.")
    while child is not None and child.merged_into is not None:
        child = child.merged_into
    return child


def write_child(row, read, scene, ledger):
    """The child of a row with its family, home and adults: made, or filled in. Also whether it was there."""
    child = existing(row, scene)
    was_there = child is not None
    if child is None:
        child = _new_child(read, ledger)
    else:
        fill(child, read, FILLED_ON_CHILD, row, scene, ledger)
        fill(child.family, read, ("languages", "interpreter"), row, scene, ledger)
    scene.made[row.ref] = child
    _write_home(child, read, row, scene, ledger)
    _write_adults(child, read, row, ledger)
    _write_setting(child, read, ledger)
    tell_apart(child, row, ledger)
    return child, was_there


def _new_child(read, ledger):
    if read.get("nhs_number") and Child.objects.filter(nhs_number=read["nhs_number"]).exists():
        raise Refused("Another child in our records has this NHS number. Nothing was written.")
    family = ledger.create(
        Family(
            name=read["family_name"],
            languages=read.get("languages", ""),
            interpreter=read.get("interpreter", "")[:60],
        )
    )
    return ledger.create(
        Child(
            family=family,
            given_name=read["given_name"],
            family_name=read["family_name"],
            known_as=read.get("known_as", ""),
            born_on=date.fromisoformat(read["born_on"]),
            due_on=date.fromisoformat(read["due_on"]) if read.get("due_on") else None,
            sex=read.get("sex", ""),
            nhs_number=read.get("nhs_number") or None,
        )
    )


def fill(record, read, codes, row, scene, ledger):
    """Fill in what a record does not say yet. What it says otherwise stays, unless the sheet is to win."""
    wins = scene.answers(row).get("conflict") == "file"
    values = {}
    for code in codes:
        said = read.get(code)
        if said in (None, ""):
            continue
        column = record._meta.get_field(code)
        value = column.to_python(said)
        ours = getattr(record, code)
        if ours in (None, "") or (wins and ours != value):
            values[code] = value
        elif ours != value:
            label = f"{column.verbose_name[:1].upper()}{column.verbose_name[1:]}"
            row.notes = [*row.notes, {"heading": label, "text": str(said)}]
    if values:
        ledger.change(record, **values)


def _write_home(child, read, row, scene, ledger):
    today = scene.today
    ours = child.family.addresses.current(on=today).first()
    if ours is not None and row.protects and not ours.is_protected:
        ledger.change(ours, is_protected=True)
    if not any(read.get(code) for code in ("address", "town", "postcode")):
        return
    lines, town, postcode = (read.get(code, "") for code in ("address", "town", "postcode"))
    if ours is None:
        home = Address(family=child.family, lines=lines, town=town, postcode=postcode, since_on=today)
        home.is_protected = row.protects
        ledger.create(home)
        return
    told = ours.reveal()
    if any(said and said != ours_says for said, ours_says in zip(
        (lines, town, postcode), (told.lines, told.town, told.postcode), strict=True
    )):  # fmt: skip
        note(child, "Address in the file", ", ".join(filter(None, (lines, town, postcode))), row, ledger,
             is_about_safety=ours.is_protected)  # fmt: skip


def _write_adults(child, read, row, ledger):
    meant = safety.who_is_meant(row.safety) if row.protects else []
    for prefix, contacts in (("carer", ("phone", "email")), ("carer2", ("carer2_phone", ""))):
        name = read.get(f"{prefix}_name")
        if not name:
            if read.get(contacts[0]):
                note(child, "Telephone in the file", read[contacts[0]], row, ledger)
            continue
        phone, email = read.get(contacts[0], ""), read.get(contacts[1], "")
        ours = next(
            (one for one in child.carers.all() if normalise_name(one.name) == normalise_name(name)), None
        )
        if ours is None:
            relationship = read.get(f"{prefix}_relationship") or Carer.Relationship.OTHER
            ours = ledger.create(
                Carer(child=child, name=name, relationship=relationship, phone=phone, email=email)
            )
        else:
            blank = {"phone": phone, "email": email}
            ledger.change(ours, **{k: v for k, v in blank.items() if v and not getattr(ours, k)})
        if ours.relationship in meant and ours.user_id is None:
            ledger.change(
                ours,
                access=Carer.Access.LIMITED,
                access_reason=f"From the import: {row.safety}"[:200],
                contact_restriction=f"From the import: {row.safety}"[:300],
            )


def _write_setting(child, read, ledger):
    """Where the child goes by day, if that is not known yet. The list says a name, not what kind of place."""
    name = read.get("setting")
    if name and not any(normalise_name(one.name) == normalise_name(name) for one in child.settings.all()):
        ledger.create(
            SettingPlace(
                child=child, name=name, kind=SettingPlace.Kind.OTHER, hours_a_week=read.get("setting_hours")
            )
        )


def tell_apart(child, row, ledger):
    """Remember that a person said of two records much alike that they are two children."""
    if row.decision != ImportRow.Decision.DIFFERENT or row.match_reasons.get("is") != "child":
        return
    other = Child.objects.filter(ref=row.match_ref).first()
    if other is not None and other.pk != child.pk:
        one, two = sorted((child, other), key=lambda record: record.pk)
        ledger.create(NotSame(one=one, other=two, said_by=ledger.by, reason="said when a file came in"))


def note(child, heading, text, row, ledger, *, is_about_safety=False):
    """Keep on the child’s record what the file said and has no place of its own; nothing twice."""
    batch, heading = row.sheet.batch, heading[:120] or "Without a heading"
    kept = _kept_already(child, heading, text, ledger)
    if kept is not None:
        ledger.change(kept, is_about_safety=kept.is_about_safety or is_about_safety)
        return
    ledger.create(
        ImportedNote(
            child=child,
            heading=heading,
            text=text,
            came_from=f"{batch.name}, {row.sheet.name}, row {row.number}"[:300],
            came_at=timezone.now(),
            is_about_safety=is_about_safety,
        )
    )


def _kept_already(child, heading, text, ledger):
    """The same words under the same heading, from this file or an earlier one. A new child has none."""
    if [Child._meta.label, child.pk] in ledger.made:
        return None
    notes = child.imported_notes.filter(heading=heading).order_by("pk")
    return next((one for one in notes if one.text == text), None)


def write_notes(child, row, ledger):
    """Keep everything of a row that has no place of its own.

    Where the address is protected any note may give it away, so all of them are for the eyes that may see it.
    """
    for one in row.notes:
        note(child, one["heading"], one["text"], row, ledger, is_about_safety=row.protects)
