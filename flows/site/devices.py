"""The devices a guide can be for: a desktop, and the devices Playwright emulates."""

from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from playwright.sync_api import sync_playwright

from flows.site.browsers import of_driver


@cache
def devices() -> dict[str, dict[str, Any]]:
    """Playwright's devices by name, each with the options of its browser context. Raises BrowserError."""
    # In a thread of its own: a thread can run only one Playwright, and this one may already do.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(_read_devices).result()


def is_mobile(device: str) -> bool:
    """Whether a device identifies itself as mobile; a desktop does not."""
    return device != "desktop" and bool(devices().get(device, {}).get("is_mobile"))


def _read_devices() -> dict[str, dict[str, Any]]:
    try:
        with sync_playwright() as playwright:
            return dict(playwright.devices)
    except Exception as error:  # a driver that dies is not one of Playwright's own errors
        raise of_driver(error) from None
