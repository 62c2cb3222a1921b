"""Pictures of pages, in which secrets are covered."""

import html
from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import Locator, Page


def cover_secrets(page: Page, secrets: Callable[[], Iterable[str]]) -> None:
    """Cover the secrets in every picture of a page.

    pytest-playwright (0.10) takes a picture of a failure with no option for what to cover, so this wraps
    ``page.screenshot``.
    """
    take = page.screenshot

    def take_covered(**options: object) -> bytes:
        covered = [*options.pop("mask", ()), *_showing(page, secrets())]  # type: ignore[misc]
        return take(**{**options, "mask": covered})  # type: ignore[arg-type]

    page.screenshot = take_covered  # type: ignore[method-assign]


def _showing(page: Page, secrets: Iterable[str]) -> Iterator[Locator]:
    """What shows a secret: fields and texts, and keys and recovery codes, which nobody may have read yet."""
    yield page.get_by_label("Key")
    yield page.get_by_alt_text("QR code")
    yield page.get_by_role("list", name="Recovery codes")
    content = html.unescape(page.content())
    shown = [secret for secret in secrets if secret in content]
    yield from (page.get_by_text(secret) for secret in shown)
    # What somebody types is not in the content of the page.
    typed = [(field, field.input_value()) for field in page.get_by_role("textbox").all()]
    yield from (field for field, value in typed if any(secret in value for secret in secrets))
