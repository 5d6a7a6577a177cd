"""From a template and plain data to a tagged PDF (PDF/UA-1). The only module that imports WeasyPrint.

Nothing is fetched. The fonts and pictures of the pages are our own files, read once per process; any other
address stops the report (TRUST.md §5.3). Text from the record is escaped by the template and stays text.
"""

from functools import lru_cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from .pages import CannotBeMade

MOST_PAGES = 120
STYLESHEETS = [
    f"css/print/{name}.css" for name in ("sheet", "record", "goals", "paper", "profile", "celebration")
]
ASSETS = {
    **{
        f"static:nunito-{w}.woff2": (f"fonts/print/nunito-latin-{w}.woff2", "font/woff2")
        for w in (400, 700, 900)
    },
    **{
        f"static:nunito-ext-{w}.woff2": (f"fonts/print/nunito-latin-ext-{w}.woff2", "font/woff2")
        for w in (400, 700)
    },
    "static:stones.svg": ("img/print/stones.svg", "image/svg+xml"),
    **{f"static:hero-{n}.svg": (f"img/hero-{n}.svg", "image/svg+xml") for n in (1, 2, 3)},
    "static:can.svg": ("img/print/can.svg", "image/svg+xml"),
    "static:nearly.svg": ("img/print/nearly.svg", "image/svg+xml"),
    "static:here.svg": ("img/print/here.svg", "image/svg+xml"),
    "static:tick.svg": ("img/print/tick.svg", "image/svg+xml"),
    "static:draft.svg": ("img/print/draft.svg", "image/svg+xml"),
}


class ReportFetcher(URLFetcher):
    """Gives out our own preloaded files and ``data:`` images; any other address stops the report."""

    def __init__(self):
        super().__init__(allowed_protocols={"data"}, allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        if url in ASSETS:
            return URLFetcherResponse(url, _bytes_of(url), {"Content-Type": ASSETS[url][1]})
        if not url.startswith("data:image/"):
            raise ValueError("A report fetches nothing.")
        return super().fetch(url, headers)


def render(template, data):
    """Return the pages of a template as the bytes of a PDF, and how many they are. Raises CannotBeMade."""
    html = render_to_string(template, data)
    fonts, stylesheet = _look()
    try:
        document = HTML(string=html, base_url=None, url_fetcher=ReportFetcher()).render(
            font_config=fonts, stylesheets=[stylesheet], pdf_variant="pdf/ua-1", presentational_hints=False
        )
    except FatalURLFetchingError as error:
        raise CannotBeMade("Something in the text asked for a file from elsewhere.") from error
    if len(document.pages) > MOST_PAGES:
        raise CannotBeMade(f"The report would have more than {MOST_PAGES} pages: choose a shorter period.")
    return document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages)


@lru_cache(maxsize=1)
def _look():
    """The fonts and the stylesheet, parsed once per process: they are the same for every report."""
    fonts = FontConfiguration()
    parts = [Path(finders.find(name)).read_text(encoding="utf-8") for name in STYLESHEETS]
    # how far a square of the profile is coloured in, and where its pin stands, in hundredths
    parts += [f".w-{n} {{ width: {n}% }} .at-{n} {{ left: {n}% }}" for n in range(101)]
    return fonts, CSS(string="\n".join(parts), font_config=fonts, url_fetcher=ReportFetcher())


@lru_cache(maxsize=len(ASSETS))
def _bytes_of(url):
    return Path(finders.find(ASSETS[url][0])).read_bytes()
