"""Looks into a PDF that came from outside, in a process of its own with little memory and little time.

Run as ``python -m accounts.pdf_check`` with the file on standard input; says one word on standard output. A
file made to eat memory ends this process and no other. Nothing of Django is loaded here.
"""

import io
import resource
import sys

MOST_MEMORY = 700 * 1024 * 1024
MOST_SECONDS = 15
MOST_PAGES = 300
MOST_OBJECTS = 60_000

FINE, BROKEN, LOCKED, ACTIVE, CARRIES, TOO_LONG = "fine", "broken", "locked", "active", "carries", "too_long"

ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute", "/Rendition"}
BRINGS = {"/EmbeddedFile", "/Filespec", "/RichMedia"}


def look_into(content):
    """Say in one word what is wrong with a PDF, or that nothing is."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                return LOCKED
            if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
                return TOO_LONG
            return _look_at_objects(pdf, pikepdf)
    except pikepdf.PasswordError:
        return LOCKED
    except pikepdf.PdfError:
        return BROKEN


def _look_at_objects(pdf, pikepdf):
    if not len(pdf.pages):
        return BROKEN
    names = pdf.Root.get("/Names", {})
    if "/JavaScript" in names or "/XFA" in pdf.Root.get("/AcroForm", {}):
        return ACTIVE
    if "/EmbeddedFiles" in names or "/Collection" in pdf.Root:
        return CARRIES
    for thing in pdf.objects:
        word = _word_for(thing, pikepdf)
        if word != FINE:
            return word
    return FINE


def _word_for(thing, pikepdf, depth=0):
    """What one object is, with what is written inside it."""
    if isinstance(thing, pikepdf.Array):
        return _worst((thing[index] for index in range(len(thing))), pikepdf, depth)
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return FINE
    if "/JS" in thing or str(thing.get("/S", "")) in ACTS:
        return ACTIVE
    if str(thing.get("/Type", "")) in BRINGS or "/EF" in thing or str(thing.get("/Subtype", "")) in BRINGS:
        return CARRIES
    return _worst((value for _key, value in thing.items()), pikepdf, depth)


def _worst(things, pikepdf, depth):
    """The first word that is not fine, of what is written inside; what is pointed to has its own turn."""
    if depth > 40:
        return BROKEN
    for inner in things:
        if isinstance(inner, pikepdf.Object) and not inner.is_indirect:
            word = _word_for(inner, pikepdf, depth + 1)
            if word != FINE:
                return word
    return FINE


def main():
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout.write(look_into(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
