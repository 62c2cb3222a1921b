"""Takes the Markdown of a guide apart, into the items of its one numbered list."""

from pathlib import Path
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from flows.errors import shown
from flows.reading.limits import LINE, SENTENCES

# How deep the text of an item is nested, and what cannot be in an item besides it.
ITEM = 3
NESTED = (
    "ordered_list_open",
    "bullet_list_open",
    "blockquote_open",
    "heading_open",
    "fence",
    "code_block",
    "html_block",
)
BREAKS = ("softbreak", "hardbreak")
# What the parser leaves out is said in its environment, under this key: the lines of texts that are too long.
LONG = "long"


def _leave_out_long_texts(state: StateCore) -> None:
    """Leave out texts beyond the limit, since parsing inline Markdown takes time of its length squared."""
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LINE:
            state.env.setdefault(LONG, []).append(token.map[0] + 1 if token.map else 1)
            token.content = ""


MARKDOWN = MarkdownIt("commonmark").use(front_matter_plugin)
MARKDOWN.core.ruler.after("block", "leave_out_long_texts", _leave_out_long_texts)


def parsed(path: Path, text: str, faults: list[str]) -> list[Token]:
    """The tokens of a guide; a text in it that is too long is a fault."""
    env: dict[str, list[int]] = {}
    tokens = MARKDOWN.parse(text, env)
    faults += [f"{shown(path)}:{line}: is longer than {LINE:,} characters; divide it" for line in env.get(LONG, ())]
    return tokens


def numbered_items(path: Path, tokens: list[Token], faults: list[str]) -> list[tuple[int, list[Token]]]:
    """The line and tokens of each item of the numbered list; anything else is a fault."""
    items = []
    lists = 0
    for token in tokens:
        line = token.map[0] + 1 if token.map else 0
        if token.level == 0 and token.type == "ordered_list_open":
            lists += 1
        stray = token.level == 0 and token.nesting >= 0 and token.type not in ("front_matter", "ordered_list_open")
        nested = token.level > 0 and token.type in NESTED
        if stray or nested or (lists > 1 and token.type == "ordered_list_open"):
            place = (
                "this is outside the numbered list" if stray else "this is not a plain item of the one numbered list"
            )
            faults.append(f"{shown(path)}:{line}: {place}; make it an item of that list, or remove it")
        elif token.type == "inline" and token.level == ITEM and lists == 1:
            items.append((line, token.children or []))
    if not items:
        faults.append(f"{shown(path)}:1: there is no sentence to walk; write a numbered list")
    if len(items) > SENTENCES:
        faults.append(f"{shown(path)}:1: the list has more than {SENTENCES} items; divide the guide")
    return items[:SENTENCES]


def structured(children: list[Token]) -> str:
    """The text of an item for ``understand``: labels in ``«»``, the targets of links in ``⟦⟧``."""
    text = ""
    links = 0
    for token in children:
        if token.type == "strong_open":
            text += "«"
        elif token.type == "strong_close":
            text += "»"
        elif token.type == "link_open":
            text += f"⟦{unquote(str(token.attrs['href']).partition('#')[0])}⟧"
            links += 1
        elif token.type == "link_close":
            links -= 1
        elif token.type in BREAKS:
            text += " "
        elif not links:
            text += token.content
    return text


def readable(children: list[Token], bold: str = "") -> str:
    """The text of an item as its reader sees it, with ``bold`` around what is in bold type."""
    signs = dict.fromkeys(BREAKS, " ") | dict.fromkeys(("strong_open", "strong_close"), bold)
    return "".join(signs.get(token.type, token.content) for token in children)
