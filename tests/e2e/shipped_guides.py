"""The guides that ship, and walking them through an edition that is not theirs."""

from collections.abc import Callable
from typing import Any

from flows import guide as guides
from flows.guide import Guide
from mocksite import editions

Edition = dict[str, Any]
# A guide, the edition it is walked in, and the circumstances if they are not its own.
WalkOn = Callable[..., None]
SHIPPED = [guides.load(path) for path in guides.find(guides.GUIDES)]


def edition_of(guide: Guide) -> Edition:
    """The edition of a shipped guide, every default filled in; its own copy."""
    return editions.load(str(guide.edition)).model_dump(mode="json", by_alias=True)
