"""Deciding a cell: refused with exactly what is in the way, settled, closed, and nothing else changed."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flows.cells import expected_changes
from flows.cells.cell import Cell
from flows.errors import FlowsError
from flows.site.client import AGENT, Account, Site, World
from flows.site.known_facts import CHOSEN, LABELS, known, mailed_code

WEEK = "the billing cycle"
ANSWER = "It is as you say."
ENOUGH = 12  # steps; what is left behind is settled too


class CellError(FlowsError):
    """A cell is not as the catalog says; the message says where it parts from it."""


class Hands(Protocol):
    """What deciding a cell takes of a reader: with a browser, or without."""

    account: Account

    def log_in(self) -> None: ...
    @property
    def heading(self) -> str: ...
    @property
    def blockers(self) -> list[str]: ...
    def says(self, text: str) -> bool: ...
    def press(self, name: str) -> None: ...
    def press_each(self, name: str) -> None: ...
    def fill(self, label: str, text: str) -> None: ...
    def choose(self, label: str) -> None: ...


MakeHands = Callable[[World, Account, str], Hands]


@dataclass
class Decided:
    """How a cell ended, what was settled on the way, where it parted from the catalog, and how long it took."""

    cell: Cell
    ended: str = ""
    settled: list[str] = field(default_factory=list)
    fault: str | None = None
    seconds: float = 0.0

    @property
    def outcome(self) -> str:
        return f"NOT AS THE CATALOG SAYS: {self.fault}" if self.fault else " → ".join([*self.settled, self.ended])


def decide(cell: Cell, site: Site, catalog: Mapping[str, Any], make_hands: MakeHands) -> Decided:
    """Take a cell to its end, in a world of its own. Raises FlowsError where it is not as the catalog says."""
    begun = time.perf_counter()
    world = site.make_world(cell.edition, cell.persona, cell.having, cell.circumstances)
    decided = carry_out(cell, world, catalog, make_hands)
    world.delete()
    decided.seconds = time.perf_counter() - begun
    return decided


def carry_out(
    cell: Cell, world: World, catalog: Mapping[str, Any], make_hands: MakeHands, *, exact: bool = True
) -> Decided:
    """Take a cell to its end in a world that owes what it says. Raises FlowsError where it is not as the catalog says.

    Unless ``exact``, more may have changed in the world than is settled and closed.
    """
    deciding = _Deciding(cell, world, catalog, make_hands, exact=exact)
    deciding.through()
    return deciding.decided


def attempt(cell: Cell, site: Site, catalog: Mapping[str, Any], make_hands: MakeHands) -> Decided:
    """Decide a cell; where it is not as the catalog says, that is its outcome."""
    try:
        return decide(cell, site, catalog, make_hands)
    except FlowsError as error:
        return Decided(cell, ended="undecided", fault=str(error))


class _Deciding:
    def __init__(
        self, cell: Cell, world: World, catalog: Mapping[str, Any], make_hands: MakeHands, *, exact: bool
    ) -> None:
        self.cell, self.world, self.make_hands, self.exact = cell, world, make_hands, exact
        self.decided = Decided(cell)
        self.reader = make_hands(world, world.owner, cell.device)
        self.catalog, self.obligations = catalog, catalog["obligations"]
        self.ends = {told["name"]: told["says"] for told in catalog["ends"]}

    def through(self) -> None:
        self.reader.log_in()
        self.look()
        if self.cell.refused:
            self.check(self.reader.says(self.ends[self.cell.refused]), f"the site does not say {self.cell.refused!r}")
            self.check(not (self.exact and self.world.changes()), "something changed")
            self.decided.ended = self.cell.refused
            return
        self.begin()
        left = self.in_the_way()
        self.check(left == self.cell.blockers, f"what is in the way is {left}, not {self.cell.blockers}")
        self.check(not (self.exact and self.world.changes()), "a refusal changed something")
        while left and len(self.decided.settled) < ENOUGH:
            left = self.settled(left[0], left)
        self.close()

    def settled(self, name: str, before: list[str]) -> list[str]:
        """Settle one thing; answers what is in the way then: it is not, and only what it leaves behind has come."""
        self.settle(name)
        self.decided.settled.append(name)
        self.look()
        self.begin()
        left = self.in_the_way()
        new = set(left) - set(before) - set(self.obligations[name]["leaves"])
        self.check(name not in left, f"{name} is in the way after it was settled")
        self.check(not new, f"settling {name} left {sorted(new)} behind")
        lost = set(before) - set(left) - {name} - self.by_the_clock(name)
        self.check(not lost, f"settling {name} settled {sorted(lost)} too")
        return left

    def by_the_clock(self, name: str) -> set[str]:
        """What goes by itself while the clock is moved for something else."""
        moved = self.obligations[name]["by"] == "clock"
        return {other for other, told in self.obligations.items() if moved and told["by"] == "clock"}

    def look(self) -> None:
        """Go where the control is."""
        edition, closing = self.world.edition, self.cell.closing
        self.reader.press("Account menu")
        self.reader.press(edition["menu"]["settings"])
        self.pass_gate(edition["gate"])
        section = next((part for part in edition["sections"] if part["id"] == closing["at"]), None)
        for part in edition["sections"]:
            if section and part["id"] in (section["under"], section["id"]):
                self.reader.press(part["label"])

    def pass_gate(self, gate: Mapping[str, Any] | None) -> None:
        if gate and self.reader.heading == gate["heading"]:
            for name in gate["asks"]:
                fact = "security-answer" if name == "security-question" else name
                self.reader.fill(LABELS[fact][0], known(self.world, self.world.owner)[fact])
            self.reader.press(gate["button"])

    def begin(self) -> None:
        if self.cell.closing["of"] == "membership":
            self.reader.press("Actions")
        self.reader.press(self.cell.closing["control"])

    def in_the_way(self) -> list[str]:
        """The obligations that the site lists, in its order."""
        says = {told["says"]: name for name, told in self.obligations.items()}
        return [next(name for words, name in says.items() if item.startswith(words)) for item in self.reader.blockers]

    def settle(self, name: str) -> None:
        told = self.obligations[name]
        self.reader.press(told["remedy"])
        if told["by"] == "clock":
            self.world.advance_to_monday() if told["settles"] == WEEK else self.world.advance(told["settles"])
        elif told["by"] == "agent":
            agent = self.agent()
            agent.fill("Answer", ANSWER)
            agent.press(told["settles"])
        else:
            self.reader.press_each(told["settles"])

    def agent(self) -> Hands:
        hands = self.make_hands(self.world, self.world.accounts[AGENT], "desktop")
        hands.log_in()
        return hands

    def close(self) -> None:
        """Go through the stages, and through support where it decides; then the last page and the state are right."""
        closing, ended = self.cell.closing, "after"
        for stage in closing["stages"]:
            for ask in stage["asks"]:
                self.give(ask["name"])
            self.reader.press(stage["button"])
            if stage["does"] == "ask-support":
                ended = "asked"
        told = closing[ended]
        headings = {told["heading"], *([told["with_account"]["heading"]] if told.get("with_account") else [])}
        self.check(self.reader.heading in headings, f"the last page is called {self.reader.heading!r}")
        if told["mail"]:
            mails = {told["mail"], *([told["with_account"]["mail"]] if told.get("with_account") else [])}
            sent = {mail["subject"] for mail in self.world.mail()}
            self.check(bool(mails & sent), f"no mail says {' or '.join(sorted(filter(None, mails)))!r}")
        if ended == "asked":
            self.agent().press("Close the account")
        self.decided.ended = self.judge() + (" by support" if ended == "asked" else "")

    def give(self, name: str) -> None:
        """Fill the field of a stage."""
        label = LABELS[name][0]
        if name in CHOSEN:
            self.reader.choose(label)
        else:
            facts = known(self.world, self.world.owner)
            self.reader.fill(label, facts.get(name) or mailed_code(self.world, self.world.owner) or "")

    def judge(self) -> str:
        """How it ended, by the stored state; what changed is what was settled and closed, and nothing else."""
        state = self.world.state()
        account: str = state["accounts"][self.cell.persona]["status"]
        mine = [row["team"] for row in state["memberships"].values() if row["account"] == self.cell.persona]
        changed = [change["path"] for change in self.world.changes()] if self.exact else []
        besides = expected_changes.unexpected(self.cell, self.catalog, changed)
        self.check(not besides, f"changed besides: {', '.join(besides)}")
        same = expected_changes.missing(self.cell, self.catalog, self.decided.settled, changed) if self.exact else []
        self.check(not same, f"did not change: {', '.join(same)}")
        others = [row for row in state["memberships"].values() if row["account"] != self.cell.persona]
        if self.cell.closing["of"] == "membership":
            gone = [row["account"] for row in others if row["status"] != "active"]
            self.check(not gone, f"out of the team besides: {', '.join(gone)}")
        if self.cell.closing["of"] == "agency":
            teams = [state["teams"][key]["status"] for key in mine]
            self.check((account, *teams) == ("open", "closed"), f"the account is {account}, the agency {teams}")
            return "agency closed"
        self.check(account == self.cell.closing["after"]["status"], f"the account is {account}")
        return account

    def check(self, true: bool, otherwise: str) -> None:
        if not true:
            raise CellError(otherwise)
