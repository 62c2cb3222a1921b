"""The devices that a guide can be for: a desktop, and those that Playwright knows."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from playwright.sync_api import sync_playwright


@cache
def devices() -> dict[str, dict[str, Any]]:
    """The devices Playwright can be, by name."""
    # In a thread of its own, since one thread has room for one Playwright.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_devices).result()


def is_mobile(device: str) -> bool:
    """Whether a device calls itself mobile; a desktop does not."""
    return device != "desktop" and bool(devices().get(device, {}).get("is_mobile"))


def _devices() -> dict[str, dict[str, Any]]:
    with sync_playwright() as playwright:
        return dict(playwright.devices)
