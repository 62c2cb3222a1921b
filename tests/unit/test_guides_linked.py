"""Guides that link to others, and guides with an edition of their own."""

from pathlib import Path

import pytest

from flows import guide as guides
from flows.errors import GuideError


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, body: str, persona: str = "freelancer", ends: str = "ends: closed\n") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"---\ntitle: A\npersona: {persona}\n{ends}---\n\n{body}\n", "utf-8")
    return path


def fault_of(path: Path) -> str:
    with pytest.raises(GuideError) as raised:
        guides.load(path)
    (line,) = str(raised.value).splitlines()
    return line


def test_a_linked_procedure_is_read_with_the_guide_and_needs_no_end() -> None:
    write("site/_agent.md", "1. Log in.", persona="support-agent", ends="")
    guide = guides.load(write("site/close.md", "1. Log in.\n2. [The agent closes it](_agent.md)."))
    assert guide.linked["_agent.md"].front.persona == "support-agent"
    assert [act.text for act in guide.sentences[1].acts] == ["do ⟦_agent.md⟧"]


def test_a_missing_linked_file_is_one_line_with_file_and_line() -> None:
    path = write("site/close.md", "1. Log in.\n2. [The agent closes it](_agent.md).")
    assert fault_of(path) == "site/close.md:8: links to _agent.md: site/_agent.md: there is no such file"


def test_a_fault_of_a_linked_procedure_names_both_files() -> None:
    write("site/_agent.md", "1. Hover over **X**.")
    line = fault_of(write("site/close.md", "1. [The agent closes it](_agent.md)."))
    assert line.startswith("site/close.md:7: links to _agent.md: site/_agent.md:7: does not understand ")


@pytest.mark.parametrize(
    ("links", "told"),
    [
        pytest.param({"a": "a"}, "site/a.md:7: links to a.md: site/a.md: links back to itself", id="to itself"),
        pytest.param(
            {"a": "b", "b": "a"}, "site/a.md:7: links to b.md: site/b.md:7: links to a.md: ", id="in a circle"
        ),
    ],
)
def test_links_in_a_circle_are_one_line(links: dict[str, str], told: str) -> None:
    for name, target in links.items():
        write(f"site/{name}.md", f"1. [Go on]({target}.md).")
    line = fault_of(Path("site/a.md"))
    assert line.startswith(told)
    assert line.endswith("remove one of the links")


def test_the_same_procedure_may_be_linked_twice() -> None:
    write("site/_agent.md", "1. Log in.", ends="")
    guide = guides.load(write("site/close.md", "1. [First](_agent.md).\n2. [Then](_agent.md)."))
    assert list(guide.linked) == ["_agent.md"]


def test_a_folder_with_an_edition_of_its_own_gives_it_inline() -> None:
    path = write("site/close.md", "1. Log in.")
    Path("site/edition.toml").write_text('title = "Own"\n', "utf-8")
    assert guides.load(path).edition == {"title": "Own"}


def test_an_edition_that_is_no_toml_is_one_line() -> None:
    path = write("site/close.md", "1. Log in.")
    Path("site/edition.toml").write_text("title = \n", "utf-8")
    line = fault_of(path)
    assert line.startswith("site/edition.toml: ")
    assert line.endswith("; correct the TOML")
