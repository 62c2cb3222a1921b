"""A form that is sent too late: from its page, as a browser does, and what its reader does next."""

import html
import re

import requests

from flows.site.client import World
from tests.support.browserless import Browserless

Fields = dict[str, str]
ENDED = "Your session has ended. Log in to continue where you were."
STALE = "This page is out of date"
BACK = {"class": "btn btn-primary"}


def send(reader: Browserless, path: str, place: str, fields: Fields) -> requests.Response:
    """Send a form as a browser does from the page it is on."""
    files = {"files": ("final.txt", b"x")} if path.endswith("/deliver") else None
    return reader.submit(path, fields, files=files, headers={"Referer": reader.base_url + place})


def go_on(reader: Browserless, world: World, who: str, asked: requests.Response) -> requests.Response:
    """Log in at the page that a form led to."""
    wanted = re.findall(r'name="next" value="([^"]*)"', asked.text)
    account = world.accounts[who]
    given = {"email": account.email, "password": account.password}
    return reader.submit("/login", given | ({"next": html.unescape(wanted[0])} if wanted else {}))


def cleared(reader: Browserless) -> None:
    reader.cookies.clear()
