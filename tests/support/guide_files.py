"""Guide files that a test writes, and their faults."""

from pathlib import Path

import pytest

from flows.errors import GuideError
from flows.reading import guide as guides


def write_guide(name: str, front: str, body: str = "1. Log in.") -> Path:
    """Write a guide with this front matter and body."""
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\n{front}\n---\n\n{body}\n", "utf-8")
    return path


def faults_of(path: Path) -> list[str]:
    """The faults of a guide that cannot be read."""
    with pytest.raises(GuideError) as raised:
        guides.load(path)
    return str(raised.value).splitlines()
