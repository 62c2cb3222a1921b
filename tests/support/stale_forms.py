"""Stale forms, sent as a browser sends them from its page, and how the reader goes on."""

from flows.site.client import World
from tests.support.http_client import HttpClient, Page

Fields = dict[str, str]
ENDED = "Your session has ended. Log in to continue where you were."
STALE = "This page is out of date"
OPEN_AGAIN = "Open the page again"


def send_form(client: HttpClient, path: str, page: str, fields: Fields) -> Page:
    """Send a form as a browser does from the page it is on."""
    files = {"files": ("final.txt", b"x")} if path.endswith("/deliver") else None
    return client.submit(path, fields, files=files, headers={"Referer": client.base_url + page})


def log_in_again(client: HttpClient, world: World, who: str, login: Page) -> Page:
    """Log in at the page that a form led to."""
    account = world.accounts[who]
    return client.submit("/login", {"email": account.email, "password": account.password, **login.hidden("next")})


def clear_cookies(client: HttpClient) -> None:
    """End the session by clearing the browser's cookies."""
    client.cookies.clear()


def link_back(page: Page, path: str) -> list[str]:
    """The texts of the links on a page that lead to a path."""
    return page.texts("a", class_="btn btn-primary", href=path)
