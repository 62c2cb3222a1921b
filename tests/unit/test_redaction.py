"""Secrets are removed from a trace, in whatever encoding they are written there."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from markupsafe import escape

from flows.plugin.redaction import MARK, redact_trace

SECRETS = {
    "ampersand": "p&w0rd&x",
    "angle": "p<w>rd",
    "quote": 'p"w"rd',
    "apostrophe": "p'w'rd",
    "backslash": "p\\w\\n",
    "percent": "p%41w%",
    "plus and space": "p+w rd",
    "star": "p*w&rd!",
    "brackets": "p(w)&rd",
    "umlaut": "pässwörd",
    "all": 'p& <w>"\\%+ rd',
}


def in_a_browsers_form(secret: str) -> str:
    """As a browser posts a form (https://url.spec.whatwg.org/#application-x-www-form-urlencoded-percent-encode-set)."""
    return quote_plus(secret, safe="*").replace("~", "%7E")


def in_a_browsers_url(secret: str) -> str:
    """As JavaScript's encodeURIComponent encodes it."""
    return quote(secret, safe="!'()*~")


def in_a_browsers_html(secret: str) -> str:
    """As a browser escapes an attribute (https://html.spec.whatwg.org/#escapingString)."""
    return secret.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace(">", "&gt;")


FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "JSON": lambda secret: json.dumps({"value": secret}, ensure_ascii=False),
    "JSON in JSON": lambda secret: json.dumps(json.dumps(secret, ensure_ascii=False), ensure_ascii=False),
    "URL": lambda secret: quote(secret, safe=""),
    "form": lambda secret: urlencode({"password": secret}),
    "a browser's form": in_a_browsers_form,
    "a browser's URL": in_a_browsers_url,
    "HTML": lambda secret: str(escape(secret)),
    "a browser's HTML": in_a_browsers_html,
    "HTML in JSON": lambda secret: json.dumps(f'<input value="{escape(secret)}">', ensure_ascii=False),
}


def redacted(folder: Path, files: dict[str, bytes], secrets: list[str]) -> dict[str, bytes]:
    trace = folder / "trace.zip"
    with zipfile.ZipFile(trace, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    redact_trace(trace, secrets)
    with zipfile.ZipFile(trace) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("secret", SECRETS.values(), ids=SECRETS)
def test_a_secret_is_redacted_in_every_encoding(tmp_path: Path, secret: str, form: str) -> None:
    written = FORMS[form](secret).encode()
    (content,) = redacted(tmp_path, {"trace.trace": b"before " + written + b" after"}, [secret]).values()
    assert MARK in content
    assert FORMS[form](secret).encode() not in content
    assert content.startswith(b"before ")
    assert content.endswith(b" after")


@pytest.mark.parametrize("name", ["a.png", "resources/b.jpeg", "c.jpg"])
def test_pictures_are_left_as_they_are(tmp_path: Path, name: str) -> None:
    assert redacted(tmp_path, {name: b"\x89 hunter2 \x00"}, ["hunter2"]) == {name: b"\x89 hunter2 \x00"}


def test_every_secret_is_redacted_in_every_file(tmp_path: Path) -> None:
    files = {"trace.trace": b"a one b two", "trace.network": b"two", "resources/x.html": b"no secret \xff\xfe"}
    assert redacted(tmp_path, files, ["one", "two"]) == {
        "trace.trace": b"a [secret] b [secret]",
        "trace.network": b"[secret]",
        "resources/x.html": b"no secret \xff\xfe",
    }


def test_no_temporary_file_is_left_beside_the_trace(tmp_path: Path) -> None:
    redacted(tmp_path, {"trace.trace": b"x"}, ["x"])
    assert [path.name for path in tmp_path.iterdir()] == ["trace.zip"]
