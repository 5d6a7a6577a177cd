"""What comes in as a file is looked at before it is kept: three kinds, by what it is and not by its name.

A picture is made anew from its points, which drops where and with what it was taken and whatever was hidden
behind it. A PDF is opened in a process of its own and refused if it could act or carries other files.
"""

import io
import re
import subprocess
import sys
import unicodedata
import warnings
from dataclasses import dataclass

from django.conf import settings
from PIL import Image, ImageOps

from . import pdf_check

MOST_BYTES = 10 * 1024 * 1024
MOST_POINTS = 50_000_000  # a telephone takes 12 to 48 million
LONGEST_TITLE = 120
SECONDS = 30

JPEG, PNG, PDF = "jpg", "png", "pdf"
CONTENT_TYPES = {JPEG: "image/jpeg", PNG: "image/png", PDF: "application/pdf"}
ENDINGS = {"jpg": JPEG, "jpeg": JPEG, "png": PNG, "pdf": PDF}
SIGNATURES = ((b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"%PDF-", PDF))
ZIP_END = b"PK\x05\x06"

TOO_MANY_POINTS = "This picture is too large for us. Send a smaller one."
ALLOWED = "Send a photo (JPG or PNG) or a PDF."
PDF_TROUBLE = {
    pdf_check.BROKEN: "This PDF cannot be opened. Save it once more, or send a photo of the paper.",
    pdf_check.LOCKED: "This PDF is locked with a password. Save it without one and send it again.",
    pdf_check.ACTIVE: "This PDF carries a program, which we cannot keep. Print it to a new PDF first.",
    pdf_check.CARRIES: "This PDF carries other files inside it. Send them one by one.",
    pdf_check.TOO_LONG: "This PDF is too long for us. Send the pages that matter.",
}


class Unwanted(Exception):
    """A file that we do not keep. The message says why, and what would be kept."""


@dataclass(frozen=True)
class CheckedFile:
    """A file that may be kept: its bytes as they will be, what it is, and a harmless name for people."""

    content: bytes
    ending: str
    title: str

    @property
    def content_type(self):
        return CONTENT_TYPES[self.ending]

    @property
    def size(self):
        return len(self.content)


def look_at(upload):
    """Check a file that was sent; return it as it may be kept. Raises Unwanted."""
    if not upload.size:
        raise Unwanted("This file is empty. Choose it again.")
    if upload.size > MOST_BYTES:
        raise Unwanted("This file is larger than 10 MB. A photo of each page is smaller.")
    ending = ENDINGS.get(upload.name.rpartition(".")[2].lower())
    if ending is None:
        raise Unwanted(f"We cannot keep this kind of file. {ALLOWED}")
    content = upload.read()
    if ending != kind_of(content):
        raise Unwanted(f"This file is not what its name says. {ALLOWED}")
    content = _pdf(content) if ending == PDF else _picture(content, ending)
    return CheckedFile(content, ending, title_of(upload.name))


def kind_of(content):
    """What a file is by its first bytes, or None."""
    return next((kind for signature, kind in SIGNATURES if content.startswith(signature)), None)


def title_of(name):
    """A file's name for people: no folders, no signs that hide or turn round, not too long."""
    stem = re.split(r"[\\/]", name)[-1].rpartition(".")[0]
    plain = "".join(sign if unicodedata.category(sign)[0] != "C" else " " for sign in stem)
    return " ".join(plain.split())[:LONGEST_TITLE] or "Paper without a name"


def _picture(content, ending):
    """The points of a picture, turned the right way, in a new file that has nothing else."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            formats = ["JPEG" if ending == JPEG else "PNG"]
            with Image.open(io.BytesIO(content), formats=formats) as whole:
                whole.verify()  # a library that draws pages lets Pillow open halves of pictures
            with Image.open(io.BytesIO(content), formats=formats) as picture:
                if picture.width * picture.height > MOST_POINTS:
                    raise Unwanted(TOO_MANY_POINTS)
                return _made_anew(picture, ending)
        except Unwanted:
            raise
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
            raise Unwanted(TOO_MANY_POINTS) from error
        except Exception as error:  # whatever a decoder may raise over bytes that somebody made up
            raise Unwanted("This picture cannot be opened. Take it again, or send a PDF.") from error


def _made_anew(picture, ending):
    upright = ImageOps.exif_transpose(picture)
    has_glass = ending == PNG and (upright.mode in ("RGBA", "LA") or "transparency" in upright.info)
    points = upright.convert("RGBA" if has_glass else "RGB")
    points.info.clear()
    made = io.BytesIO()
    if ending == JPEG:
        points.save(made, "JPEG", quality=88)
    else:
        points.save(made, "PNG")
    return made.getvalue()


def _pdf(content):
    """The PDF as it came, if it can only be read."""
    if ZIP_END in content[-66_000:]:
        raise Unwanted(PDF_TROUBLE[pdf_check.CARRIES])
    try:
        looked = subprocess.run(
            [sys.executable, "-m", "accounts.pdf_check"],
            input=content,
            capture_output=True,
            timeout=SECONDS,
            cwd=settings.BASE_DIR,
            env={"PYTHONDONTWRITEBYTECODE": "1"},
            check=False,
        )
        word = looked.stdout.decode("ascii", "replace") if looked.returncode == 0 else pdf_check.BROKEN
    except subprocess.TimeoutExpired:
        word = pdf_check.BROKEN
    if word != pdf_check.FINE:
        raise Unwanted(PDF_TROUBLE.get(word, PDF_TROUBLE[pdf_check.BROKEN]))
    return content
