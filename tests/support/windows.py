"""What readers see and reach in windows of every size."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from playwright.sync_api import Page

from tests.support.http_client import HttpClient
from tests.support.types import Scheme

BEGINS = """([ends, begins]) => {
  const header = document.querySelector("header").getBoundingClientRect().bottom
  const heading = document.querySelector("h1").getBoundingClientRect().top
  return [...header > ends ? [`the header is ${header} px high`] : [],
          ...heading > begins ? [`the heading is ${heading} px down`] : []]
}"""
REACH = Path(__file__).with_name("reach.js").read_text("utf-8")
WIDTHS = (320, 360, 480, 640, 768, 900, 1024, 1280, 1600)
HEIGHTS = {320: 256, 360: 640, 480: 800, 640: 360}  # a desktop at 400 %, and phones, one of them on its side
PHONE = 480
# Where parts of a page end or begin at the latest on a phone.
HEADER_ENDS, CONTENT_BEGINS = 100, 300


def emulate_colours(page: Page, scheme: Scheme) -> None:
    """Prefer light or dark colours, or force those that the reader has chosen for everything."""
    if scheme == "forced":
        page.emulate_media(forced_colors="active")
    else:
        page.emulate_media(color_scheme=scheme, forced_colors="none")


def show_to(page: Page, reader: HttpClient) -> None:
    """Let the page be of the reader who is logged in on a client."""
    page.context.clear_cookies()
    cookies = reader.cookies.items()
    page.context.add_cookies([{"name": name, "value": value, "url": reader.base_url} for name, value in cookies])


def reach_in(page: Page, width: int, scheme: Scheme = "light") -> tuple[list[str], Counter[str]]:
    """What is wrong with the page in a window of that width, and how much was looked at."""
    page.set_viewport_size({"width": width, "height": HEIGHTS.get(width, 800)})
    emulate_colours(page, scheme)
    seen = page.evaluate(REACH)
    faults = [f"{width} px: {fault}" for fault in seen.pop("faults")]
    if width <= PHONE:
        faults += [f"{width} px: {fault}" for fault in page.evaluate(BEGINS, [HEADER_ENDS, CONTENT_BEGINS])]
    return faults, Counter(seen, pages=1)


def paths_from(page: Page, path: str, skipped: Iterable[str] = ()) -> list[str]:
    """The paths of all pages that links lead to, from that one on: of those that differ in a number only, the first."""
    paths, patterns, waiting = [], set[str](), [path]
    while waiting:
        here = waiting.pop(0)
        pattern = "".join("0" if character.isdigit() else character for character in here)
        if pattern in patterns or any(part in here for part in skipped):
            continue
        patterns.add(pattern)
        response = page.request.get(here)
        if (
            response.headers.get("content-type", "").startswith("text/html")
            and "content-disposition" not in response.headers
        ):
            paths.append(here)
            waiting += page.evaluate(
                """html => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("a[href]")]
                .map(link => link.getAttribute("href").split("#")[0]).filter(path => path.startsWith("/"))""",
                response.text(),
            )
    return paths


def out_of_view(page: Page) -> list[str]:
    """What the reader of a dialog has to scroll for: its heading, or its last button."""
    out: list[str] = page.evaluate(
        """() => {
          const dialog = document.querySelector("dialog[open]")
          const last = [...dialog.querySelectorAll("button, a.btn")].pop()
          return [dialog.querySelector("h2"), last].filter(element => {
            const {left, top, right, bottom} = element.getBoundingClientRect()
            const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
            return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth || !element.contains(hit)
          }).map(element => element.innerText)
        }"""
    )
    return out
