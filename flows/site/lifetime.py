"""Keeps the worlds of a run alive for as long as it lives; those of a run that was killed expire."""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from flows.errors import SiteError, SiteGoneError
from flows.site.client import Site

LIFETIME = "PT10M"
RENEWED_EVERY = 150  # seconds


@contextmanager
def renewed(site: Site, every: float = RENEWED_EVERY) -> Iterator[None]:
    """Renew the worlds of a site ``every`` so many seconds, in a thread, and delete what is left of them at the end."""
    ended = threading.Event()

    def renew() -> None:
        while not ended.wait(every):
            for world in site.living:
                with contextlib.suppress(SiteError):  # a test has deleted it, or the site is gone
                    world.renew()

    thread = threading.Thread(target=renew, daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        for world in site.living:
            try:
                world.delete()
            except SiteGoneError:
                break
            except SiteError:
                continue  # it has expired, or somebody else has deleted it
