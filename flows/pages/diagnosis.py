"""What is on the screen instead of what a reader looked for; made only when a step fails."""

import json
import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches

from playwright.sync_api import Error, Locator, Page

from flows.typography import plain

NAMED = re.compile(r'^\s*- (?:\'|")?(\w+) "((?:[^"\\]|\\.)*)"', re.MULTILINE)
WRITTEN = re.compile(r'^\s*- (?:\'|")?\w+(?: "(?:[^"\\]|\\.)*")?(?: \[[^\]]*\])*: "?(.+?)"?$', re.MULTILINE)
LISTED_TEXTS = 5  # of all texts on a screen, those that are most alike
# What Playwright says of a control that is there, and what that means.
UNUSABLE = {
    "element is not enabled": "disabled",
    "option being selected is not enabled": "disabled",
    "element is not editable": "read-only",
    "intercepts pointer events": "covered by something else",
    "element is not visible": "hidden",
}
# The button that opens what an element is in.
OPENER = r"""element => {
  for (let around = element.parentElement; around; around = around.parentElement) {
    const id = around.id && CSS.escape(around.id)
    const opener = id && document.querySelector(`[popovertarget="${id}"], [aria-controls="${id}"]`)
    if (opener) return opener.getAttribute("aria-label") || opener.innerText.trim()
  }
  return null
}"""


def describe(page: Page, like: str, elsewhere: Locator | None = None) -> str:
    """The contents of the screen by role and name, those most ``like`` a name first, then the texts most like it.

    ``elsewhere`` are elements of that name that are hidden, or where its case matters.
    """
    try:
        snapshot = page.aria_snapshot()
        hints = list(_hints(elsewhere, like)) if elsewhere else []
        alerts = [f"the message {alert.inner_text()!r}" for alert in page.get_by_role("alert").all()]
    except Error:
        return "nothing that can be read"
    elements = sorted(NAMED.findall(snapshot), key=lambda element: likeness(element[1], like), reverse=True)
    written = sorted(set(WRITTEN.findall(snapshot)), key=lambda text: likeness(text, like), reverse=True)
    alike = [f"the words {text!r}" for text in written[:LISTED_TEXTS] if likeness(text, like) > 0.5] if like else []
    listed = dict.fromkeys([*hints, *alerts, *alike, *(f"{role} {name!r}" for role, name in elements)])
    return ", ".join(listed) or "nothing with a name"


def nearest(page: Page, name: str) -> tuple[str, list[float]] | None:
    """What is on the screen and most like a name, with its place in a picture of it: left, top, width, height.

    The place is in percent, and empty if it is not in the window. None if nothing is much like it.
    """
    try:
        snapshot = page.aria_snapshot()
        written = {plain(text).casefold(): text for text in (*WRITTEN.findall(snapshot), *_names(snapshot))}
        alike = get_close_matches(plain(name).casefold(), written.keys() - {plain(name).casefold()}, n=1)
        if not alike:
            return None
        text = written[alike[0]]
        named = page.locator(f"[aria-label={json.dumps(text, ensure_ascii=False)}]").or_(
            page.get_by_text(text, exact=True)
        )
        return text, spot(page, named)
    except Error:
        return None


def spot(page: Page, element: Locator) -> list[float]:
    """Where the first of these that is visible is in a picture of the window, in percent; empty if it is not."""
    shown = element.filter(visible=True)
    box, window = (shown.first.bounding_box() if shown.count() else None), page.viewport_size
    if not box or not window or box["y"] < 0 or box["y"] + box["height"] > window["height"]:
        return []
    sides = (("x", "width"), ("y", "height"), ("width", "width"), ("height", "height"))
    return [round(100 * box[side] / window[of], 2) for side, of in sides]  # type: ignore[literal-required]


def unusable(error: Error) -> str | None:
    """Why a control that is there could not be used; None if it is not there."""
    return next((reason for sign, reason in UNUSABLE.items() if sign in error.message), None)


def likeness(text: str, other: str) -> float:
    """How alike two texts are, from 0 to 1; a text that holds all words of the other is most alike."""
    text, other = plain(text).casefold(), plain(other).casefold()
    words = set(other.split())
    shared = len(words & set(re.findall(r"[^\s.,;:!?]+|\S+", text))) / len(words) if words else 0
    return max(shared, SequenceMatcher(None, text, other).ratio())


def _names(snapshot: str) -> list[str]:
    return [name for _, name in NAMED.findall(snapshot)]


def _hints(elsewhere: Locator, name: str) -> Iterator[str]:
    """Where else on the page there is a control of that name."""
    for control in elsewhere.all():
        if control.is_visible():
            written = plain(control.inner_text())
            if written != plain(name) and written.casefold() == plain(name).casefold():
                yield f"{written!r} in the header or footer of the page, where upper and lower case matter"
        elif opener := control.evaluate(OPENER):
            yield f"{name!r} in what {opener!r} opens, which is closed; first say to click {opener!r}"
