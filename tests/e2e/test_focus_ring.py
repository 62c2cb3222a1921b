"""The focus can be seen on every kind of control, and the reader's place in the site, in any colours."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page

from flows.pages.login_page import LoginPage
from flows.site.client import World
from tests.support.types import Scheme
from tests.support.windows import emulate_colours

CONTRAST = 3  # of a ring with what is around it, at least: WCAG 2.2, 1.4.11
RINGS = """controls => {
  const opaque = element => {
    const colour = getComputedStyle(element).backgroundColor
    return /, 0\\)$/.test(colour) ? opaque(element.parentElement) : colour
  }
  return controls.filter(control => control.checkVisibility() && !control.closest("[inert]")).map(control => {
    control.focus({focusVisible: true})
    const {outlineStyle: style, outlineColor: colour, outlineWidth: width} = getComputedStyle(control)
    const kind = `${control.localName} ${control.className}`
    return {kind, style, colour, width: parseFloat(width), around: opaque(control.parentElement)}
  })
}"""
EDGE = """element => {
  const {borderTopStyle, borderTopWidth, borderLeftWidth} = getComputedStyle(element)
  return parseFloat(borderTopWidth) + parseFloat(borderLeftWidth)
}"""


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as ``rgb(0, 0, 0)``, however opaque it is."""
    parts = [int(part) / 255 for part in re.findall(r"[\d.]+", colour)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(ring: dict[str, Any]) -> float:
    dark, light = sorted((luminance(ring["colour"]), luminance(ring["around"])))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_the_focus_is_seen_on_every_control(world: World, page: Page, scheme: Scheme) -> None:
    LoginPage(page, world).log_in(world.owner)
    emulate_colours(page, scheme)
    seen = set()
    for path in ("/home", "/support", "/payments", "/settings/", "/closing/start/0"):
        page.goto(path)
        for ring in page.locator("a[href], button, input:not([type=hidden]), select, textarea").evaluate_all(RINGS):
            assert (ring["style"], ring["width"]) == ("solid", 3), ring
            assert contrast(ring) >= CONTRAST, ring
            seen.add(ring["kind"])
    assert len(seen) > 8


def test_forced_colours_keep_the_picture_and_the_place(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    page.goto("/settings/contact-info")
    emulate_colours(page, "forced")
    picture = page.get_by_role("button", name="Account menu")
    assert picture.evaluate(EDGE) > 0
    sections = page.get_by_role("navigation", name="Settings").get_by_role("link")
    edges = {link.get_attribute("aria-current"): link.evaluate(EDGE) for link in sections.all()}
    assert edges["page"] > edges[None] == 0
    areas = page.get_by_role("navigation", name="Work").get_by_role("link")
    assert {link.evaluate("link => getComputedStyle(link).borderBottomWidth") for link in areas.all()} == {"0px"}
