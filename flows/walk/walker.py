"""Walks a guide sentence by sentence, and reports what was there instead when one fails."""

import time
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Error, Page

from flows.errors import FlowsError, GuideError, NotWalkedError, ScreenError, shown
from flows.language.act import Act
from flows.language.vocabulary import LINKED
from flows.pages import diagnosis
from flows.reading.guide import Guide, Sentence
from flows.reading.place import label_place
from flows.reading.text_file import read_text
from flows.site.client import World
from flows.walk import judge
from flows.walk.actions import Applied, is_met, perform, under_conditions
from flows.walk.complaints import ComplaintError, expect_answer, expect_no_complaint
from flows.walk.failure import Failure, is_missing, name_in
from flows.walk.mailbox import LOOKING, Mailbox, speaks_of_mail
from flows.walk.reader import Reader

OpenPage = Callable[[str], Page]

# What came of a sentence. It does not apply, or only in part, where a condition in it is not met.
Outcome = Literal["true", "true in part", "did not apply", "false", "not reached"]
DID_NOT_APPLY: Final = "did not apply"
IN_PART: Final = "true in part"


class WalkError(FlowsError):
    """A guide is not true of the site: where, and what was there instead; of several failures, those of the first."""

    def __init__(self, where: str, mismatch: object, picture: Path | None, *others: "WalkError") -> None:
        message = f"{where}: {mismatch}" + (f"\npicture: {shown(picture)}" if picture else "")
        super().__init__("\n".join([message, *map(str, others)]))
        self.where, self.mismatch, self.picture = where, str(mismatch), picture


@dataclass
class Walk:
    """One walk of one guide through one world.

    ``open_page`` opens a page of a device, and ``pictures`` is the folder for the picture of a failure, if any. With
    ``grouped``, each sentence is a group in the trace. ``keeps_going`` after a sentence that is false, if it only looks
    for something. ``outcomes`` has what came of each of the guide's own sentences so far, and ``seconds`` how long it
    took. ``trail`` has the current sentence, then those of linked guides; ``failures``, what was false.
    """

    world: World
    catalog: Mapping[str, Any]
    open_page: OpenPage
    pictures: Path | None
    grouped: bool
    keeps_going: bool = False
    readers: dict[tuple[str, str], Reader] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)
    trail: list[tuple[Guide, Sentence]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mailbox = Mailbox(self.world)
        # The trail that led to each sentence, and the number of outcomes then.
        self._trails: dict[str, tuple[list[tuple[Guide, Sentence]], int]] = {}
        self._errors: list[WalkError] = []

    def through(self, guide: Guide) -> Reader:
        """Walk a guide and judge its end; returns the reader who performed the last act. Raises WalkError."""
        self.mailbox.watched = speaks_of_mail(guide)
        try:
            return self._through(guide)
        except WalkError as error:
            first, *others = [*self._errors, *([] if error in self._errors else [error])]
            raise WalkError(first.where, first.mismatch, first.picture, *others) from None

    def _through(self, guide: Guide) -> Reader:
        last, _ = self._sentences(guide)
        try:
            self._expect_answers([], last)
            judge.expect_refusal(guide.front, self.catalog, last)
            with self._group(last.page, f"Ends: {guide.front.ends}", guide.path, 1):
                judge.judge(guide.front, self.catalog, last)
        except ComplaintError as error:
            raise self._at_the_press(error) from None
        except judge.WrongEndError as error:
            raise self._red(guide.at(error.key), error, last.page) from None
        if self._errors:
            raise self._errors[0]
        return last

    def _sentences(self, guide: Guide) -> tuple[Reader, Applied]:
        """Walk the sentences of a guide; returns the reader who performed the last act, and what was performed."""
        last = reader = self._reader(guide)
        every: Applied = set()
        for number, sentence in enumerate(guide.sentences, 1):
            self.trail.append((guide, sentence))
            started, failures = time.monotonic(), len(self.failures)
            with (
                self._group(reader.page, f"{number}. {sentence.text}", guide.path, sentence.line),
                self.mailbox.during(sentence.acts),
            ):
                applied: Applied = set()
                for condition, acts in under_conditions(sentence.acts):
                    if not self._is_met(condition, reader, guide, sentence):
                        applied.add(False)
                        continue
                    for at in range(len(acts)):
                        last, performed = self._act(reader, guide, sentence, acts[at:])
                        applied |= performed
            # An error leaves the trail as it is, so that it leads to where the walk stopped.
            self.trail.pop()
            every |= applied
            if not self.trail:
                self.outcomes.append("false" if len(self.failures) > failures else _outcome(applied))
                self.seconds.append(round(time.monotonic() - started, 2))
        return last, every

    def _is_met(self, condition: tuple[Act, ...], reader: Reader, guide: Guide, sentence: Sentence) -> bool:
        if not condition:
            return True
        with self._false_if_impossible(reader, guide, sentence):
            if is_met(condition, reader):
                return True
        unmet = " and ".join(check.text for check in condition)
        with self._group(reader.page, f"{DID_NOT_APPLY}, because this is not so: {unmet}", guide.path, sentence.line):
            return False

    def _act(self, reader: Reader, guide: Guide, sentence: Sentence, acts: Sequence[Act]) -> tuple[Reader, Applied]:
        """Perform the first of these acts; with its condition, they may speak of what the site complained of before."""
        act = acts[0]
        if act.name == LINKED:
            last, applied = self._sentences(guide.linked[act.args[0]])
            # Parts of a linked guide that did not apply are its own matter, unless that is all of it.
            return last, {True in applied}
        with self._false_if_impossible(reader, guide, sentence, goes_on=self.keeps_going and act.name in LOOKING):
            self._expect_answers([*act.condition, *acts], reader)
            return reader, perform(act, reader)
        return reader, {True}

    @contextmanager
    def _false_if_impossible(
        self, reader: Reader, guide: Guide, sentence: Sentence, *, goes_on: bool = False
    ) -> Generator[None]:
        where = reader.screen.sentence = f"{shown(guide.path)}:{sentence.line}: “{sentence.text}”"
        self._trails[where] = [*self.trail], len(self.outcomes)
        try:
            yield
        except ComplaintError as error:
            raise self._at_the_press(error) from None
        except NotWalkedError:
            raise
        except (FlowsError, Error) as error:
            mismatch = error.message.splitlines()[0] if isinstance(error, Error) else error
            red = self._red(where, mismatch, reader.page)
            if not goes_on:
                raise red from None
            self._errors.append(red)

    def _at_the_press(self, error: ComplaintError) -> WalkError:
        """The error of the sentence that pressed, to which the trail now leads: a complaint is seen one act later."""
        self.trail, reached = self._trails[error.sentence]
        del self.outcomes[reached:], self.seconds[reached:]
        return self._red(error.sentence, error, error.page)

    def _red(self, where: str, mismatch: object, page: Page) -> WalkError:
        """The error of what is false here, which is noted as a failure, too."""
        error = WalkError(where, mismatch, self._picture(page))
        trail = [(f"{shown(at.path)}:{sentence.line}", sentence.text) for at, sentence in self.trail]
        failure = Failure(len(self.outcomes), trail or [(where, "")], error.mismatch, name_in(error.mismatch))
        if self.trail:
            at, sentence = self.trail[-1]
            with suppress(GuideError):  # somebody has changed the file since
                failure.line, failure.column = label_place(read_text(at.path), sentence.line, failure.name)
        failure.picture = str(error.picture or "")
        if error.picture and failure.name and is_missing(error.mismatch):
            failure.meant, failure.spot = diagnosis.nearest(page, failure.name) or ("", [])
        elif error.picture and isinstance(mismatch, ComplaintError):
            failure.spot = diagnosis.spot(page, page.get_by_role("alert"))
        self.failures.append(failure)
        return error

    def _expect_answers(self, acts: Sequence[Act], reader: Reader) -> None:
        """Let the next acts of a reader speak of what the site complained of; other readers must have none."""
        for other in self.readers.values():
            if other is not reader:
                expect_no_complaint(other)
        expect_answer(acts, reader)

    def _reader(self, guide: Guide) -> Reader:
        """The reader of a guide: one for each persona and device, for the whole walk."""
        front = guide.front
        key = (front.persona, front.device)
        if key not in self.readers:
            account = self.world.accounts.get(front.persona)
            if account is None:
                mismatch = ScreenError(f"an account of {front.persona}", ", ".join(self.world.accounts))
                error = WalkError(guide.at("persona"), mismatch, None)
                self.failures.append(Failure(len(self.outcomes), [(error.where, "")], error.mismatch))
                raise error
            self.readers[key] = Reader(self.open_page(front.device), self.world, account, self.mailbox)
        return self.readers[key]

    def _group(self, page: Page, name: str, path: Path, line: int) -> AbstractContextManager[object]:
        if not self.grouped:
            return nullcontext()
        return page.context.tracing.group(name, location={"file": str(path), "line": line, "column": 1})

    def _picture(self, page: Page) -> Path | None:
        if self.pictures is None:
            return None
        self.pictures.mkdir(parents=True, exist_ok=True)
        number = f"-{len(self.failures) + 1}" if self.failures else ""
        picture = self.pictures / f"where-it-failed{number}.png"
        try:
            page.screenshot(path=picture)
        except Error:
            return None
        return picture


def _outcome(applied: Applied) -> Outcome:
    if True not in applied:
        return DID_NOT_APPLY
    return IN_PART if False in applied else "true"
