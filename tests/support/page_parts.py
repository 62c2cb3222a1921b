"""What a page without a browser offers: the links that can be followed, and the forms that can be sent."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import requests

TYPED = ("text", "email", "password", "tel")


@dataclass
class Field:
    """A field of a form: ``hidden``, ``typed``, ``chosen`` or ``file``, and what is in it."""

    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)


@dataclass
class Form:
    """A form: where it goes, its fields, and its buttons, each with the name and value that pressing it sends."""

    path: str
    method: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


class Parts(HTMLParser):
    """The links within the site and the forms of a page, in order."""

    def __init__(self, answer: requests.Response) -> None:
        super().__init__()
        self._address, self._host = answer.url, urlsplit(answer.url).netloc
        self._form: Form | None = None
        self._chosen: Field | None = None
        self.links: list[str] = []
        self.forms: list[Form] = []
        if answer.headers.get("Content-Type", "").startswith("text/html"):
            self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and (path := self._inside(given.get("href", "#"))):
            self.links.append(path)
        elif tag == "form":
            path = self._inside(given.get("action", "")) or ""
            self._form = Form(path, given.get("method", "get").upper())
            self.forms.append(self._form)
        elif self._form:
            self._part(self._form, tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _part(self, form: Form, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "button":
            form.buttons.append((name, value))
        elif tag == "select":
            self._chosen = form.fields[name] = Field("chosen")
        elif tag == "option" and self._chosen and value:
            self._chosen.options.append(value)
        elif tag in ("input", "textarea"):
            kind = given.get("type", "text")
            form.fields[name] = Field("typed" if kind in TYPED else kind, value)

    def _inside(self, reference: str) -> str | None:
        """The path of an address of this site that is another page; None for any other."""
        found = urlsplit(urljoin(self._address, reference))
        here = found.netloc == self._host and not reference.startswith("#")
        return found.path + (f"?{found.query}" if found.query else "") if here else None
