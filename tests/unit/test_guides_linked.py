"""Guides that link to others, and guides with an edition of their own."""

from pathlib import Path

import pytest

from flows.reading import guide as guides
from tests.support.guide_files import faults_of, write_guide

pytestmark = pytest.mark.usefixtures("folder")


def write(name: str, body: str, persona: str = "freelancer", ends: str = "\nends: closed") -> Path:
    return write_guide(name, f"title: A\npersona: {persona}{ends}", body)


def test_a_linked_procedure_needs_no_end() -> None:
    write("site/_agent.md", "1. Log in.", persona="support-agent", ends="")
    guide = guides.load(write("site/close.md", "1. Log in.\n2. [The agent closes it](_agent.md)."))
    assert guide.linked["_agent.md"].front.persona == "support-agent"
    assert [act.text for act in guide.sentences[1].acts] == ["do ⟦_agent.md⟧"]


def test_a_missing_linked_file_is_a_fault_of_the_linking_line() -> None:
    path = write("site/close.md", "1. Log in.\n2. [The agent closes it](_agent.md).")
    assert faults_of(path) == [
        "site/close.md:8: links to _agent.md, which cannot be read",
        "site/_agent.md: there is no such file",
    ]


def test_a_fault_in_a_linked_procedure_names_both_files() -> None:
    write("site/_agent.md", "1. Hover over **X**.")
    linking, linked = faults_of(write("site/close.md", "1. [The agent closes it](_agent.md)."))
    assert linking == "site/close.md:7: links to _agent.md, which cannot be read"
    assert linked.startswith("site/_agent.md:7: does not understand ")


CIRCLES = {
    "to itself": ({"a": "a"}, ["site/a.md:7: links to a.md, which"]),
    "in a circle": ({"a": "b", "b": "a"}, ["site/a.md:7: links to b.md, which", "site/b.md:7: links to a.md, which"]),
}


@pytest.mark.parametrize(("links", "linking"), CIRCLES.values(), ids=CIRCLES)
def test_each_link_in_a_circle_is_one_fault(links: dict[str, str], linking: list[str]) -> None:
    for name, target in links.items():
        write(f"site/{name}.md", f"1. [Go on]({target}.md).")
    *lines, last = faults_of(Path("site/a.md"))
    assert [line.removesuffix(" cannot be read") for line in lines] == linking
    assert last.startswith("site/a.md: links back to itself through ")
    assert last.endswith("; remove one of the links")


def test_the_same_procedure_may_be_linked_twice() -> None:
    write("site/_agent.md", "1. Log in.", ends="")
    guide = guides.load(write("site/close.md", "1. [First](_agent.md).\n2. [Then](_agent.md)."))
    assert list(guide.linked) == ["_agent.md"]


def test_an_edition_in_the_folder_is_read_inline() -> None:
    path = write("site/close.md", "1. Log in.")
    Path("site/edition.toml").write_text('title = "Own"\n', "utf-8")
    assert guides.load(path).edition == {"title": "Own"}


def test_an_edition_that_is_not_toml_is_one_fault() -> None:
    path = write("site/close.md", "1. Log in.")
    Path("site/edition.toml").write_text("title = \n", "utf-8")
    (line,) = faults_of(path)
    assert line.startswith("site/edition.toml: ")
    assert "; correct the TOML: put text in quotes, " in line


def test_an_unreadable_edition_is_one_fault_among_others() -> None:
    write("site/_agent.md", "1. Log in.", ends="")
    path = write("site/close.md", "1. Juggle.\n2. [The agent closes it](_agent.md).")
    Path("site/edition.toml").write_text("title = \n", "utf-8")
    own, edition = faults_of(path)
    assert own.startswith("site/close.md:7: does not understand ")
    assert edition.startswith("site/edition.toml: ")


def test_a_sentence_with_a_link_is_shown_as_its_reader_sees_it() -> None:
    write("site/_agent.md", "1. Log in.", ends="")
    guide = guides.load(write("site/close.md", "1. Click **Close**,\n   then [the agent closes it](_agent.md)."))
    assert guide.sentences[0].text == "Click Close, then the agent closes it."
