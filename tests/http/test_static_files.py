"""Static files are cached for good: their addresses carry a hash of their content."""

import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, url_for

from flows.site.client import World
from mocksite.app import Config, create_app, sqlite_url
from tests.support.http_client import HttpClient

FOR_GOOD = "public, max-age=31536000, immutable"


def test_browsers_keep_every_static_file_of_a_page(visitor: HttpClient, world: World) -> None:
    page = visitor.get(world.login_url)
    links = {str(tag.get(name)) for tag in page.find(True) for name in ("href", "src")}
    addresses = {link for link in links if "/static/" in link}
    answers = {address: visitor.get(address) for address in addresses}
    assert {urlsplit(address).path.rpartition("/")[2] for address in addresses} == {
        *("theme.css", "frame.css", "parts.css", "dialogs.css"),
        *("worklane.js", "worklane.svg", "bootstrap.min.css"),
    }
    assert {answer.headers["Cache-Control"] for answer in answers.values()} == {FOR_GOOD}


def test_browsers_do_not_keep_what_has_another_hash_or_none(visitor: HttpClient) -> None:
    for query in ("", "?v=", "?v=0123456789abcdef"):
        answer = visitor.get(f"/static/theme.css{query}")
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    assert visitor.get("/static/none.css?v=0123456789abcdef").status_code == 404


def test_a_changed_file_has_another_address(tmp_path: Path) -> None:
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))
    folder = Path(shutil.copytree(str(app.static_folder), tmp_path / "static"))
    app.static_folder = str(folder)
    before = address(app)
    assert address(app) == before
    (folder / "theme.css").write_text("main { color: red }")
    os.utime(folder / "theme.css", ns=(1, 1))
    after = address(app)
    assert after != before
    headers = [app.test_client().get(url, buffered=True).headers["Cache-Control"] for url in (before, after)]
    assert headers == ["no-cache", FOR_GOOD]


def address(app: Flask) -> str:
    with app.test_request_context():
        return url_for("static", filename="theme.css")
