"""What a rendered page offers: its forms with their fields, and the questions that its links ask."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlsplit

SKIP = {"csrfmiddlewaretoken"}


@dataclass
class Field:
    """One thing that a form sends."""

    name: str
    kind: str
    value: str = ""
    options: list = field(default_factory=list)


@dataclass
class Form:
    """A form as a browser would send it."""

    action: str
    method: str
    fields: list = field(default_factory=list)

    @property
    def names(self):
        """What its fields are called, each once."""
        return list(dict.fromkeys(item.name for item in self.fields))

    def choices(self, kinds):
        """The fields of these kinds, each with every value that the page shows for it."""
        known = {}
        for item in self.fields:
            if item.kind in kinds and item.name != "form_key":
                known.setdefault(item.name, []).extend(
                    value for value in [item.value, *item.options] if value
                )
        return known

    def data(self):
        """What is sent if nobody changes anything; radios and checkboxes as they are shown."""
        pairs = []
        for item in self.fields:
            if item.kind in ("radio", "checkbox") and not item.options:
                continue
            pairs.append((item.name, item.options[0] if item.kind in ("radio", "checkbox") else item.value))
        return pairs


class Reader(HTMLParser):
    """Collects forms and query parameters from one page."""

    def __init__(self):
        super().__init__()
        self.forms, self.questions = [], set()
        self._form = self._select = self._area = None

    def handle_starttag(self, tag, attrs):
        attrs = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._form = Form(attrs.get("action", ""), attrs.get("method", "get").lower())
            self.forms.append(self._form)
        elif tag == "a":
            self.questions |= {name for name, _ in parse_qsl(urlsplit(attrs.get("href", "")).query)}
        elif self._form is not None and attrs.get("name") and attrs["name"] not in SKIP:
            self._control(tag, attrs)
        elif tag == "option" and self._select is not None:
            self._option(attrs)

    def _control(self, tag, attrs):
        if tag == "input" and attrs.get("type") not in ("submit", "button", "image"):
            kind = attrs.get("type", "text")
            shown = [attrs.get("value", "on")] if "checked" in attrs else []
            self._form.fields.append(Field(attrs["name"], kind, attrs.get("value", ""), shown))
        elif tag == "select":
            self._select = Field(attrs["name"], "select")
            self._form.fields.append(self._select)
        elif tag == "textarea":
            self._area = Field(attrs["name"], "textarea")
            self._form.fields.append(self._area)

    def _option(self, attrs):
        self._select.options.append(attrs.get("value", ""))
        if "selected" in attrs or len(self._select.options) == 1:
            self._select.value = attrs.get("value", "")

    def handle_data(self, data):
        if self._area is not None:
            self._area.value += data

    def handle_endtag(self, tag):
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea":
            self._area = None


def read(html):
    """Read a page."""
    reader = Reader()
    reader.feed(html)
    return reader
