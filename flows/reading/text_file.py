"""Reads the text files of a folder of guides; whatever else bears such a name is a fault, and is not opened."""

import io
import stat
from collections.abc import Iterator
from pathlib import Path

from flows.errors import UNPRINTABLE, GuideError, printable, shown
from flows.reading.faults import first
from flows.reading.limits import LINE, SIZE

KINDS = {stat.S_IFDIR: "a folder", stat.S_IFIFO: "a pipe", stat.S_IFSOCK: "a socket"}


def read_text(path: Path, longest: int | None = LINE, largest: int = SIZE) -> str:
    """The text of a file. Raises GuideError if it is missing, not a file, beyond the limits, or not plain UTF-8.

    ``longest`` is how many characters a line may have, ``largest`` how many bytes the file.
    """
    try:
        text = io.TextIOWrapper(io.BytesIO(_content(path, largest)), "utf-8-sig").read()
    except FileNotFoundError:
        fault = "is a link to a file that does not exist" if path.is_symlink() else "there is no such file"
        raise GuideError(f"{shown(path)}: {fault}") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise GuideError(f"{shown(path)}:{line}: cannot be read as UTF-8 text: {error.reason}") from None
    except (OSError, ValueError) as error:  # a ValueError says that the path has a NUL
        reason = getattr(error, "strerror", None) or error
        raise GuideError(f"{shown(path)}: cannot be read: {reason}") from None
    if faults := list(_faults_of_lines(path, text, longest)):
        raise GuideError("\n".join(first(path, faults)))
    return text


def _content(path: Path, largest: int) -> bytes:
    kind = stat.S_IFMT(path.stat().st_mode)
    if kind != stat.S_IFREG:
        raise GuideError(f"{shown(path)}: is {KINDS.get(kind, 'a device')}, not a file; remove or rename it")
    with path.open("rb") as file:
        content = file.read(largest + 1)
    if len(content) > largest:
        raise GuideError(f"{shown(path)}: is larger than {largest:,} bytes; divide it")
    return content


def _faults_of_lines(path: Path, text: str, longest: int | None) -> Iterator[str]:
    for number, line in enumerate(text.split("\n"), 1):
        if match := UNPRINTABLE.search(line.replace("\t", " ")):
            yield f"{shown(path)}:{number}: contains the control character {printable(match[0])}; remove it"
        elif longest and len(line) > longest:
            yield f"{shown(path)}:{number}: is longer than {longest:,} characters; divide it"
