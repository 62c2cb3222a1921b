"""Decides a cell: the site must refuse for exactly the right reasons, then close, and no more."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from flows.cells import expected_changes
from flows.cells.cell import Cell
from flows.errors import FlowsError
from flows.site.client import AGENT, Account, Site, World
from flows.site.known_facts import FROM_LIST, facts_of, mailed_code
from flows.site.personas import Catalog

ANSWER = "It is as you say."
MOST_SETTLED = 12  # enough for what settling leaves behind, too


class CellError(FlowsError):
    """A cell that does not go as the catalog says; the message says where."""


class CellReader(Protocol):
    """A reader who can decide a cell, with a browser or without."""

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


MakeReader = Callable[[World, Account, str], CellReader]


@dataclass
class CellResult:
    """How a cell ended, what was settled on the way, its fault, if any, and how long it took."""

    cell: Cell
    ended: str = ""
    settled: list[str] = field(default_factory=list)
    fault: str | None = None
    seconds: float = 0.0

    @property
    def outcome(self) -> str:
        return f"NOT AS THE CATALOG SAYS: {self.fault}" if self.fault else " → ".join([*self.settled, self.ended])


def result_of(cell: Cell, site: Site, catalog: Catalog, make_reader: MakeReader) -> CellResult:
    """Decide a cell in a new world; a fault becomes part of its result."""
    begun = time.perf_counter()
    try:
        world = site.make_world(cell.edition, cell.persona, cell.having, cell.circumstances)
        result = decide_in(world, cell, catalog, make_reader)
        world.delete()
    except FlowsError as error:
        return CellResult(cell, ended="undecided", fault=str(error))
    result.seconds = time.perf_counter() - begun
    return result


def decide_in(world: World, cell: Cell, catalog: Catalog, make_reader: MakeReader, *, exact: bool = True) -> CellResult:
    """Decide a cell in its world, which must have no other changes if ``exact``. Raises FlowsError for a fault."""
    run = _CellRun(world, cell, catalog, make_reader, exact=exact)
    run.through()
    return run.result


class _CellRun:
    def __init__(self, world: World, cell: Cell, catalog: Catalog, make_reader: MakeReader, *, exact: bool) -> None:
        self.cell, self.world, self.make_reader, self.exact = cell, world, make_reader, exact
        self.result = CellResult(cell)
        self.reader = make_reader(world, world.owner, cell.device)
        self.catalog, self.obligations = catalog, catalog["obligations"]

    def through(self) -> None:
        self.reader.log_in()
        self.open_section()
        if self.cell.refusal:
            says = next(end["says"] for end in self.catalog["ends"] if end["name"] == self.cell.refusal)
            self.check(self.reader.says(says), f"the site does not say {self.cell.refusal!r}")
            self.check(not (self.exact and self.world.changes()), "something changed")
            self.result.ended = self.cell.refusal
            return
        self.press_control()
        blockers = self.blockers()
        self.check(blockers == self.cell.blockers, f"the site lists {blockers}, not {self.cell.blockers}")
        self.check(not (self.exact and self.world.changes()), "a refusal changed something")
        while blockers and len(self.result.settled) < MOST_SETTLED:
            blockers = self.blockers_after(blockers[0], blockers)
        self.close()

    def open_section(self) -> None:
        edition, closing = self.world.edition, self.cell.closing
        self.reader.press("Account menu")
        self.reader.press(edition["menu"]["settings"])
        self.pass_gate(edition["gate"])
        own = next((section for section in edition["sections"] if section["id"] == closing["at"]), None)
        for section in edition["sections"]:
            if own and section["id"] in (own["under"], own["id"]):
                self.reader.press(section["label"])

    def pass_gate(self, gate: Mapping[str, Any] | None) -> None:
        if gate and self.reader.heading == gate["heading"]:
            for name in gate["asks"]:
                self.fill_in("security-answer" if name == "security-question" else name)
            self.reader.press(gate["button"])

    def press_control(self) -> None:
        if self.cell.closing["of"] == "membership":
            self.reader.press("Actions")
        self.reader.press(self.cell.closing["control"])

    def fill_in(self, name: str) -> None:
        label = self.catalog["field_labels"][name]
        if name in FROM_LIST:
            self.reader.choose(label)
        else:
            facts = facts_of(self.world, self.world.owner)
            self.reader.fill(label, facts.get(name) or mailed_code(self.world, self.world.owner) or "")

    def blockers(self) -> list[str]:
        """The obligations that the site lists, in its order."""
        names = {obligation["says"]: name for name, obligation in self.obligations.items()}
        return [next(name for says, name in names.items() if item.startswith(says)) for item in self.reader.blockers]

    def blockers_after(self, name: str, before: list[str]) -> list[str]:
        """Settle an obligation; returns what still blocks: the others, and what settling it leaves."""
        self.settle_obligation(name)
        self.result.settled.append(name)
        self.open_section()
        self.press_control()
        blockers = self.blockers()
        self.check(name not in blockers, f"{name} still blocks after it was settled")
        new = set(blockers) - set(before) - set(self.obligations[name]["leaves"])
        self.check(not new, f"settling {name} left {sorted(new)} behind")
        lost = set(before) - set(blockers) - {name} - self.settled_with(name)
        self.check(not lost, f"settling {name} also settled {sorted(lost)}")
        return blockers

    def settle_obligation(self, name: str) -> None:
        obligation = self.obligations[name]
        self.reader.press(obligation["remedy"])
        if obligation["by"] == "clock":
            self.world.advance(obligation["settles"])
        elif obligation["by"] == "agent":
            agent = self.agent()
            agent.fill("Answer", ANSWER)
            agent.press(obligation["settles"])
        else:
            self.reader.press_each(obligation["settles"])

    def settled_with(self, name: str) -> set[str]:
        """The obligations that settle themselves while the clock moves for this one."""
        moved = self.obligations[name]["by"] == "clock"
        return {other for other, obligation in self.obligations.items() if moved and obligation["by"] == "clock"}

    def agent(self) -> CellReader:
        agent = self.make_reader(self.world, self.world.accounts[AGENT], "desktop")
        agent.log_in()
        return agent

    def close(self) -> None:
        """Pass the stages, and support if it decides; check the last page, the mail, the state."""
        closing = self.cell.closing
        for stage in closing["stages"]:
            for ask in stage["asks"]:
                self.fill_in(ask["name"])
            self.reader.press(stage["button"])
        by_support = any(stage["does"] == "ask-support" for stage in closing["stages"])
        page = closing["asked" if by_support else "after"]
        pages = [page, *([page["with_account"]] if page.get("with_account") else [])]
        headings = {text["heading"] for text in pages}
        self.check(self.reader.heading in headings, f"the last page is called {self.reader.heading!r}")
        if page["mail"]:
            subjects = {text["mail"] for text in pages}
            sent = {mail["subject"] for mail in self.world.mail()}
            self.check(bool(subjects & sent), f"no mail says {' or '.join(sorted(filter(None, subjects)))!r}")
        if by_support:
            self.agent().press("Close the account")
        self.result.ended = self.judge() + (" by support" if by_support else "")

    def judge(self) -> str:
        """The end, by the stored state: exactly what was settled and closed has changed."""
        state = self.world.state()
        account: str = state["accounts"][self.cell.persona]["status"]
        if self.exact:
            paths = [change["path"] for change in self.world.changes()]
            unexpected = expected_changes.unexpected(self.cell, self.catalog, paths)
            self.check(not unexpected, f"also changed: {', '.join(unexpected)}")
            missing = expected_changes.missing(self.cell, self.catalog, self.result.settled, paths)
            self.check(not missing, f"did not change: {', '.join(missing)}")
        memberships = state["memberships"].values()
        if self.cell.closing["of"] == "membership":
            others = [row for row in memberships if row["account"] != self.cell.persona]
            out = [row["account"] for row in others if row["status"] != "active"]
            self.check(not out, f"also out of the team: {', '.join(out)}")
        if self.cell.closing["of"] == "agency":
            teams = [
                state["teams"][row["team"]]["status"] for row in memberships if row["account"] == self.cell.persona
            ]
            self.check((account, *teams) == ("open", "closed"), f"the account is {account}, the agency {teams}")
            return "agency closed"
        self.check(account == self.cell.closing["after"]["status"], f"the account is {account}")
        return account

    def check(self, holds: bool, fault: str) -> None:
        if not holds:
            raise CellError(fault)
