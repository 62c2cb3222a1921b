"""Files that a folder of guides should not hold, each with words of its fault, and odd names that it may hold."""

import os
from collections.abc import Callable
from pathlib import Path

from flows.reading.limits import LINE, SENTENCES, SIZE
from tests.support.flows_process import CLOSE, FRONT

# Names of files and folders as a file system has them.
NAMES = [
    b"close [draft].md",
    b"a::b.md",
    b"a:b::().md",
    b"-x.md",
    b"--help.md",
    b"@file.md",
    b"two words.md",
    b"two\nlines.md",
    b"'single' \"double\".md",
    b"%s%20*?.md",
    b"$(id).md",
    b"\\x1b.md",
    b"\x1b.md",
    b"\x1b[31mred.md",
    "\u202eright to left.md".encode(),
    "\u0085next line.md".encode(),
    "emoji 👩‍💻.md".encode(),
    b"latin-1 \xe9.md",
    b"..md",
    b"n" * 252 + b".md",
]


def _front(line: str) -> str:
    return CLOSE.replace("persona:", f"{line}\npersona:")


def _title(value: str) -> str:
    return CLOSE.replace("title: Close", f"title: {value}")


def _first(sentence: str) -> str:
    return CLOSE.replace("Log in.", sentence)


LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{after}: &{after} [*{name}, *{name}]\n" for name, after in zip("abcdefgh", "bcdefghi", strict=True)
)
# The text of a guide, and words of its fault.
TEXTS: dict[str, tuple[str, str]] = {
    "empty": ("", ":1: there is no front matter"),
    "null character": (_first("Log in.\0"), r":7: contains the control character \x00; remove it"),
    "colours": (_title("\x1b[31mClose"), r":2: contains the control character \x1b; remove it"),
    "colours that YAML escapes": (_title(r'"\e[31mClose"'), ":2: title: contains a line break or control character"),
    "title of two lines": (_title("|\n  Close\n  it"), ":2: title: contains a line break or control character"),
    "title without text": (_title('""'), ":2: title: is empty; write it"),
    "long title": (_title("Close " * 100), ":2: title: is longer than 200 characters; shorten it"),
    "right to left": (_first("Log in\u202e."), r":7: contains the control character \u202e; remove it"),
    "right to left as an entity": (_first("Log in&#x202e;."), r":7: contains the control character \u202e; remove it"),
    "line break as an entity": (_first("Log in.&#10;Log out."), r":7: contains the control character \n; remove it"),
    "large": (CLOSE + " " * SIZE, f": is larger than {SIZE:,} bytes; divide it"),
    "long line": (_first("Log in. " * LINE), f":7: is longer than {LINE:,} characters; divide it"),
    "long item": (_first("Log in.\n   " * LINE), f":7: is longer than {LINE:,} characters; divide it"),
    "long repetition": (
        FRONT + 2 * ("1. Click **A**." + " Click **A**." * 90 + "\n") + "3. Repeat the last two steps for each team.\n",
        f":7: is longer than {LINE:,} characters with what it repeats; divide it",
    ),
    "many items": (FRONT + "1. Log in.\n" * (SENTENCES + 1), f":1: the list has more than {SENTENCES} items"),
    "brackets on lines": (_title("[\n" * 3_000), ": the front matter cannot be read: it is nested more than 10 deep"),
    "brackets": (_title("[" * 1_500), ":2: the front matter cannot be read: it is nested more than 10 deep"),
    "braces": (_title("{a: " * 400), ":2: the front matter cannot be read: it is nested more than 10 deep"),
    "dashes": (_front("having:\n  " + "- " * 900), ": the front matter cannot be read: it is nested more than 10 deep"),
    "aliases": (_front(LAUGHS.rstrip()), ": the front matter cannot be read: aliases are not allowed"),
    "alias of itself": (_front("having: &a [*a]"), ": the front matter cannot be read: aliases are not allowed"),
    "key twice": (_front("title: Keep"), ":3: the front matter cannot be read: title is there twice; remove one"),
    "many keys": (_front("\n".join(f"k{n}: v" for n in range(4_000))), "there are 3,980 more faults"),
    "date": (_title("2026-01-01"), ":2: title: is not text; put it in quotes"),
    "impossible date": (_title("2026-13-45"), ":2: the front matter cannot be read: month must be in 1..12"),
    "infinite number": (_title("1" + ":1" * 900 + ".5"), ":2: the front matter cannot be read: int too large"),
    "number as a key": (_front("1: one"), ": 1: "),
    "list as a key": (_front("? [a]\n: one"), ": the front matter cannot be read: found unhashable key"),
    "tag": (_front("having: !!python/object:os.system [a]"), ": the front matter cannot be read: could not determine"),
    "nested quotes": (FRONT + "> " * 900 + "1. Log in.\n", ": this is outside the numbered list"),
    "nested lists": (FRONT + "1. " * 600 + "Log in.\n", ":7: this is not a plain item of the one numbered list"),
    "link to nothing": (_first("[Go on](%00.md)."), "links to \\x00.md, which cannot be read"),
}  # fmt: skip
BYTES: dict[str, tuple[bytes, str]] = {
    "binary": (bytes(range(256)) * 64, ":2: cannot be read as UTF-8 text: invalid start byte"),
    "UTF-16": (CLOSE.encode("utf-16"), ":1: cannot be read as UTF-8 text: invalid start byte"),
    **{name: (text.encode(), fault) for name, (text, fault) in TEXTS.items()},
}
# The text of an edition, and words of its fault.
EDITIONS: dict[str, tuple[bytes, str]] = {
    "brackets": (b"a = " + b"[" * 1_500, "edition.toml: is nested more than 10 deep; write it flatter"),
    "brackets on lines": (b"a = [" + b"[\n" * 9_000, "edition.toml: is nested more than 10 deep"),
    "braces": (b"a = " + b"{a = " * 300, "edition.toml: is nested more than 10 deep"),
    "dots": (b"a" + b".a" * 900 + b" = 1", "edition.toml: is nested more than 10 deep"),
    "table": (b"[a" + b".a" * 900 + b"]", "edition.toml: is nested more than 10 deep"),
    "large": (b"#\n" * SIZE, f"edition.toml: is larger than {SIZE:,} bytes"),
    "binary": (b"title = '\xff'", "edition.toml:1: cannot be read as UTF-8 text"),
    "colours": (b'title = "\x1b[31m"', r"edition.toml:1: contains the control character \x1b; remove it"),
    "key twice": (b"title = 'a'\ntitle = 'b'", "edition.toml: Cannot overwrite a value"),
    "date": (b"title = 2026-01-01", "edition.toml: Object of type date is not JSON serializable"),
    "impossible date": (b"title = 2026-13-45", "edition.toml: "),
    "endless": (b"title = inf", "edition.toml: Out of range float values"),
}


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


# How to make what is not a file, and words of its fault.
KINDS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (os.mkfifo, ": is a pipe, not a file; remove or rename it"),
    "folder": (Path.mkdir, ": is a folder, not a file; remove or rename it"),
    "device": (lambda path: path.symlink_to("/dev/zero"), ": is a device, not a file; remove or rename it"),
    "dangling": (lambda path: path.symlink_to("nowhere"), ": is a link to a file that does not exist"),
    "loop": (lambda path: path.symlink_to(path.name), ": cannot be read: Too many levels of symbolic links"),
    "gigabyte": (_sparse, f": is larger than {SIZE:,} bytes; divide it"),
}


def write_hostile(folder: Path) -> dict[str, str]:
    """Write every file that is refused, under plain names; returns the words of the fault of each."""
    faults = {}
    for number, (content, fault) in enumerate(BYTES.values()):
        (folder / f"content-{number}.md").write_bytes(content)
        faults[f"content-{number}.md"] = fault
    for name, (make, fault) in KINDS.items():
        make(folder / f"{name}.md")
        faults[f"{name}.md"] = fault
    return faults


def write_named(folder: Path, content: str) -> list[Path]:
    """Write a guide under every odd name."""
    paths = [folder / os.fsdecode(name) for name in NAMES]
    for path in paths:
        path.write_text(content, "utf-8")
    return paths
