"""Secrets are removed from a trace, in whatever encoding they are written there."""

import base64
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, quote_plus, urlencode

import pytest
from markupsafe import escape

from flows.plugin.redaction import EMPTY, MARK, redact_folder, redact_text, redact_trace

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
    "base 64": lambda secret: base64.b64encode(secret.encode()).decode().rstrip("="),
    "base 64, one byte later": lambda secret: base64.b64encode(f"a{secret}".encode()).decode().rstrip("="),
    "base 64, two bytes later": lambda secret: base64.b64encode(f"b:{secret}".encode()).decode().rstrip("="),
    "base 64 for URLs": lambda secret: base64.urlsafe_b64encode(f"a:{secret}".encode()).decode().rstrip("="),
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


# What is a secret by its form, with the rest of the text, which stays. It is known to nobody who redacts.
UNKNOWN = {
    "a mailed link": ("GET http://127.0.0.1:5050/restore/", "WzEsImE1Il0.9GYHvTz_yYhDk0Ay4Wb5RkPzEXQ", ' HTTP"'),
    "a mailed link in a URL": ("next=%2Frestore%2F", "WzEsImE1Il0.9GYHvTz_yYhDk0Ay4Wb5RkPzEXQ", "&x=1"),
    "a link mailed to a new address": (
        "GET http://127.0.0.1:5050/new-email/",
        "eyJlbWFpbCI6Im5ldyJ9.9GYHvTz_yYhDk0A",
        " ",
    ),
    "a recovery code": ('<li class="code">', "ABCD-EFGH-JK23-NP45", "</li>"),
    "a ticket": ("/closing/", "Qm9fXwN2b3JkLW9mLXRoaXMt", "/3"),
    "a ticket of a sign-up": ('"/signup/', "Qm9fXwN2b3JkLW9mLXRoaXMt", '"'),
    "a posted code": ("csrf=x&authenticator-code=", "012345", "&y=1"),
    "a typed code": ('"value":"', "012345", '"'),
    "a typed code in JSON": ('\\"', "012345", '\\"'),
    "a code on a page": ("<b>", "012345", "</b>"),
    "the key of an authenticator": ('value="', "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", '"'),
    "a session": ("Cookie: worklane=", "eyJfZnJlc2giOmZhbHNlfQ.aWbXyZ.9GYHvTz_yYhDk0Ay4Wb5RkPzEXQ", "; Path=/"),
}


@pytest.mark.parametrize(("before", "secret", "after"), UNKNOWN.values(), ids=UNKNOWN)
def test_what_has_the_form_of_a_secret_is_one(tmp_path: Path, before: str, secret: str, after: str) -> None:
    (content,) = redacted(tmp_path, {"trace.trace": f"{before}{secret}{after}".encode()}, []).values()
    assert content.decode() == f"{before}[secret]{after}"


CODE = "123456"
KEPT = {
    "within a number": "1790123456789",
    "the rest of a decimal number": '"startTime":12.123456',
    "the whole part of one": '"startTime":123456.75',
    "a number of JSON": '{"size":123456,"x":1}',
}


@pytest.mark.parametrize(
    "sentence", [f"Your code is {CODE}. It works once.", f"code={CODE}", f'"{CODE}"', f"code%3D{CODE}"]
)
def test_a_code_is_redacted(sentence: str) -> None:
    assert redact_text(sentence, [CODE]) == sentence.replace(CODE, "[secret]")


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT)
def test_a_number_that_has_the_digits_of_a_code_stays(text: str) -> None:
    assert redact_text(text, [CODE]) == text


PNG = b"\x89PNG hunter2"


@pytest.mark.parametrize("shown", ["code=012345", 'value="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"'])
def test_a_trace_of_pages_that_showed_a_secret_has_no_pictures(tmp_path: Path, shown: str) -> None:
    assert redacted(tmp_path, {"resources/a": shown.encode(), "b.jpeg": PNG}, [])["b.jpeg"] == EMPTY


def test_a_folder_keeps_no_file_that_cannot_be_redacted(tmp_path: Path) -> None:
    files = {"broken.zip": b"PK hunter2", "video.webm": b"hunter2", "page.png": PNG, "deep/notes.txt": b"a hunter2"}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    redact_folder(tmp_path, ["hunter2"], pictures=True)
    kept = {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert kept == {"page.png": PNG, "deep/notes.txt": b"a [secret]"}


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


def test_what_is_kept_of_a_report_is_printable() -> None:
    text = "\x1b[2mCall log:\x1b[0m\n  - \x1b]0;title\x07 \u202e"
    assert redact_text(text, []) == "Call log:\n" + r"  - \x1b]0;title\x07 \u202e"
