"""Final files: delivered by the freelancer of an active contract, saved by both parties, a page to nobody."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from werkzeug.http import parse_options_header

from flows.site.client import World
from tests.support.aftermath import NOW, changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.joining import come, join

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
PATH = "/messages/contract-4/deliver"
DELIVERED = "Here are the final files."
WHEN = "Files are delivered by the freelancer, while the contract is active."
MEGABYTE = 1024 * 1024


@pytest.fixture
def hired(make_world: MakeWorld) -> World:
    """A world with an active contract, contract-4, and past ones that have a file each."""
    return make_world(having=("active-contract",), seed=3)


def deliver(reader: Browserless, *files: tuple[str, bytes], path: str = PATH) -> requests.Response:
    """Send the form of final files."""
    given: Any = [("files", file) for file in files] or {"other": ("a.txt", b"")}
    return reader.post(path, data={"csrf_token": reader.token}, files=given)


def names(world: World) -> list[str]:
    """The files that were delivered since the world was made."""
    return [file["name"] for file in world.state()["files"].values()][3:]


def test_files_that_are_delivered_reach_the_client(hired: World, log_in: LogIn) -> None:
    reader = log_in(hired)
    number = len(hired.state()["messages"]) + 1
    answer = deliver(reader, ("logo.svg", b"<svg/>"), ("notes.txt", b""))
    assert (at(answer), said(answer)) == ("/messages/contract-4", "Your files have been delivered.")
    message = f"message-{number}"
    assert changed(hired) == {
        "/contracts/contract-4/delivered_at": NOW,
        f"/messages/{message}": {"body": DELIVERED, "sent_at": NOW, "contract": "contract-4", "author": "freelancer"},
        "/files/file-4": {"name": "logo.svg", "size": 6, "message": message},
        "/files/file-5": {"name": "notes.txt", "size": 0, "message": message},
    }
    title = hired.state()["contracts"]["contract-4"]["title"]
    told = f"{hired.owner.name} wrote:\n\n{DELIVERED}"
    assert mailed(hired) == [("client", f"New message: {title}", told)]
    client = log_in(hired.accounts["client"])
    assert words(client.get("/messages/contract-4"), "li")[-1].endswith("logo.svg 6 Bytes notes.txt 0 Bytes")
    assert "files delivered 14 January 2026" in client.get("/my-jobs").text


def test_a_later_delivery_is_added_to_the_first(hired: World, log_in: LogIn) -> None:
    reader = log_in(hired)
    deliver(reader, ("final.txt", b"one"))
    hired.advance("P1D")
    deliver(reader, ("final.txt", b"two"))
    assert names(hired) == ["final.txt", "final.txt"]
    assert [reader.get(f"/messages/files/file-{number}").content for number in (4, 5)] == [b"one", b"two"]
    assert hired.state()["contracts"]["contract-4"]["delivered_at"] == "2026-01-15T10:00:00Z"


CONTENTS = {
    "bytes": ("final.bin", bytes(range(256)) * 4),
    "a page": ("index.html", b"<!doctype html><script>alert(1)</script>"),
    "a picture that is a page": ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "nothing": ("empty.txt", b""),
    "only space": ("space.txt", b"\r\n \t\0 \n"),
}


@pytest.mark.parametrize(("name", "content"), CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("who", ["freelancer", "client"])
def test_a_file_is_saved_as_it_was_and_never_shown(
    hired: World, log_in: LogIn, who: str, name: str, content: bytes
) -> None:
    deliver(log_in(hired), (name, content))
    before = hired.state()
    answer = log_in(hired.accounts[who]).get("/messages/files/file-4")
    assert (answer.status_code, answer.content) == (200, content)
    assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert hired.state() == before


@pytest.mark.parametrize("who", ["support-agent", "somebody new", "another world's", "nobody"])
def test_a_file_is_no_page_to_anybody_else(
    hired: World, make_world: MakeWorld, log_in: LogIn, visitor: Browserless, who: str
) -> None:
    deliver(log_in(hired), ("final.txt", b"for your eyes only"))
    stranger = {
        "support-agent": lambda: log_in(hired.accounts["support-agent"]),
        "somebody new": lambda: join(come(visitor, hired), hired),
        "another world's": lambda: log_in(make_world(seed=4)),
        "nobody": lambda: visitor,
    }[who]()
    answer = stranger.get("/messages/files/file-4")
    expected = (200, "/login") if who == "nobody" else (404, "/messages/files/file-4")
    assert (answer.status_code, at(answer)) == expected
    assert "for your eyes only" not in answer.text


@pytest.mark.parametrize("key", ["file-99", "0", "file-1%00", "FILE-1"])
def test_a_file_there_is_none_of_is_no_page(hired: World, log_in: LogIn, key: str) -> None:
    assert log_in(hired).get(f"/messages/files/{key}").status_code == 404


NAMES = {
    "a path": ("../../etc/passwd", "passwd"),
    "a path from the root": ("/etc/passwd", "passwd"),
    "a path of Windows": (r"C:\\dir\\x.exe", "x.exe"),
    "a share of Windows": (r"\\\\host\\share\\x.exe", "x.exe"),
    "only a path": ("../", "file"),
    "only dots": ("..", "file"),
    "a dot at the start": (".htaccess", "htaccess"),
    "space and dots around it": (" . final.txt . ", "final.txt"),
    "control characters": ("a\x07b\x1b[31m\x7f.txt", "ab[31m.txt"),
    "unseen characters": ("a\u200b\u202egpj\u00ad.exe", "agpj.exe"),
    "only unseen characters": ("\u200b\u202e", "file"),
    "a script": ("<script>alert(1)<!--.html", "<script>alert(1)<!--.html"),
    "an attribute": ("x' onclick='alert(1).txt", "x' onclick='alert(1).txt"),
    "a quotation mark": ('a"; filename="b.exe', 'a"; filename="b.exe'),
    "long": ("x" * 496 + ".pdf", "x" * 116 + ".pdf"),
    "emoji": ("naïve 😀.txt", "naïve 😀.txt"),
    "another script": ("最終版.txt", "最終版.txt"),
    "a template": ("{{ 7 * 7 }}.txt", "{{ 7 * 7 }}.txt"),
}


@pytest.mark.parametrize(("given", "kept"), NAMES.values(), ids=NAMES)
def test_the_name_of_a_file_is_no_path_and_has_nothing_unseen(
    hired: World, log_in: LogIn, given: str, kept: str
) -> None:
    reader = log_in(hired)
    answer = deliver(reader, (given, b"x"))
    assert names(hired) == [kept]
    assert kept in words(answer, "a")
    assert "<script>alert" not in answer.text
    disposition = reader.get("/messages/files/file-4").headers["Content-Disposition"]
    assert parse_options_header(disposition) == ("attachment", {"filename": kept})


def test_a_name_that_is_cut_does_not_begin_with_a_dot(hired: World, log_in: LogIn) -> None:
    deliver(log_in(hired), ("x" * 300 + "." + "y" * 119, b"x"))
    assert [name.strip(" .") for name in names(hired)] == names(hired)


REFUSED: dict[str, list[tuple[str, bytes]]] = {
    "no field": [],
    "no file": [("", b"")],
    "content without a name": [("", b"content")],
    "eleven files": [(f"{number}.txt", b"x") for number in range(11)],
}


@pytest.mark.parametrize("files", REFUSED.values(), ids=REFUSED)
def test_too_few_or_too_many_files_are_not_delivered(
    hired: World, log_in: LogIn, files: list[tuple[str, bytes]]
) -> None:
    reader = log_in(hired)
    answer = deliver(reader, *files)
    assert (answer.status_code, said(answer)) == (422, "Choose 1 to 10 files.")
    assert heading(answer) == hired.state()["contracts"]["contract-4"]["title"]
    assert hired.changes() == []
    assert deliver(reader, *((f"{number}.txt", b"x") for number in range(10))).status_code == 200
    assert names(hired) == [f"{number}.txt" for number in range(10)]


@pytest.mark.parametrize("size", [MEGABYTE, 5 * MEGABYTE], ids=["a little more", "five"])
def test_more_than_a_megabyte_is_too_much(hired: World, log_in: LogIn, size: int) -> None:
    reader = log_in(hired)
    answer = deliver(reader, ("big.bin", b"x" * size))
    assert (answer.status_code, heading(answer)) == (413, "That is too much at once")
    assert "Send one megabyte at most." in answer.text
    assert hired.changes() == []
    reader.get("/messages/contract-4")
    assert deliver(reader, ("big.bin", b"x" * (MEGABYTE - 2_000))).status_code == 200
    assert hired.state()["files"]["file-4"]["size"] == MEGABYTE - 2_000


def test_whoever_sends_too_much_is_still_logged_in_on_the_page_that_says_so(hired: World, log_in: LogIn) -> None:
    answer = deliver(log_in(hired), ("big.bin", b"x" * MEGABYTE))
    assert "Log out" in words(answer, "button")


@pytest.mark.parametrize("who", ["the client", "the freelancer, once it is over"])
def test_files_are_delivered_by_the_freelancer_while_the_contract_is_active(
    hired: World, log_in: LogIn, who: str
) -> None:
    if who == "the client":
        reader = log_in(hired.accounts["client"])
    else:
        reader = log_in(hired)
        reader.submit("/my-jobs/contract-4/end")
    before, page = hired.state(), reader.get("/messages/contract-4")
    assert "Deliver files" not in words(page, "button")
    answer = deliver(reader, ("final.txt", b"x"))
    assert (answer.status_code, said(answer)) == (409, WHEN)
    assert hired.state() == before
    assert heading(answer) == heading(page)
