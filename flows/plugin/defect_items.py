"""Tries guides and tests by hand on worlds with a defect: red is what they are for."""

import json
from collections.abc import Generator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Error

from flows.errors import FlowsError, NotWalkedError
from flows.plugin import environment
from flows.plugin.collection import GuideItem, GuideList, guide_file
from flows.plugin.defect_plan import ALL, name_of, plan_of, progress_file, seconds_of, variants
from flows.plugin.stash import RUN_FOLDER, WORLDS
from flows.reading import guide as guides
from flows.reading.guide import GUIDES
from flows.reports.result import SKIPPED, TRUE, Result

FOUND = pytest.StashKey[str]()
NOT_PASSED = "it does not come near it"
NOT_NOTICED = "still true with it"


class DefectError(FlowsError):
    """A defect is not found by what found it before, or it crashes."""


class FinderList(GuideList):
    """Everything that may find a defect: the guides that ship, and the tests by hand beside them."""

    def collect(self) -> Generator[pytest.Collector]:
        for path in guides.find(GUIDES):
            if variants(self.config, f"{path.parent.name}/{path.stem}"):  # reading all guides takes long
                yield guide_file(self, path)
        for path in sorted(GUIDES.rglob("test_*.py")):
            yield pytest.Module.from_parent(self, path=path)


def of_test(path: Path, name: str) -> str:
    """The label of a test by hand."""
    return f"{path.parent.name}/{path.name}::{name}"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Try a test by hand on the site as it is, then on each defect."""
    if metafunc.config.getoption("--defects") and "make_world" in metafunc.fixturenames:
        label = of_test(Path(str(metafunc.module.__file__)), metafunc.definition.originalname)
        if tries := variants(metafunc.config, label):
            metafunc.parametrize("defect", tries, ids=list(map(name_of, tries)))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--defects"):
        items[:] = sorted(filter(_is_tried, items), key=_order)


def label_of(item: pytest.Item) -> str:
    """The label of a finder."""
    if isinstance(item, GuideItem):
        return item.guide.label
    return of_test(item.path, getattr(item, "originalname", item.name))


def defect_of(item: pytest.Item) -> str | None:
    """The defect that an item is tried on, if any."""
    callspec = getattr(item, "callspec", None)
    defect: str | None = callspec.params.get("defect") if callspec else getattr(item, "defect", None)
    return defect


def _is_tried(item: pytest.Item) -> bool:
    """Whether an item is a guide, or a test by hand that has a world with something to try."""
    by_hand = isinstance(item, pytest.Function) and not isinstance(item, GuideItem)
    return not by_hand or "defect" in getattr(getattr(item, "callspec", None), "params", ())


def _order(item: pytest.Item) -> tuple[bool, float]:
    """First the site as it is, by which it is known who comes near which defect; then the quick ones."""
    return defect_of(item) is not None, seconds_of(item.guide if isinstance(item, GuideItem) else None)


def skip_needless(item: pytest.Item) -> None:
    """Skip what cannot find its defect, or need not any more."""
    if not (defect := defect_of(item)):
        return
    plan = plan_of(item.config)
    if not plan.every and _mark(item.config, "found", defect).exists():
        pytest.skip("it is found")
    passed = _mark(item.config, "passed", label_of(item))
    if passed.exists() and defect not in json.loads(passed.read_text("utf-8")):
        pytest.skip(NOT_PASSED)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Generator[None, object, object]:
    """Run a test; if it is tried on a defect, note how it is red. Raises DefectError."""
    if not (defect := defect_of(pyfuncitem)):
        result = yield
        _note_passed(pyfuncitem)
        return result
    message = ""
    try:
        yield
    except NotWalkedError:
        raise
    except (FlowsError, AssertionError, Error) as error:
        if reason := environment.why_not_walked(pyfuncitem, error):
            raise NotWalkedError(reason) from None
        message = _message(pyfuncitem, error)
    worlds = pyfuncitem.stash.get(WORLDS, [])
    if crashes := [crash for world in worlds for crash in world.crashes()]:
        raise DefectError(f"{defect} crashes, which is no find: {crashes[0]}")
    if message:
        pyfuncitem.stash[FOUND] = message
        _mark(pyfuncitem.config, "found", defect).touch()
    elif plan_of(pyfuncitem.config).first(defect) == label_of(pyfuncitem):
        raise DefectError(f"{NOT_NOTICED}; to look for another finder of {defect}, remove it from the stored ones")
    else:
        pytest.skip(NOT_NOTICED)
    return True


def _message(item: pytest.Item, error: BaseException) -> str:
    """How a finder is red, in one line that is the same in every run."""
    text = error.message if isinstance(error, Error) else str(error)
    for world in item.stash.get(WORLDS, []):
        text = text.replace(world.site.base_url, "").replace(world.id, "…")
    lines = [line.strip() for line in text.partition("; there was ")[0].partition("\npicture: ")[0].splitlines()]
    kept = [*lines[:1], *(line for line in lines[1:2] if line.startswith("Actual value: "))]
    return " ".join(kept) or type(error).__name__


def _note_passed(item: pytest.Item) -> None:
    """Note which defects a finder has come near on the site as it is."""
    if item.config.getoption("--defects") and (worlds := item.stash.get(WORLDS, [])):
        passed = sorted({defect for world in worlds for defect in world.use()["defects"]})
        written = _mark(item.config, "passed", label_of(item)).with_suffix(f".{id(item)}")
        written.write_text(json.dumps(passed), "utf-8")
        written.replace(written.with_suffix(""))  # at once, since other workers may read it


def _mark(config: pytest.Config, kind: str, name: str) -> Path:
    """A file of the run that all workers share."""
    folder = config.stash[RUN_FOLDER] / kind
    folder.mkdir(exist_ok=True)
    return folder / sha256(name.encode()).hexdigest()


def result_on_defect(item: pytest.Item, defect: str) -> Result:
    """The result of trying a finder on a defect."""
    finder, message = label_of(item), item.stash.get(FOUND, "")
    row = {"id": defect, "finder": finder, "found": message}
    return Result(finder, title=defect, ends=f"found: {message}" if message else "", by_hand=True, defect=row)


def note_progress(config: pytest.Config, result: Result) -> None:
    """Add what came of a finder to what a stopped run leaves to the next one."""
    if config.getoption("--defects") == ALL and result.defect and result.verdict in (TRUE, SKIPPED):
        with progress_file(config).open("a", encoding="utf-8") as file:
            file.write(json.dumps(result.defect, ensure_ascii=False) + "\n")
