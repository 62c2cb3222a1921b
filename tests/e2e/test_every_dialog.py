"""Every dialog of a closing opens with its heading and its last button in view, in windows of every height."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.editions import loader
from tests.support.gate import open_gate
from tests.support.mail import CODE
from tests.support.shipped_guides import one_of_each
from tests.support.types import MakeWorld
from tests.support.windows import WIDTHS, out_of_view, paths_from, reach_in

WINDOWS = ((360, 640), (1280, 600), (1280, 900))
# The edition, who closes, the circumstances it takes, and whether everything is owed that can be; every run takes one
# of each that offers most alternatives.
CLOSINGS = sorted(
    {
        (name, persona, " ".join(closing.when), owing)
        for name in loader.names()
        for closing in loader.load(name).closings
        for persona in closing.by
        for owing in (True, False)
        if not owing or closing.stages[0].on == "dialog"
    },
    key=lambda case: (-sum(len(section.panels) for section in loader.load(case[0]).sections), case),
)


def owed_in(edition: str, persona: str, *, blocking: bool) -> list[str]:
    """What the persona can owe; unless ``blocking``, only what an edition's closings never stop at."""
    blocks = {name for closing in loader.load(edition).closings if persona in closing.by for name in closing.block}
    others = {name for closing in loader.load(edition).closings for name in closing.block}
    return [
        name
        for name, obligation in OBLIGATIONS.items()
        if persona in obligation.who and (blocking or name not in blocks | others)
    ]


def starts(page: Page) -> list[str]:
    """The paths of all closings that the settings offer."""
    pages = paths_from(page, "/settings/", skipped=("/closing",))
    html = "".join(page.request.get(path).text() for path in pages)
    return sorted(set(re.findall(r'"(/closing/start/[^"]+)"', html)))


def answer(screen: Screen, world: World, ask: str) -> None:
    """Answer one field of a stage."""
    label = LABELS[ask]
    if ask == "reason":
        screen.choose(label)
    elif ask == "code":
        screen.fill(label, CODE.findall(world.mail()[-1]["body"])[-1])
    else:
        secrets = {"password": world.owner.password, "security-answer": world.owner.security_answer or ""}
        screen.fill(label, secrets.get(ask, "Thank you."))


def dialogs(page: Page, world: World) -> Iterator[str]:
    """Walk through every closing to its last stage but one press; the heading of each dialog while it is open."""
    screen = Screen(page)
    for path in starts(page):
        page.goto(path)
        closing = world.edition["closing"][int(path.split("/")[3])]
        if not re.search(r"/closing/[^/]+/\d+$", page.url):
            continue
        for stage in closing["stages"]:
            if screen.dialog.count():
                yield screen.heading.last.inner_text()
            if stage["does"] or screen.blockers.count() or not screen.control(stage["button"]).count():
                break
            for ask in stage["asks"]:
                answer(screen, world, ask["name"] if isinstance(ask, dict) else ask.rstrip("?"))
            screen.press(stage["button"])


@pytest.mark.parametrize(("edition", "persona", "when", "owing"), one_of_each(CLOSINGS, lambda *case: case[3]))
def test_dialogs_open_in_view(
    make_world: MakeWorld, page: Page, edition: str, persona: str, when: str, owing: bool
) -> None:
    owes = owed_in(edition, persona, blocking=owing)
    world = make_world(edition, persona, having=owes, circumstances=when.split())
    LoginPage(page, world).log_in(world.owner)
    open_gate(page, world)
    faults, seen = [], Counter[str]()
    for heading in dialogs(page, world):
        for width, height in WINDOWS:
            page.set_viewport_size({"width": width, "height": height})
            page.reload()
            faults += [f"{heading}, {width} × {height}: {fault}" for fault in out_of_view(page)]
            seen[heading] += 1
        faults += [f"{heading}, {fault}" for fault in reach_in(page, min(WIDTHS))[0]]
    assert faults == []
    assert min(seen.values(), default=0) == len(WINDOWS)
