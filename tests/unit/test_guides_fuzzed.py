"""Random and mutated guides: each is read, or refused with a GuideError that blames the file."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.errors import UNPRINTABLE, GuideError
from flows.reading import guide as guides
from flows.reading.guide import GUIDES
from mocksite.editions import loader
from tests.support.flows_process import EDITION
from tests.support.hostile_files import BYTES, EDITIONS
from tests.support.types import CheckGuide

SHIPPED = [path.read_bytes() for path in guides.find(GUIDES)[::9]]
TEXTS = st.sampled_from([*SHIPPED, *(content[:4_000] for content, _ in BYTES.values())])
TOMLS = st.sampled_from([EDITION.encode(), *(content[:4_000] for content, _ in EDITIONS.values())])
# What mutations put in: markup, YAML, control characters, and words that sentences are made of.
PIECES = st.one_of(
    st.binary(max_size=8),
    st.sampled_from(
        [b"**", b"[", b"](_close.md)", b"---\n", b"- ", b"1. ", b": ", b"\n", b"&a ", b"*a", b"!!int ", b"? ", b"{",
         b"|\n", b" if ", b" and then ", b"for each ", b"Repeat the last three steps for each team.", b"not ",
          b"\xc2\xa0",
         "›".encode(), "“".encode(), b"(", b"&#10;", b"\\", b"`", b"<b>", b"title: ", b"ends: "]
    ),
)  # fmt: skip
ALWAYS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
THOROUGH = settings(ALWAYS, max_examples=3_000)
pytestmark = pytest.mark.usefixtures("folder")


@st.composite
def mutated(draw: st.DrawFn, texts: st.SearchStrategy[bytes]) -> bytes:
    """A text with up to four pieces cut out, copied, or put in."""
    text = draw(texts)
    for _ in range(draw(st.integers(1, 4))):
        start, end, place = sorted(draw(st.integers(0, len(text))) for _ in range(3))
        piece = draw(st.one_of(PIECES, st.just(text[start:end]), st.just(b"")))
        text = text[:start] + piece + text[draw(st.sampled_from([start, end, place])) :]
    return text


def read(path: Path, check: CheckGuide) -> None:
    try:
        check(guides.load(path))
    except GuideError as error:
        blamed = str(error)
        if "an error in Offramp itself" in blamed:
            raise
        unclear = [line for line in blamed.split("\n") if not line or UNPRINTABLE.search(line)]
        assert unclear == []


def check_guide(content: bytes, check: CheckGuide) -> None:
    path = Path(loader.names()[0], "x.md")
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    read(path, check)


def check_edition(content: bytes, check: CheckGuide) -> None:
    Path("own").mkdir(exist_ok=True)
    Path("own/x.md").write_bytes(SHIPPED[0])
    Path("own/edition.toml").write_bytes(content)
    read(Path("own/x.md"), check)


Check = Callable[[bytes, CheckGuide], None]
CONTENTS = {
    "bytes": (st.binary(max_size=400), check_guide),
    "mutated guides": (mutated(TEXTS), check_guide),
    "mutated editions": (mutated(TOMLS), check_edition),
}


@pytest.mark.parametrize("how", [ALWAYS, pytest.param(THOROUGH, marks=pytest.mark.thorough)], ids=["few", "many"])
@pytest.mark.parametrize(("contents", "check_content"), CONTENTS.values(), ids=CONTENTS)
def test_any_content_is_read_or_refused(
    contents: st.SearchStrategy[bytes], check_content: Check, how: settings, check: CheckGuide
) -> None:
    @how
    @given(contents)
    def every(content: bytes) -> None:
        check_content(content, check)

    every()
