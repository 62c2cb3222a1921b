"""Takes a published page apart: each numbered list under a heading is a procedure, whatever stands around it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it.tree import SyntaxTreeNode

from flows.prose.words import Run
from flows.reading.limits import PAGE
from flows.reading.markdown import BREAKS, parsed
from flows.reading.text_file import read_text

SUFFIXES = (".md", ".mdx", ".markdown", ".rst")
# A line that is only a tag, a directive or a comment stands around text, and is none.
AROUND = re.compile(
    r"^\s*(?:</?[A-Za-z][^<>]*/?>|\{/\*.*\*/\}|:{3,}.*|={3}[+!]? .*|\.\. [\w-]+::.*"
    r"|\{%-? *(?:end)?(?:if|ifversion|tabs?|else|elsif|note|tip)\b[^%]*%\})\s*$"
)
FOREIGN_FRONT = re.compile(r"\A\+\+\+\n.*?\n\+\+\+\n", re.DOTALL)
ATTRIBUTES = re.compile(r"\s*\{[#.:][^}]*\}\s*$")
# Inline HTML that sets a name apart, and how.
TAGS = {"b": "strong", "strong": "strong", "label": "label", "kbd": "label", "code": "code", "i": "em", "em": "em"}
STYLED = {"strong": "strong", "em": "em", "link": "link"}
TAG = re.compile(r"<(/?)([A-Za-z]+)[^>]*>")
# Elements with JavaScript in them, and embedded pictures, have no words; a link in double brackets is its text.
SCRIPTED = re.compile(r"<(\w+)\s[^<>]*\{\{[^<>]*\}\}[^<>]*>(?:[^<>]*</\1>)?|!\[\[[^\]]*\]\]")
WIKI_LINK = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
# What a command must fill in before a step can be read.
TEMPLATE = re.compile(r"\{%|\{\{|<%|\[!INCLUDE")


class Step(NamedTuple):
    """An item of a numbered list, or of a list inside one; ``depth`` is 0 for those of the list itself.

    ``numbered`` tells a sub-step from an item with a bullet. ``asides`` are its further paragraphs. One without
    ``runs`` is longer than can be read.
    """

    line: int
    runs: tuple[Run, ...]
    depth: int
    numbered: bool = True
    asides: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs).strip()


class Procedure(NamedTuple):
    """A numbered list, the heading that it stands under, and the line where it begins."""

    heading: str
    line: int
    steps: tuple[Step, ...]


def procedures(path: Path) -> list[Procedure]:
    """The procedures of a page, in order. Raises GuideError if it is no text that can be read."""
    return list(_procedures(path, read_text(path, longest=None, largest=PAGE)))


def _procedures(path: Path, text: str) -> Iterator[Procedure]:
    text = FOREIGN_FRONT.sub(lambda front: "\n" * front[0].count("\n"), text)
    text = WIKI_LINK.sub(r"<em>\1</em>", SCRIPTED.sub("", text))
    lines = ["" if AROUND.match(line) else line for line in text.split("\n")]
    root = SyntaxTreeNode(parsed(path, "\n".join(lines), []))
    title, current = "", None
    for node in root.children:
        if node.type == "heading":
            title = ATTRIBUTES.sub("", _text(_runs(node.children[0])))
        if node.type == "heading" and current:
            yield current
            current = None
        if node.type != "ordered_list":
            continue
        steps = tuple(_steps(node, 0))
        # A picture or a note between two items does not end a list.
        if current and _start(node) == sum(step.depth == 0 for step in current.steps) + 1:
            current = current._replace(steps=current.steps + steps)
            continue
        if current:
            yield current
        current = Procedure(title, _line(node), steps)
    if current:
        yield current


def _start(node: SyntaxTreeNode) -> int:
    return int(node.attrs.get("start", 1))


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


def _steps(node: SyntaxTreeNode, depth: int) -> Iterator[Step]:
    for item in node.children:
        paragraphs = [child for child in item.children if child.type == "paragraph"]
        runs = [_runs(paragraph.children[0]) for paragraph in paragraphs]
        runs = [own for own in runs if _text(own).strip()]
        numbered = node.type == "ordered_list"
        if not runs and any(not paragraph.children[0].content for paragraph in paragraphs):
            yield Step(_line(item), (), depth, numbered)  # its text is beyond the limit
        if runs:
            yield Step(_line(item), tuple(runs[0]), depth, numbered, tuple(_text(own).strip() for own in runs[1:]))
        for child in item.children:
            if child.type in ("ordered_list", "bullet_list"):
                yield from _steps(child, depth + 1)


def _text(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _runs(inline: SyntaxTreeNode) -> list[Run]:
    """The text of a paragraph by its styles; the outermost style that sets a name apart counts."""
    runs: list[Run] = []
    tags: list[str] = []
    for run in _styled(inline.children, "", "", tags):
        if runs and run.style and run[1:] == runs[-1][1:]:
            runs[-1] = runs[-1]._replace(text=runs[-1].text + run.text)
        elif run.text:
            runs.append(run)
    return runs


def _styled(nodes: Iterable[SyntaxTreeNode], style: str, target: str, tags: list[str]) -> Iterator[Run]:
    """The runs of nodes in a style; ``tags`` are the styles of the HTML elements that are open."""
    for node in nodes:
        if node.type in STYLED:
            leads = unquote(str(node.attrs["href"])) if node.type == "link" else target
            yield from _styled(node.children, style if style not in ("", "link") else STYLED[node.type], leads, tags)
        elif node.type == "html_inline":
            _follow_tag(node.content, tags)
        elif node.type == "code_inline":
            yield Run(node.content, style or "code", target)
        elif node.type == "image" and style:
            yield Run("".join(child.content for child in node.children), style, target)
        elif node.type in BREAKS:
            yield Run(" ")
        elif node.type == "text":
            yield Run(node.content, style or "".join(tags[-1:]), target)


def _follow_tag(content: str, tags: list[str]) -> None:
    tag = TAG.match(content)
    if tag and tag[1]:
        tags[-1:] = []
    elif tag and tag[2].lower() in TAGS:
        tags.append(TAGS[tag[2].lower()])
