"""Takes secrets out of texts, reports and the files that a test keeps."""

import base64
import re
import zipfile
from collections.abc import Callable, Iterable
from functools import cache
from html.entities import html5
from pathlib import Path
from typing import Any

import click
import pytest

from flows.errors import printable, printable_lines

MARK = b"[secret]"
# A picture of one white pixel; viewers go by its content, not by its name.
EMPTY = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
PICTURES = (".png", ".jpeg", ".jpg")
ENTITIES = {name: text for name, text in html5.items() if name.endswith(";") and len(text) == 1 and text.isascii()}
# What is a secret by its form, whoever made it. Each keeps what its first group matches.
SIGNED = re.compile(rb"()\.?[\w-]{8,}\.[\w-]{6}\.[\w-]{27}(?![\w-])")  # by Flask: a session, a CSRF token
LINK = re.compile(rb"((?:/|%2F)(?:restore|new-email)(?:/|%2F))[\w.-]{20,}", re.IGNORECASE)
TICKET = re.compile(rb"((?:/|%2F)(?:closing|signup)(?:/|%2F))[\w-]{24}(?![\w-])", re.IGNORECASE)
POSTED_CODE = re.compile(rb"(code=)\d{6}(?!\d)")
QUOTED_CODE = re.compile(rb"([\"'>])\d{6}(?=[\\\"'&<])")
KEY = re.compile(rb"((?<![\w+/=-]))[A-Z2-7]{32}(?![\w+/=-])")  # of an authenticator, in base 32
QR_CODE = re.compile(rb"()data:image/svg\+xml;charset=utf-8,[^\"\\]+")
RECOVERY_CODE = re.compile(rb"((?<![\w-]))(?:[A-Z2-9]{4}-){3}[A-Z2-9]{4}(?![\w-])")
FORMS = (SIGNED, LINK, TICKET, POSTED_CODE, QUOTED_CODE, KEY, QR_CODE, RECOVERY_CODE)
# Those that a picture of the same page would show.
SHOWN = (POSTED_CODE, KEY, QR_CODE, RECOVERY_CODE)
Rewrite = Callable[[str], str]


def redact_text(text: str, secrets: Iterable[str]) -> str:
    """A text without the secrets, and as a terminal can print it, without colours."""
    return redact_bytes(printable_lines(click.unstyle(text)).encode(), secrets).decode()


def redact_bytes(content: bytes, secrets: Iterable[str]) -> bytes:
    """The content of a file without the secrets, in any escaping, nor anything that is one by its form."""
    for secret in dict.fromkeys(secrets):
        content = _pattern(secret).sub(MARK, content)
    for form in FORMS:
        content = form.sub(rb"\1" + MARK, content)
    return content


def rewrite_report(report: pytest.TestReport, rewrite: Rewrite) -> None:
    """Rewrite the failure, the output, the properties and the result on a report, and make its keywords printable."""
    if report.longrepr is not None and (text := str(report.longrepr)) != (rewritten := rewrite(text)):
        report.longrepr = rewritten
    report.sections = [(name, rewrite(text)) for name, text in report.sections]
    report.user_properties = [(name, rewrite_values(value, rewrite)) for name, value in report.user_properties]
    report.keywords = {printable(name): value for name, value in report.keywords.items()}
    for name in ("guide", "failures", "changes"):
        if value := getattr(report, name, None):
            setattr(report, name, rewrite_values(value, rewrite))


def rewrite_values(value: Any, rewrite: Rewrite) -> Any:
    """Texts, and lists and dictionaries of them, rewritten."""
    if isinstance(value, dict):
        return {key: rewrite_values(item, rewrite) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [rewrite_values(item, rewrite) for item in value]
    return rewrite(value) if isinstance(value, str) else value


def redact_folder(folder: Path, secrets: list[str], *, pictures: bool) -> None:
    """Redact every file of a folder, and delete those that cannot be: broken archives and, with ``pictures``, videos.

    With ``pictures``, those inside traces are blanked, since they may show what was read from them.
    """
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        if path.suffix == ".zip":
            try:
                redact_trace(path, secrets, pictures=pictures)
            except zipfile.BadZipFile:
                path.unlink()
        elif path.suffix == ".webm" and pictures:
            path.unlink()
        elif path.suffix not in (*PICTURES, ".webm"):
            path.write_bytes(redact_bytes(path.read_bytes(), secrets))


def redact_trace(path: Path, secrets: Iterable[str], *, pictures: bool = False) -> None:
    """Rewrite a trace without secrets; ``pictures`` as in ``redact_folder``. Raises BadZipFile if it is none."""
    secrets = list(secrets)
    with zipfile.ZipFile(path) as old:
        contents = {item: old.read(item) for item in old.infolist()}
    texts = {item: content for item, content in contents.items() if not item.filename.endswith(PICTURES)}
    blank = pictures or any(form.search(content) for content in texts.values() for form in SHOWN)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for item, content in contents.items():
            kept = redact_bytes(content, secrets) if item in texts else EMPTY if blank else content
            new.writestr(item, kept)


@cache
def _pattern(secret: str) -> re.Pattern[bytes]:
    escaped = b"".join(b"(?:" + b"|".join(_forms(character)) + b")" for character in secret)
    if secret.isdecimal() and secret.isascii():
        # A short number is a secret only by itself: not within another, nor as a number of JSON.
        escaped = rb"(?<!\d)(?<!\d\.)(?<!\":)(?:" + escaped + rb")(?!\d)(?!\.\d)"
    return re.compile(b"|".join([escaped, *_in_base64(secret.encode())]))


def _in_base64(secret: bytes) -> list[bytes]:
    """The characters that the secret decides wherever it begins in something encoded in base 64; 5 or more."""
    encoded = set()
    for before in range(3):
        length = before + len(secret)
        text = base64.b64encode(bytes(before) + secret)
        decided = text[(0, 2, 3)[before] : length * 8 // 6]
        encoded |= {decided, decided.translate(bytes.maketrans(b"+/", b"-_"))}
    return [re.escape(text) for text in sorted(encoded) if len(text) > 4]


def _forms(character: str) -> list[bytes]:
    """A character as it is, percent-encoded (URLs), as an HTML entity, and escaped for JSON."""
    percent = "".join(f"%{byte:02X}" for byte in character.encode())
    code = ord(character)
    entities = [f"&{name}" for name, text in ENTITIES.items() if text == character]
    forms = [character, percent, percent.lower(), f"&#{code};", f"&#x{code:x};", f"&#x{code:X};", *entities]
    forms += [f"\\u{code:04x}", f"\\\\u{code:04x}", *(["+"] if character == " " else [])]
    escaped = [rb"\\+" + re.escape(character.encode())] if character in '"\\/' else []
    return [*escaped, *(re.escape(form.encode()) for form in forms)]
