"""A referral that came as an e-mail or a letter, read by simple rules into the fields of the form for keying.

Pure. It only ever proposes: what it is not sure of it leaves, and a person looks over what it found. It goes
by the labels that people write ("DOB:", "Mum's phone"), and by how postcodes, phones and NHS numbers look.
"""

import re
from datetime import date

from stdnum.gb import nhs

from .identity import normalise_phone, normalise_postcode, phone_in_words
from .when import read_day

MOST = 20_000
LONGEST_LINE = 300

_LABELS: tuple[tuple[str, str], ...] = (
    ("given_name", r"(?:child'?s )?(?:first|given) ?names?|forenames?|christian name"),
    ("family_name", r"(?:child'?s )?(?:last|family) ?name|surname"),
    ("child", r"(?:child'?s |patient |full )?name(?: of (?:the )?child)?|child|re|regarding|patient"),
    ("known_as", r"known as|preferred name"),
    ("born_on", r"d\.? ?o\.? ?b\.?|date of birth|born(?: on)?|birth ?date|birthday"),
    ("due_on", r"due date|e\.?d\.?d\.?"),
    ("nhs_number", r"nhs(?: ?(?:no\.?|number|num\.?))?"),
    ("sex", r"sex|gender|girl or boy|m/f"),
    ("address", r"(?:home )?address"),
    ("postcode", r"post ?code"),
    ("languages", r"(?:home |first )?languages?(?: at home| spoken)?"),
    ("interpreter", r"interpreter(?: needed| required)?"),
    ("mother", r"(?:mother|mum|mummy)(?:'?s name)?"),
    ("father", r"(?:father|dad|daddy)(?:'?s name)?"),
    ("carer", r"(?:parents?|carers?|guardians?|parents?/carers?|parents? or carers?)(?:'?s? names?)?"),
    (
        "phone",
        r"(?:(?:mother|mum|father|dad|parent|carer)'?s )?"
        r"(?:tel(?:ephone)?\.?|phone|mobile|mob\.?|contact)(?: ?(?:no\.?|number))?",
    ),
    ("email", r"(?:(?:mother|mum|father|dad|parent|carer)'?s )?e-?mail(?: address)?"),
    ("referrer", r"referr(?:er|ed by)(?:'?s name)?|referral (?:from|by)|from"),
    ("role", r"(?:role|job(?: title)?|profession|designation)"),
    (
        "reason",
        r"reasons?(?: for (?:the )?referral)?|concerns?|worries|difficulties|"
        r"areas? of (?:concern|delay|need)|what worries (?:you|the family)",
    ),
    ("setting_hours", r"hours(?: a week| per week| attended)?"),
)
_LABEL = re.compile(
    r"^[\s>*•-]*(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS)
    + r")\s*[:=–]\s*(?P<said>.*)$",
    re.IGNORECASE,
)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})\b", re.IGNORECASE | re.ASCII)
_PHONE = re.compile(r"(?<!\d)(?:\+44\s?|0)(?:\(0\))?\d(?:[\s-]?\d){8,9}(?!\d)", re.ASCII)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,60}(?:\.[\w-]{1,60}){1,5}", re.ASCII)
_TEN_DIGITS = re.compile(r"(?<![\d+])\d{3}[\s-]?\d{3}[\s-]?\d{4}(?!\d)", re.ASCII)
_SOURCES = (
    ("health_visitor", ("health visitor", "hv team")),
    ("paediatrician", ("paediatric", "consultant")),
    ("therapist", ("therapist", "physio", "salt", "occupational")),
    ("gp", ("gp", "general practi", "surgery")),
    ("setting", ("nursery", "playgroup", "pre-school", "preschool", "childminder", "senco")),
    ("social_worker", ("social worker",)),
    ("early_help", ("early help", "family support")),
    ("parent", ("mum", "mother", "dad", "father", "parent")),
)
_TITLES = re.compile(r"^(?:mr|mrs|ms|miss|mx|dr)\.?\s+", re.IGNORECASE)


def read(text: str, today: date) -> dict[str, str]:
    """The fields that a pasted text tells of, by the names that the form gives them."""
    labelled = _by_labels(text[:MOST].replace("\r\n", "\n").replace("’", "'"))
    found: dict[str, str] = {}
    _names(labelled, found)
    _days(labelled, today, found)
    _numbers(text[:MOST], labelled, found)
    _home(labelled, found)
    _adult(labelled, found)
    _referrer(labelled, found)
    for name in ("languages", "interpreter", "known_as"):
        if labelled.get(name):
            found[name] = labelled[name][:60]
    hours = re.match(r"\d{1,2}(?:\.\d)?", labelled.get("setting_hours", ""))
    if hours:
        found["setting_hours"] = hours.group()
    return found


def _by_labels(text: str) -> dict[str, str]:
    """What stands after each label; a reason and an address go on over lines until the next label."""
    said: dict[str, str] = {}
    running = ""
    for line in text.split("\n"):
        match = _LABEL.match(line[:2000])
        if match:
            name = next(key for key, value in match.groupdict().items() if key != "said" and value)
            running = name if name in ("reason", "address") else ""
            value = match["said"].strip()
            if name == "phone" and name in said:
                name = "phone2"
            if value and name not in said:
                said[name] = value
            elif running and name not in said:
                said[name] = ""
        elif running and (line.strip() or running == "reason"):
            said[running] = f"{said.get(running, '')}\n{line.strip()}".lstrip("\n")
        elif not line.strip():
            running = ""
    return {name: value.strip() for name, value in said.items() if value.strip()}


def _names(said: dict[str, str], found: dict[str, str]) -> None:
    whole = re.split(r"[,(;]|\bdob\b|\bborn\b", said.get("child", ""), flags=re.IGNORECASE)[0]
    words = _TITLES.sub("", whole.strip()).split()
    if 2 <= len(words) <= 5 and not any(sign.isdigit() for sign in whole):
        found["given_name"], found["family_name"] = words[0][:80], " ".join(words[1:])[:80]
    for name in ("given_name", "family_name"):
        if said.get(name):
            found[name] = said[name][:80]
    sex = said.get("sex", "").strip().lower()[:1]
    if sex in ("m", "b", "f", "g"):
        found["sex"] = "M" if sex in "mb" else "F"


def _days(said: dict[str, str], today: date, found: dict[str, str]) -> None:
    inside = re.search(r"(?:dob|born)[:\s]+([\d/.\- ]{6,12})", said.get("child", ""), re.IGNORECASE)
    told = {
        "born_on": said.get("born_on") or (inside.group(1) if inside else ""),
        "due_on": said.get("due_on", ""),
    }
    for name, words in told.items():
        words = re.split(r"[(,;]", words)[0].strip()[:40]
        day = read_day(words, today, earliest=date(today.year - 20, 1, 1)).day if words else None
        if day:
            found[name] = f"{day.day}/{day.month}/{day.year}"


def _numbers(text: str, said: dict[str, str], found: dict[str, str]) -> None:
    """An NHS number is one by its check digit; an e-mail is the family's only where it is labelled so."""
    for candidate in [said.get("nhs_number", ""), *_TEN_DIGITS.findall(text)]:
        number = nhs.compact(candidate)
        if nhs.is_valid(number):
            found["nhs_number"] = number
            break
    phone = _PHONE.search(said.get("phone", "")) or _PHONE.search(text)
    if phone and normalise_phone(phone.group()):
        found["carer1_phone"] = phone_in_words(phone.group())
    email = _EMAIL.search(said.get("email", ""))
    if email:
        found["carer1_email"] = email.group()
    postcode = _POSTCODE.search(said.get("postcode", "")) or _POSTCODE.search(said.get("address", "") or text)
    if postcode:
        found["postcode"] = normalise_postcode(postcode.group(1))


def _home(said: dict[str, str], found: dict[str, str]) -> None:
    """Street and town, where an address was told over lines or with commas."""
    address = _POSTCODE.sub("", said.get("address", ""))
    parts = [part.strip(" .") for part in re.split(r"[\n,]", address) if part.strip(" .")]
    if len(parts) >= 2:
        found["lines"], found["town"] = ", ".join(parts[:-1])[:LONGEST_LINE], parts[-1][:80]
    elif parts:
        found["lines"] = parts[0][:LONGEST_LINE]


def _adult(said: dict[str, str], found: dict[str, str]) -> None:
    for label, relationship in (("mother", "PAM"), ("father", "PAF"), ("carer", "")):
        if not said.get(label):
            continue
        name = _PHONE.sub("", re.split(r"[,(;]", said[label])[0]).strip(" -–")
        slot = "carer2" if "carer1_name" in found else "carer1"
        if name and slot == "carer1":
            found["carer1_name"], found["carer1_relationship"] = _TITLES.sub("", name)[:120], relationship
        elif name and relationship:
            found["carer2_name"], found["carer2_relationship"] = _TITLES.sub("", name)[:120], relationship
    if found.get("carer1_relationship") == "":
        del found["carer1_relationship"]


def _referrer(said: dict[str, str], found: dict[str, str]) -> None:
    referrer = said.get("referrer", "")
    if referrer:
        name, *_rest = re.split(r"[,(<;]", referrer, maxsplit=1)
        found["referrer_name"] = name.strip(" \"'")[:120]
        contact = _EMAIL.search(referrer) or _PHONE.search(referrer)
        if contact:
            found["referrer_contact"] = contact.group()
    words = f"{referrer} {said.get('role', '')}".lower()
    for source, signs in _SOURCES:
        if any(re.search(rf"\b{re.escape(sign)}", words) for sign in signs):
            found["source"] = source
            break
    if said.get("reason"):
        found["reason"] = said["reason"][:4000]
