"""Secrets in the files of a folder."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

from flows.plugin.redaction import FORMS


def files_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of a folder, those in archives included."""
    for path in [path for path in folder.rglob("*") if path.is_file()]:
        yield path.name, path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{path.name}:{name}", archive.read(name)) for name in archive.namelist())


def leaks(folder: Path, secrets: list[str]) -> list[tuple[str, bytes]]:
    """The file and the bytes of whatever is a secret."""
    known = [
        (name, secret.encode())
        for name, content in files_in(folder)
        for secret in secrets
        if secret.encode() in content
    ]
    formed = [
        (name, match[0]) for name, content in files_in(folder) for form in FORMS for match in form.finditer(content)
    ]
    return [*known, *formed]
