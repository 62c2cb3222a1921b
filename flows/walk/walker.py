"""Walks a guide sentence by sentence, and reports what was there instead when one fails."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, Page

from flows.errors import FlowsError, ScreenError, shown
from flows.language.act import Act
from flows.language.vocabulary import LINKED
from flows.reading.guide import Guide, Sentence
from flows.site.client import World
from flows.walk import judge
from flows.walk.actions import perform
from flows.walk.reader import Reader

OpenPage = Callable[[str], Page]


class WalkError(FlowsError):
    """A guide is not true of the site: where, what was there instead, and a picture."""

    def __init__(self, where: str, mismatch: object, picture: Path | None) -> None:
        super().__init__(f"{where}: {mismatch}" + (f"\npicture: {shown(picture)}" if picture else ""))
        self.mismatch = str(mismatch)
        self.picture = picture


@dataclass
class Walk:
    """One walk of one guide through one world.

    ``open_page`` opens a page of a device, and ``pictures`` is the folder for the picture of a failure. With
    ``grouped``, each sentence is a group in the trace. ``true`` counts the guide's own sentences that were true.
    ``trail`` has the current sentence, then those of linked guides.
    """

    world: World
    catalog: Mapping[str, Any]
    open_page: OpenPage
    pictures: Path
    grouped: bool
    readers: dict[tuple[str, str], Reader] = field(default_factory=dict)
    true: int = 0
    trail: list[tuple[Guide, Sentence]] = field(default_factory=list)

    def through(self, guide: Guide) -> None:
        """Walk a guide and judge its end. Raises WalkError."""
        last = self._sentences(guide)
        try:
            with self._group(last.page, f"Ends: {guide.front.ends}", guide.path, 1):
                judge.judge(guide.front, self.catalog, last)
        except judge.WrongEndError as error:
            raise WalkError(guide.at(error.key), error, self._picture(last.page)) from None

    def _sentences(self, guide: Guide) -> Reader:
        """Walk the sentences of a guide, and return the reader who performed the last act."""
        reader = self._reader(guide)
        for number, sentence in enumerate(guide.sentences, 1):
            self.trail.append((guide, sentence))
            with self._group(reader.page, f"{number}. {sentence.text}", guide.path, sentence.line):
                for act in sentence.acts:
                    last = self._act(reader, guide, sentence, act)
            # An error leaves the trail as it is, so that it leads to where the walk stopped.
            self.trail.pop()
            self.true += not self.trail
        return last

    def _act(self, reader: Reader, guide: Guide, sentence: Sentence, act: Act) -> Reader:
        if act.name == LINKED:
            return self._sentences(guide.linked[act.args[0]])
        try:
            perform(act, reader)
        except (FlowsError, Error) as error:
            mismatch = error.message.splitlines()[0] if isinstance(error, Error) else error
            where = f"{shown(guide.path)}:{sentence.line}: “{sentence.text}”"
            raise WalkError(where, mismatch, self._picture(reader.page)) from None
        return reader

    def _reader(self, guide: Guide) -> Reader:
        """The reader of a guide: one for each persona and device, for the whole walk."""
        front = guide.front
        key = (front.persona, front.device)
        if key not in self.readers:
            account = self.world.accounts.get(front.persona)
            if account is None:
                mismatch = ScreenError(f"an account of {front.persona}", ", ".join(self.world.accounts))
                raise WalkError(guide.at("persona"), mismatch, None)
            self.readers[key] = Reader(self.open_page(front.device), self.world, account)
        return self.readers[key]

    def _group(self, page: Page, name: str, path: Path, line: int) -> AbstractContextManager[object]:
        if not self.grouped:
            return nullcontext()
        return page.context.tracing.group(name, location={"file": str(path), "line": line, "column": 1})

    def _picture(self, page: Page) -> Path | None:
        self.pictures.mkdir(parents=True, exist_ok=True)
        picture = self.pictures / "where-it-failed.png"
        try:
            # The site has to show this secret so that it can be copied into an authenticator; a picture must not.
            page.screenshot(path=picture, mask=[page.get_by_label("Key"), page.get_by_alt_text("QR code")])
        except Error:
            return None
        return picture
