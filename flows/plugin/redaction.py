"""Taking secrets out of what a run keeps."""

import base64
import re
import shutil
import zipfile
from collections.abc import Iterable
from functools import cache
from html.entities import html5
from pathlib import Path
from typing import Any

MARK = b"[secret]"
# A picture of one white point; viewers tell pictures by what is in them, not by their names.
EMPTY = base64.b64decode("R0lGODlhAQABAIAAAP///wAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
# A picture in the text of a page, such as a QR code.
DRAWN = re.compile(rb"data:image/svg\+xml;charset=utf-8,[^\"\\]+")
ENTITIES = {name: meant for name, meant in html5.items() if name.endswith(";") and len(meant) == 1 and meant.isascii()}
# What Flask signs (sessions, CSRF tokens): payload, time, signature.
SIGNED = re.compile(rb"\.?[\w-]{8,}\.[\w-]{6}\.[\w-]{27}(?![\w-])")


def redact_text(text: str, secrets: Iterable[str]) -> str:
    """A text without the secrets."""
    content = text.encode()
    for pattern in _patterns(secrets):
        content = pattern.sub(MARK, content)
    return content.decode()


def redact_values(value: Any, secrets: Iterable[str]) -> Any:
    """Plain values (texts, and lists and dictionaries of them) without the secrets."""
    if isinstance(value, dict):
        return {key: redact_values(each, secrets) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [redact_values(each, secrets) for each in value]
    return redact_text(value, secrets) if isinstance(value, str) else value


def is_redacted(path: Path) -> bool:
    """Whether a trace has been rewritten; one that cannot be read has not."""
    try:
        with zipfile.ZipFile(path) as trace:
            return trace.comment == MARK
    except zipfile.BadZipFile:
        return False


def redact_trace(path: Path, secrets: Iterable[str], *, pictures: bool = False) -> None:
    """Rewrite a trace without the secrets, in whatever way each is written there, and without session cookies.

    Pictures stay as they are, since the site shows no secret in clear; where it had to, with ``pictures``, each of
    them becomes an empty one.
    """
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
    """A secret, each of its characters written in any way a trace may write it."""
    return re.compile(b"".join(b"(?:" + b"|".join(_forms(character)) + b")" for character in secret))


def _forms(character: str) -> list[bytes]:
    """A character as it is, in a URL or form (percent-encoded), in HTML (an entity), in JSON (escaped, or twice)."""
    percent = "".join(f"%{byte:02X}" for byte in character.encode())
    code = ord(character)
    entities = [f"&{name}" for name, meant in ENTITIES.items() if meant == character]
    written = [character, percent, percent.lower(), f"&#{code};", f"&#x{code:x};", f"&#x{code:X};", *entities]
    written += [f"\\u{code:04x}", f"\\\\u{code:04x}", *(["+"] if character == " " else [])]
    escaped = [rb"\\+" + re.escape(character.encode())] if character in '"\\/' else []
    return [*escaped, *(re.escape(form.encode()) for form in written)]
