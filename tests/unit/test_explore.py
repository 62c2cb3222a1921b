"""Models of what an account can be and do, and the guides drawn from them."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flows.cli.explore import folder_in
from flows.errors import FlowsError
from flows.explore import search
from flows.explore.draw import drawn, length_in
from flows.explore.model import Act, End, Model, Route, Start, guide, is_possible, load
from flows.explore.search import Drawn
from flows.explore.walks import Outcome
from flows.reading import guide as guides
from flows.reading.guide import GUIDES

STEPS = 40
EDITIONS = search.editions()
MODEL = Model(
    facts={"open": "", "owing": "", "waiting": "", "closed": ""},
    groups={"unsettled": ["owing", "waiting"]},
    start=[Start(persona="freelancer", facts=["open"], having=["owing"])],
    act=[
        Act(name="look", says=["Read it."], each={"owing": "Check that **Owing** is shown."}, lastly=["Go back."]),
        Act(name="pay", needs=["owing"], says=["Click **Pay**."], becomes={"owing": "waiting"}),
        Act(name="wait", needs=["waiting"], says=["Wait 2 days."], becomes={"waiting": ""}),
        Act(name="close", needs=["open"], unless=["unsettled"], says=["Click **Close**."], becomes={"open": "closed"}),
    ],
    end=[
        End(needs=["closed"], ends="closed"),
        End(needs=["unsettled"], ends="blocked by {unsettled}"),
        End(ends="still open"),
    ],
)
LOOK, PAY, WAIT, CLOSE = MODEL.act


def route(*acts: Act, having: tuple[str, ...] = ("owing",)) -> Route:
    return Route(MODEL.start[0], having, (), acts)


@pytest.mark.parametrize("edition", EDITIONS)
def test_models_name_facts_that_they_describe(edition: str) -> None:
    model = load(GUIDES / edition)
    needed = {name for each in (*model.act, *model.end) for name in (*each.needs, *each.unless)}
    changed = {name for act in model.act for name in (*act.each, *act.becomes, *act.becomes.values(), *act.adds)}
    begun = {name for each in model.start for name in (*each.facts, *each.having, *each.circumstances, *each.perhaps)}
    grouped = {name for group in model.groups.values() for name in group}
    assert needed <= {*model.facts, *model.groups}
    assert model.facts.keys() == (needed | changed | begun | grouped) - model.groups.keys() - {""}
    assert model.groups.keys() <= needed | {*re.findall(r"{(\w+)}", " ".join(end.ends for end in model.end))}


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_guide_drawn_reads(edition: str, tmp_path: Path) -> None:
    folder = tmp_path / edition
    folder.mkdir()
    for linked in (GUIDES / edition).glob("_*.md"):
        shutil.copy(linked, folder)
    model = load(GUIDES / edition)
    routes = drawn(model, length_in(folder), steps=STEPS, count=2, number=1)
    for number, each in enumerate(routes):
        path = folder / f"{number}.md"
        path.write_text(guide(model, each), "utf-8")
        assert guides.load(path).walked <= STEPS
    assert {each.start.persona for each in routes} == {start.persona for start in model.start}


def test_a_route_must_be_possible_to_its_end() -> None:
    assert is_possible(MODEL, route(PAY, WAIT, CLOSE))
    assert not is_possible(MODEL, route(PAY, CLOSE))
    assert not is_possible(MODEL, route(WAIT))


def test_a_guide_says_what_is_so_then() -> None:
    text = guide(MODEL, route(LOOK, PAY, LOOK))
    assert "having: [owing]\nends: blocked by waiting\n" in text
    assert (
        "1. Log in.\n2. Read it.\n3. Check that **Owing** is shown.\n4. Go back.\n5. Click **Pay**.\n6. Read it."
        in text
    )


def test_a_seed_draws_the_same_guides_again() -> None:
    first, again, other = (drawn(MODEL, len, steps=12, count=3, number=number) for number in (1, 1, 2))
    assert first == again
    assert first != other
    assert all(len(guide(MODEL, each).split("---\n\n")[1].splitlines()) <= 12 for each in first)


@dataclass
class FakeWalks:
    """Walks that are false with a defect at the first sentence that says ``wrong``, if another comes before it."""

    wrong: str
    before: str = ""
    count: int = 0
    walked: list[str] = field(default_factory=list)

    def walk(self, path: Path, defect: str | None = None) -> Outcome:
        says = path.read_text("utf-8").split("---\n\n")[1].splitlines()
        at = next((place for place, text in enumerate(says) if self.wrong in text), None)
        is_false = defect and at is not None and any(self.before in text for text in says[:at])
        return Outcome(at if is_false else None, "wrong" if is_false else "")


def find_by(walks: FakeWalks, folder: Path, *acts: Act) -> search.Find | None:
    path = folder / "drawn.md"
    path.write_text(guide(MODEL, route(*acts)), "utf-8")
    each = Drawn(path, MODEL, route(*acts), len, Outcome(None, near=frozenset({"a-defect"})))
    return search.find(walks, "a-defect", "", [each], 1)  # type: ignore[arg-type]


def test_what_finds_a_defect_is_shrunk(tmp_path: Path) -> None:
    find = find_by(FakeWalks("Wait"), tmp_path, LOOK, PAY, LOOK, WAIT, LOOK, CLOSE)
    assert find
    assert (find.steps, find.short_steps, find.where, find.alarm) == (8, 3, "Wait 2 days.", "")
    assert "1. Log in.\n2. Click **Pay**.\n3. Wait 2 days.\n" in find.short.read_text("utf-8")


def test_shrinking_keeps_what_the_find_needs(tmp_path: Path) -> None:
    find = find_by(FakeWalks("Wait", before="Read"), tmp_path, LOOK, PAY, LOOK, WAIT, CLOSE)
    assert find
    assert "2. Read it.\n" in find.short.read_text("utf-8")


def test_a_defect_that_nothing_notices_is_not_found(tmp_path: Path) -> None:
    assert find_by(FakeWalks("Undo"), tmp_path, LOOK, PAY) is None


def test_files_that_are_not_artifacts_are_left(tmp_path: Path) -> None:
    folder = folder_in(tmp_path / "new")
    (folder / "drawn.md").touch()
    assert folder_in(tmp_path / "new") == folder
    (tmp_path / "explore").mkdir()
    (tmp_path / "explore" / "mine.md").touch()
    with pytest.raises(FlowsError, match="explore holds files that are not artifacts; "):
        folder_in(tmp_path)
