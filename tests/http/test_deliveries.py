"""Files: the freelancer delivers the final ones, the client sends others, and only the parties download them."""

from typing import Any

import pytest
from werkzeug.http import parse_options_header

from flows.site.client import World
from tests.support.changes import NOW, changed, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.mail import mailed
from tests.support.types import MakeWorld

PATH = "/messages/contract-4/deliver"
DELIVERED = "Here are the final files."
MATERIAL = "Here are files for the work."
WHEN = "Files can be sent only while the contract is active."
MEGABYTE = 1024 * 1024
pytestmark = pytest.mark.world(having=("active-contract",), seed=3)


def deliver(reader: HttpClient, *files: tuple[str, bytes], path: str = PATH) -> Page:
    parts: Any = [("files", file) for file in files] or {"other": ("a.txt", b"")}
    return reader.submit(path, files=parts)


def names(world: World) -> list[str]:
    return [file["name"] for file in world.state()["files"].values()][3:]


def test_delivered_files_reach_the_client(world: World, reader: HttpClient) -> None:
    number = len(world.state()["messages"]) + 1
    answer = deliver(reader, ("logo.svg", b"<svg/>"), ("notes.txt", b""))
    assert (answer.path, answer.message) == ("/messages/contract-4", "Your files have been delivered.")
    message = f"message-{number}"
    assert changed(world) == {
        "/contracts/contract-4/delivered_at": NOW,
        f"/messages/{message}": {"body": DELIVERED, "sent_at": NOW, "contract": "contract-4", "author": "freelancer"},
        "/files/file-4": {"name": "logo.svg", "size": 6, "message": message, "recipient": "client"},
        "/files/file-5": {"name": "notes.txt", "size": 0, "message": message, "recipient": "client"},
    }
    title = world.state()["contracts"]["contract-4"]["title"]
    body = f"{world.owner.name} wrote:\n\n{DELIVERED}"
    assert mailed(world) == [("client", f"New message: {title}", body)]
    client = log_in(world, "client")
    assert client.get("/messages/contract-4").texts("li")[-1].endswith("logo.svg 6 Bytes notes.txt 0 Bytes")
    assert "files delivered 14 January 2026" in client.get("/my-jobs").text


def test_a_later_delivery_is_added_to_the_first(world: World, reader: HttpClient) -> None:
    deliver(reader, ("final.txt", b"one"))
    world.advance("P1D")
    deliver(reader, ("final.txt", b"two"))
    assert names(world) == ["final.txt", "final.txt"]
    assert [reader.get(f"/messages/files/file-{number}").content for number in (4, 5)] == [b"one", b"two"]
    assert world.state()["contracts"]["contract-4"]["delivered_at"] == "2026-01-15T10:00:00Z"


CONTENTS = {
    "bytes": ("final.bin", bytes(range(256)) * 4),
    "a page": ("index.html", b"<!doctype html><script>alert(1)</script>"),
    "a picture that is a page": ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    "nothing": ("empty.txt", b""),
    "only space": ("space.txt", b"\r\n \t\0 \n"),
}


@pytest.mark.parametrize(("name", "content"), CONTENTS.values(), ids=CONTENTS)
@pytest.mark.parametrize("who", ["freelancer", "client"])
def test_a_file_is_downloaded_unchanged_and_never_shown(world: World, who: str, name: str, content: bytes) -> None:
    deliver(log_in(world), (name, content))
    with unchanged(world):
        answer = log_in(world, who).get("/messages/files/file-4")
        assert (answer.status_code, answer.content) == (200, content)
        assert answer.headers["Content-Disposition"] == f"attachment; filename={name}"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("who", ["support-agent", "somebody new", "another world's", "nobody"])
def test_files_are_private(world: World, stranger: HttpClient, who: str) -> None:
    deliver(log_in(world), ("final.txt", b"for your eyes only"))
    answer = stranger.get("/messages/files/file-4")
    expected = (200, "/login") if who == "nobody" else (404, "/messages/files/file-4")
    assert (answer.status_code, answer.path) == expected
    assert "for your eyes only" not in answer.text


@pytest.mark.parametrize("key", ["file-99", "0", "file-1%00", "FILE-1"])
def test_an_unknown_file_is_not_found(world: World, key: str) -> None:
    assert log_in(world).get(f"/messages/files/{key}").status_code == 404


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


@pytest.mark.parametrize(("name", "cleaned"), NAMES.values(), ids=NAMES)
def test_file_names_are_cleaned(world: World, reader: HttpClient, name: str, cleaned: str) -> None:
    answer = deliver(reader, (name, b"x"))
    assert names(world) == [cleaned]
    assert cleaned in answer.texts("a")
    assert "<script>alert" not in answer.text
    disposition = reader.get("/messages/files/file-4").headers["Content-Disposition"]
    assert parse_options_header(disposition) == ("attachment", {"filename": cleaned})


def test_a_shortened_file_name_has_no_dot_at_its_ends(world: World) -> None:
    deliver(log_in(world), ("x" * 300 + "." + "y" * 119, b"x"))
    assert [name.strip(" .") for name in names(world)] == names(world)


REFUSED: dict[str, list[tuple[str, bytes]]] = {
    "no field": [],
    "no file": [("", b"")],
    "content without a name": [("", b"content")],
    "eleven files": [(f"{number}.txt", b"x") for number in range(11)],
}


@pytest.mark.parametrize("files", REFUSED.values(), ids=REFUSED)
def test_too_few_or_too_many_files_are_refused(
    world: World, reader: HttpClient, files: list[tuple[str, bytes]]
) -> None:
    answer = deliver(reader, *files)
    assert answer.outcome == (422, "Choose 1 to 10 files.")
    assert answer.heading == world.state()["contracts"]["contract-4"]["title"]
    assert world.changes() == []
    assert deliver(reader, *((f"{number}.txt", b"x") for number in range(10))).status_code == 200
    assert names(world) == [f"{number}.txt" for number in range(10)]


@pytest.mark.parametrize("size", [MEGABYTE, 5 * MEGABYTE], ids=["a little more", "five"])
def test_more_than_a_megabyte_is_too_much(world: World, reader: HttpClient, size: int) -> None:
    answer = deliver(reader, ("big.bin", b"x" * size))
    assert (answer.status_code, answer.heading) == (413, "That is too much at once")
    assert "Send one megabyte at most." in answer.text
    assert world.changes() == []
    reader.get("/messages/contract-4")
    assert deliver(reader, ("big.bin", b"x" * (MEGABYTE - 2_000))).status_code == 200
    assert world.state()["files"]["file-4"]["size"] == MEGABYTE - 2_000


def test_a_delivery_that_is_too_large_keeps_the_session(world: World) -> None:
    answer = deliver(log_in(world), ("big.bin", b"x" * MEGABYTE))
    assert "Log out" in answer.texts("button")


@pytest.mark.parametrize("who", ["client", "freelancer"])
def test_files_are_sent_only_under_an_active_contract(world: World, who: str) -> None:
    reader = log_in(world, who)
    reader.submit("/my-jobs/contract-4/end")
    before, page = world.state(), reader.get("/messages/contract-4")
    assert not {"Deliver files", "Send files"} & set(page.texts("button"))
    answer = deliver(reader, ("final.txt", b"x"))
    assert answer.outcome == (409, WHEN)
    assert world.state() == before
    assert answer.heading == page.heading


def test_a_client_sends_files_that_deliver_nothing(world: World) -> None:
    client, number = log_in(world, "client"), len(world.state()["messages"]) + 1
    page = client.get("/messages/contract-4")
    assert ("Files for the work" in page.texts("h2"), "Send files" in page.texts("button")) == (True, True)
    assert deliver(client, ("brief.pdf", b"%PDF")).outcome == (200, "Your files have been sent.")
    message = f"message-{number}"
    assert changed(world) == {
        f"/messages/{message}": {"body": MATERIAL, "sent_at": NOW, "contract": "contract-4", "author": "client"},
        "/files/file-4": {"name": "brief.pdf", "size": 4, "message": message, "recipient": "freelancer"},
    }
    assert log_in(world).get("/messages/files/file-4").content == b"%PDF"


LIMITS: dict[str, tuple[list[tuple[str, bytes]], int]] = {
    **{name: (files, 422) for name, files in REFUSED.items()},
    "more than a megabyte": ([("big.bin", b"x" * MEGABYTE)], 413),
}


@pytest.mark.parametrize(("files", "status"), LIMITS.values(), ids=LIMITS)
def test_a_client_has_the_limits_of_a_freelancer(world: World, files: list[tuple[str, bytes]], status: int) -> None:
    assert deliver(log_in(world, "client"), *files).status_code == status
    assert world.changes() == []


KEEPS = "The client gets an email, and keeps the files even if you close your account."
LOSES = "The client gets an email. The files are deleted as soon as one of you has closed the account."


@pytest.mark.parametrize(("fate", "sentence"), [("kept", KEEPS), ("deleted", LOSES)])
def test_the_form_says_what_closing_does_to_files(make_world: MakeWorld, fate: str, sentence: str) -> None:
    world = make_world({**read_edition("own"), "retention": {"files": fate}}, having=("active-contract",))
    assert sentence in log_in(world).get("/messages/contract-4").texts("p")
