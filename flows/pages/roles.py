"""The roles of what is on a screen, and what a guide may call them."""

from collections.abc import Iterable
from functools import reduce

from playwright.sync_api import Locator, Page

from flows.pages.patterns import whole

CONTROLS = ("button", "link", "tab", "menuitem", "checkbox", "radio", "switch", "combobox")
FIELDS = ("textbox", "searchbox", "spinbutton", "slider")
# What a guide may call a control, in bold together with its name, or beside that. A tab can be drawn by a link.
KINDS = {
    "button": ("button",),
    "link": ("link", "tab"),
    "tab": ("tab",),
    "checkbox": ("checkbox",),
    "switch": ("switch",),
    "combobox": ("list", "dropdown", "field"),
}
# The same, but only beside a name: these are no controls, or are what they are called only by their looks.
BESIDE = {"link": ("button",), "heading": ("heading",), "list": ("list",), "listbox": ("list",)}
BESIDE |= dict.fromkeys(FIELDS, ("field",))
PLACES = ("navigation", "region", "dialog", "tabpanel", "menu", "list", "heading")
# What every page has around its contents, except for a menu that the reader has opened: there, case matters.
CHROME = ":is(header, footer):not(:is(article, aside, main, nav, section, dialog) *), [role=banner], [role=contentinfo]"
IN_CONTENTS = f":not(:is({CHROME}) *), :is(:popover-open, [role=menu], dialog) *"


def named(
    place: Page | Locator,
    roles: tuple[str, ...],
    name: str,
    *,
    exact: bool = False,
    include_hidden: bool = False,
    kinds: bool = False,
) -> Locator:
    """What has that name; with ``kinds``, "Contact Info tab" is also a tab or link named "Contact Info"."""
    by_role = []
    for role in roles:
        for meant in (name, *(_without_kind(name, role) if kinds else ())):
            pattern = whole(meant, exact=exact)
            by_role.append(place.get_by_role(role, name=pattern, include_hidden=include_hidden))  # type: ignore[arg-type]
    return _any(by_role)


def _without_kind(name: str, role: str) -> list[str]:
    """The name without a last word that only says which role it is."""
    start, _, last = name.rpartition(" ")
    return [start] if start and last.casefold() in KINDS.get(role, ()) else []


def of_kind(page: Page, kind: str) -> Locator:
    """Everything on the page that may be called so."""
    roles = [role for kinds in (KINDS, BESIDE) for role, called in kinds.items() if kind in called]
    return _any(page.get_by_role(role) for role in roles)  # type: ignore[arg-type]


def _any(located: Iterable[Locator]) -> Locator:
    return reduce(lambda one, other: one.or_(other), located)
