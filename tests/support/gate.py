"""The gate before the settings, in the browser."""

from playwright.sync_api import Page

from flows.pages.screen import Screen
from flows.site.client import World


def open_gate(page: Page, world: World) -> None:
    """Answer what the gate before the settings asks, if there is one."""
    if "gate" not in world.edition or not world.edition["gate"]:
        return
    screen = Screen(page)
    page.goto(f"{world.site.base_url}/settings/")
    secrets = {"Password": world.owner.password, "Security answer": world.owner.security_answer or ""}
    for label, secret in secrets.items():
        if screen.field(label).count():
            screen.fill(label, secret)
    screen.press(world.edition["gate"]["button"])
