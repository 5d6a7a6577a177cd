"""Bring the stylesheets, scripts, letters and icons that others made into `static/`, cleaned.

Run by hand when a version changes, never at build or run time, and commit what it writes:

    python -m portage.dev.vendor

It needs npm, for the download only. Two things are taken out on the way in, because they belong to
the government's own sites and not to a council's (docs/decisions/0010): the GDS Transport typeface
and the pictures of crown and crest. The script stops if a trace of either is left.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PORTAGE = Path(__file__).resolve().parents[1]
STATIC = PORTAGE.parent / "static"

PACKAGES = {
    "govuk-frontend": "6.6.0",
    "@ministryofjustice/frontend": "11.1.0",
    "@fontsource-variable/nunito": "5.3.0",
    "lucide-static": "1.62.0",
}

SHEETS = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.css": "govuk.css",
    "@ministryofjustice/frontend/moj/moj-frontend.min.css": "moj.css",
}
SCRIPTS = {
    "govuk-frontend/dist/govuk/govuk-frontend.min.js": "govuk.js",
    "@ministryofjustice/frontend/moj/moj-frontend.min.js": "moj.js",
}
LETTERS = ["nunito-latin-wght-normal.woff2", "nunito-latin-ext-wght-normal.woff2"]

FORBIDDEN = ["GDS Transport", "/assets/", "govuk-crest", "sourceMappingURL"]

FONT_FACE = re.compile(r"@font-face\{[^}]*\}")
FONT_NOTICE = re.compile(r"/\*! Copyright \(c\) 2011 by Margaret Calvert.*?\*/", re.DOTALL)
TRANSPORT = re.compile(r'"?GDS Transport"?,arial,sans-serif')
CREST = re.compile(r"(?:-webkit-mask-image|mask-image|background-image):url\([^)]*crest[^)]*\);?")
SOURCE_MAP = re.compile(r"(?:/\*|//)# sourceMappingURL=\S+(?: ?\*/)?")
PAINT = 'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
PICTURE = re.compile(r"url\(/assets/images/([\w.-]+)\)")


def main():
    """Download, clean, write."""
    with tempfile.TemporaryDirectory() as folder:
        packages = download(Path(folder))
        for source, name in SHEETS.items():
            write(f"vendor/{name}", sheet(packages / source))
        for source, name in SCRIPTS.items():
            write(f"vendor/{name}", SOURCE_MAP.sub("", read(packages / source)))
        letters(packages / "@fontsource-variable/nunito")
        write("img/icons.svg", sprite(packages / "lucide-static/icons"))


def download(folder):
    """Fetch the packages by name with npm, without running anything of theirs."""
    wanted = [f"{name}@{version}" for name, version in PACKAGES.items()]
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(folder)]
    subprocess.run([*command, *wanted], check=True)
    return folder / "node_modules"


def read(path):
    """Return the text of a file."""
    return path.read_text(encoding="utf-8")


def write(name, text):
    """Write a file under `static/`, unless something of the government's own is left in it."""
    left = [word for word in FORBIDDEN if word in text]
    if left:
        sys.exit(f"{name}: not clean, it still holds {left}")
    target = STATIC / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text.strip() + "\n", encoding="utf-8")


def sheet(path):
    """Return a stylesheet in our letters, with the pictures it needs beside it."""
    text = FONT_NOTICE.sub("", read(path))
    text = FONT_FACE.sub("", text)
    text = TRANSPORT.sub("var(--app-font)", text)
    text = SOURCE_MAP.sub("", CREST.sub("", text))
    package = path.parents[2] if "ministryofjustice" not in str(path) else path.parents[1]
    for picture in set(PICTURE.findall(text)):
        found = next(package.rglob(f"assets/images/{picture}"))
        (STATIC / "vendor/images").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, STATIC / "vendor/images" / picture)
    return PICTURE.sub(r"url(images/\1)", text)


def letters(package):
    """Copy the two files of Nunito that cover the languages of the portal, and their licence."""
    (STATIC / "fonts").mkdir(parents=True, exist_ok=True)
    for name in LETTERS:
        shutil.copyfile(package / "files" / name, STATIC / "fonts" / name)
    shutil.copyfile(package / "LICENSE", STATIC / "fonts/OFL.txt")


def sprite(icons):
    """Return one picture that holds every icon named in `icons.txt`, each under its own name."""
    names = read(PORTAGE / "icons.txt").split()
    symbols = [symbol(name, read(icons / f"{name}.svg")) for name in sorted(set(names))]
    note = f"<!-- lucide-static {PACKAGES['lucide-static']}, ISC licence; written by portage.dev.vendor -->"
    return "\n".join([note, '<svg xmlns="http://www.w3.org/2000/svg">', *symbols, "</svg>"])


def symbol(name, text):
    """Return one icon as a symbol of the sprite."""
    shapes = " ".join(re.search(r"<svg[^>]*>(.*)</svg>", text, re.DOTALL)[1].split())
    paint = (
        'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
    )
    return f'  <symbol id="{name}" viewBox="0 0 24 24" {paint}>{shapes}</symbol>'


if __name__ == "__main__":
    main()
