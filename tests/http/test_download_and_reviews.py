"""Downloading one's own data, and asking for a review to be removed."""

import csv
from io import BytesIO, StringIO
from typing import Any
from zipfile import ZipFile

import pytest

from flows.site.client import World
from tests.support.changes import changed_rows
from tests.support.gated_edition import CLOSE, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import decide
from tests.support.types import MakeWorld

SAVE = "/settings/me/download"
SAYS = {
    "history": "your history",
    "messages": "your messages",
    "reviews": "the reviews about you",
    "files": "the files of your contracts",
}
ENTRIES = {"history": "history.csv", "messages": "messages.csv", "reviews": "reviews.csv", "files": "files/"}


def site() -> dict[str, Any]:
    edition = gated(stages=[CLOSE])
    edition["download"] = list(ENTRIES)
    edition["sections"].append({"id": "me", "label": "My data", "panels": ["download", "reviews"]})
    return edition


pytestmark = pytest.mark.world(edition=site(), having=("active-contract",))


def saved(reader: HttpClient) -> ZipFile:
    answer = reader.get(SAVE)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/zip")
    assert answer.headers["Content-Disposition"] == "attachment; filename=my-worklane-data.zip"
    return ZipFile(BytesIO(answer.content))


def table(archive: ZipFile, name: str) -> list[list[str]]:
    return list(csv.reader(StringIO(archive.read(name).decode())))[1:]


def test_the_archive_has_all_of_the_account(world: World) -> None:
    state, archive = world.state(), saved(log_in(world))
    assert [row[0] for row in table(archive, "history.csv")] == [row["title"] for row in state["contracts"].values()]
    assert [row[3] for row in table(archive, "messages.csv")] == [row["body"] for row in state["messages"].values()]
    mine = {row["text"] for row in state["reviews"].values() if row["about"] == "freelancer"}
    assert {row[2] for row in table(archive, "reviews.csv")} == mine
    files = [name for name in archive.namelist() if name.startswith("files/")]
    assert len(files) == len(state["files"]) > 0
    assert archive.testzip() is None
    assert world.changes() == []


@pytest.mark.parametrize("part", ENTRIES)
def test_the_archive_has_only_what_the_edition_puts_in(make_world: MakeWorld, part: str) -> None:
    reader = log_in(make_world(site() | {"download": [part]}))
    assert {name.split(" ")[0].split("file-")[0] for name in saved(reader).namelist()} == {ENTRIES[part]}
    (panel,) = reader.get("/settings/me").texts("section", aria_label="Your data")
    assert f"One ZIP file holds {SAYS[part]}." in panel


def test_archives_have_safe_paths_and_no_formulas(world: World, reader: HttpClient) -> None:
    contract = next(key for key, row in world.state()["contracts"].items() if row["status"] == "active")
    reader.get(f"/messages/{contract}")
    reader.submit(f"/messages/{contract}", {"message": "=HYPERLINK(1)"})
    for name in ("../../a.txt", "a.txt", "a.txt"):
        reader.submit(f"/messages/{contract}/deliver", files={"files": (name, "x")})
    archive = saved(reader)
    names = archive.namelist()
    assert [name for name in names if ".." in name or name.count("/") > 1 or name.startswith("/")] == []
    assert len(names) == len(set(names))
    assert "'=HYPERLINK(1)" in [row[3] for row in table(archive, "messages.csv")]


def test_the_archive_has_nothing_of_others(world: World, make_world: MakeWorld) -> None:
    foreign = make_world(site(), seed=2)
    contents = b"".join(saved(log_in(foreign)).read(name) for name in saved(log_in(foreign)).namelist()).decode()
    assert [name for account in world.accounts.values() if (name := account.name) in contents] == []


def test_a_closed_account_downloads_nothing(world: World, reader: HttpClient, visitor: HttpClient) -> None:
    elsewhere = log_in(world)
    assert visitor.get(SAVE).path == "/login"
    reader.close_account()
    for session in (reader, elsewhere):
        assert session.get(SAVE).path == "/login"


def ask(reader: HttpClient, key: str = "review-1") -> Any:
    reader.get("/settings/me")
    return reader.submit(f"/settings/me/reviews/{key}", {"message": "That was not me."})


def shown(reader: HttpClient, world: World) -> list[str]:
    return reader.get(f"/talent/{world.id}/freelancer").texts("blockquote")


def test_a_removed_review_can_be_restored(world: World, reader: HttpClient) -> None:
    client, agent = log_in(world, "client"), log_in(world, "support-agent")
    text = world.state()["reviews"]["review-1"]["text"]
    before = shown(client, world)
    assert ask(reader).message == "Support has your request. You will hear from us by email."
    decide(agent, "remove")
    assert shown(client, world) == [other for other in before if other != text]
    assert mailed(world)[-1] == ("freelancer", "Support has answered", "The review has been removed.")
    agent.submit("/support-desk/request-1/put-back")
    assert shown(client, world) == before
    assert [path for path in changed_rows(world) if not path.startswith("/support_")] == []
    again = agent.submit("/support-desk/request-1/put-back")
    assert again.outcome == (409, "That review is already shown.")


def test_a_declined_removal_can_be_requested_again(world: World, reader: HttpClient, agent: HttpClient) -> None:
    ask(reader)
    decide(agent, "decline", "It is fair.")
    assert world.state()["reviews"]["review-1"]["status"] == "shown"
    assert mailed(world)[-1][2] == "It is fair."
    assert ask(reader).status_code == 200


@pytest.mark.parametrize("when", ["asked", "removed"])
def test_a_removal_is_requested_once(world: World, reader: HttpClient, agent: HttpClient, when: str) -> None:
    ask(reader)
    if when == "removed":
        decide(agent, "remove")
    before = world.state()
    refused = ask(reader)
    refusals = {
        "asked": "Support already has your request about that review; wait for its answer.",
        "removed": "That review has already been removed.",
    }
    assert (refused.status_code, refused.message, world.state()) == (409, refusals[when], before)


@pytest.mark.parametrize("key", ["review-2", "review-99", "message-1"])
def test_only_a_review_of_ones_own_work_can_be_reported(world: World, reader: HttpClient, key: str) -> None:
    client = log_in(world, "client")
    assert ask(reader, key).status_code == 404
    assert ask(client).status_code == 404
    assert world.changes() == []


def test_a_removal_needs_a_message(world: World, reader: HttpClient) -> None:
    reader.get("/settings/me")
    assert reader.submit("/settings/me/reviews/review-1", {"message": " "}).status_code == 422
    assert world.changes() == []
