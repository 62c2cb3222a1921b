"""Takes secrets out of texts, reports and traces."""

import base64
import re
import shutil
import zipfile
from collections.abc import Iterable
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
# An inline picture on a page, such as a QR code.
DRAWN = re.compile(rb"data:image/svg\+xml;charset=utf-8,[^\"\\]+")
ENTITIES = {name: text for name, text in html5.items() if name.endswith(";") and len(text) == 1 and text.isascii()}
# A value that Flask has signed (a session, a CSRF token): payload, time, signature.
SIGNED = re.compile(rb"\.?[\w-]{8,}\.[\w-]{6}\.[\w-]{27}(?![\w-])")


def redact_text(text: str, secrets: Iterable[str]) -> str:
    """A text without the secrets, and as a terminal can print it, without colours."""
    content = printable_lines(click.unstyle(text)).encode()
    for pattern in _patterns(secrets):
        content = pattern.sub(MARK, content)
    return content.decode()


def redact_report(report: pytest.TestReport, secrets: Iterable[str]) -> None:
    """Take the secrets out of the failure, the output and the result on a report, and make its texts printable."""
    if report.longrepr is not None and (text := str(report.longrepr)) != (safe := redact_text(text, secrets)):
        report.longrepr = safe
    report.sections = [(name, redact_text(text, secrets)) for name, text in report.sections]
    report.keywords = {printable(name): value for name, value in report.keywords.items()}
    if result := getattr(report, "guide", None):
        report.guide = redact_values(result, secrets)  # type: ignore[attr-defined]


def redact_values(value: Any, secrets: Iterable[str]) -> Any:
    """Texts, and lists and dictionaries of them, without the secrets."""
    if isinstance(value, dict):
        return {key: redact_values(item, secrets) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [redact_values(item, secrets) for item in value]
    return redact_text(value, secrets) if isinstance(value, str) else value


def is_redacted(path: Path) -> bool:
    """Whether a trace has been redacted; one that cannot be read has not."""
    try:
        with zipfile.ZipFile(path) as trace:
            return trace.comment == MARK
    except zipfile.BadZipFile:
        return False


def redact_trace(path: Path, secrets: Iterable[str], *, pictures: bool = False) -> None:
    """Rewrite a trace without secrets, in any escaping, and session cookies; with ``pictures``, blank its pictures."""
    patterns = [*_patterns(secrets), *([DRAWN] if pictures else [])]
    rewritten = path.with_suffix(".part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        new.comment = MARK
        for item in old.infolist():
            content = old.read(item)
            if item.filename.endswith((".png", ".jpeg", ".jpg")):
                content = EMPTY if pictures else content
            else:
                for pattern in patterns:
                    content = pattern.sub(MARK, content)
            new.writestr(item, content)
    shutil.move(rewritten, path)


def _patterns(secrets: Iterable[str]) -> list[re.Pattern[bytes]]:
    return [SIGNED, *(_pattern(secret) for secret in dict.fromkeys(secrets))]


@cache
def _pattern(secret: str) -> re.Pattern[bytes]:
    return re.compile(b"".join(b"(?:" + b"|".join(_forms(character)) + b")" for character in secret))


def _forms(character: str) -> list[bytes]:
    """A character as it is, percent-encoded (URLs), as an HTML entity, and escaped for JSON."""
    percent = "".join(f"%{byte:02X}" for byte in character.encode())
    code = ord(character)
    entities = [f"&{name}" for name, text in ENTITIES.items() if text == character]
    forms = [character, percent, percent.lower(), f"&#{code};", f"&#x{code:x};", f"&#x{code:X};", *entities]
    forms += [f"\\u{code:04x}", f"\\\\u{code:04x}", *(["+"] if character == " " else [])]
    escaped = [rb"\\+" + re.escape(character.encode())] if character in '"\\/' else []
    return [*escaped, *(re.escape(form.encode()) for form in forms)]
