"""Taking secrets out of what a run keeps."""

import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import quote, quote_plus

MARK = b"[secret]"
# What Flask signs (sessions, CSRF tokens): payload, time, signature.
SIGNED = re.compile(rb"\.?[\w-]{8,}\.[\w-]{6}\.[\w-]{27}(?![\w-])")


def redact_trace(path: Path, secrets: Iterable[str]) -> None:
    """Rewrite a trace without the secrets, in whatever way each is written there, and without session cookies.

    Pictures stay as they are: the site shows no secret in clear.
    """
    forms = {form for secret in secrets for form in _forms(secret)}
    rewritten = path.with_suffix(".part")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(rewritten, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if not item.filename.endswith((".png", ".jpeg", ".jpg")):
                content = SIGNED.sub(MARK, content)
                for form in forms:
                    content = content.replace(form, MARK)
            new.writestr(item, content)
    shutil.move(rewritten, path)


def _forms(secret: str) -> list[bytes]:
    """A secret as it is, in JSON (once and twice), in a URL, in a form, in HTML."""
    in_json = _json(secret)
    in_html = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;")
    written = {secret, in_json, _json(in_json), quote(secret, safe=""), quote_plus(secret), in_html, _json(in_html)}
    return [form.encode() for form in written]


def _json(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
