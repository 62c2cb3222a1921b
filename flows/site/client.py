"""The client of the control API: makes worlds, moves their clocks, reads what is stored."""

import os
import re
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests

from flows.errors import SiteError

MOCK = "worklane"
AGENT = "support-agent"  # every world has one, whatever its persona
# Scheme, host, port and nothing else: what is not in an address cannot be read in two ways.
ADDRESS = re.compile(r"https?://([a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")


@dataclass(frozen=True)
class Account:
    """Somebody of a world who can log in; secrets stay out of every repr."""

    key: str
    name: str
    email: str
    username: str
    phone: str
    password: str = field(repr=False)
    totp_secret: str | None = field(repr=False)
    security_question: str | None
    security_answer: str | None = field(repr=False)
    profile_url: str | None

    @property
    def secrets(self) -> list[str]:
        return [secret for secret in (self.password, self.totp_secret, self.security_answer) if secret]


@dataclass(frozen=True)
class World:
    """One world of the site: who can log in and where, the edition it runs, and the calls on it."""

    site: "Site" = field(repr=False)
    id: str
    persona: str
    login_url: str
    accounts: dict[str, Account] = field(repr=False)
    edition: dict[str, Any] = field(repr=False)
    learned: list[str] = field(default_factory=list, repr=False)

    @property
    def owner(self) -> Account:
        """The persona's own account."""
        return self.accounts[self.persona]

    @property
    def secrets(self) -> list[str]:
        return [*self.learned, *(secret for account in self.accounts.values() for secret in account.secrets)]

    def state(self) -> dict[str, Any]:
        """The whole stored state."""
        found: dict[str, Any] = self._call("GET", "")
        return found

    def changes(self) -> list[dict[str, Any]]:
        """What differs from the seeded state: ``path`` (a JSON Pointer), ``from`` and ``to`` of each difference."""
        found: list[dict[str, Any]] = self._call("GET", "/changes")["changes"]
        return found

    def mail(self) -> list[dict[str, str]]:
        """What the site has mailed, oldest first: ``to``, ``subject``, ``body``, ``sent_at``."""
        sent: list[dict[str, str]] = self._call("GET", "/mail")["mail"]
        return sent

    def advance(self, duration: str) -> datetime:
        """Move the clock by an ISO 8601 duration such as ``P7D``; answers the new time."""
        return _moment(self._call("POST", "/clock", {"advance": duration})["now"])

    def advance_to_monday(self) -> datetime:
        """Move the clock to the end of the weekly billing cycle: the next Monday, 00:00 UTC."""
        now = self.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        left = midnight + timedelta(days=7 - now.weekday()) - now
        return self.advance(f"PT{int(left.total_seconds())}S")

    def learn(self, account: Account, **facts: str) -> Account:
        """What a reader has been shown of an account: a secret, which stays out of the artifacts too."""
        self.learned.extend(facts.values())
        self.accounts[account.key] = replace(account, **facts)
        return self.accounts[account.key]

    def now(self) -> datetime:
        """The world's time."""
        return _moment(self.state()["now"])

    def delete(self) -> None:
        """Remove the world from the site."""
        self._call("DELETE", "")

    def _call(self, method: str, path: str, body: object = None) -> Any:
        return self.site.call(method, f"/worlds/{self.id}{path}", body)


class Site:
    """A running mock. Raises SiteError for anything that is not one, or not on this machine.

    ``trusted`` names hosts other than loopback that the user has allowed on the command line. A site that wants a
    token for its control API gets the one in the environment, OFFRAMP_CONTROL_TOKEN.
    """

    def __init__(self, base_url: str, *, trusted: tuple[str, ...] = ()) -> None:
        self.base_url = base_url.rstrip("/")
        _check_address(self.base_url, trusted)
        self._http = requests.Session()
        self._http.trust_env = False  # no proxy, no .netrc: nothing that leads off this machine
        if token := os.environ.get("OFFRAMP_CONTROL_TOKEN"):
            self._http.headers["Authorization"] = f"Bearer {token}"
        self._identify()

    @property
    def host(self) -> str:
        return urlsplit(self.base_url).hostname or ""

    def make_world(
        self,
        edition: str | dict[str, Any],
        persona: str = "freelancer",
        having: tuple[str, ...] = (),
        circumstances: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        seed: int = 1,
    ) -> World:
        """A new world, ``without`` what is switched off in it. Raises SiteError, with what the site says."""
        asked = {
            "edition": edition,
            "persona": persona,
            "having": list(having),
            "circumstances": list(circumstances),
            "without": list(without),
            "seed": seed,
        }
        made = self.call("POST", "/worlds", asked)
        if not made["login_url"].startswith(f"{self.base_url}/"):
            raise SiteError(f"{self.base_url} sends its readers elsewhere to log in, so nothing is done there")
        accounts = {key: Account(key=key, **fields) for key, fields in made["accounts"].items()}
        return World(self, made["world"], persona, made["login_url"], accounts, made["edition"])

    def catalog(self) -> dict[str, Any]:
        """What worlds can be made of, and how procedures can end."""
        found: dict[str, Any] = self.call("GET", "/catalog")
        return found

    def call(self, method: str, path: str, body: object = None) -> Any:
        """One call of the control API; answers its JSON, or None."""
        url = f"{self.base_url}/_control{path}"
        try:
            answer = self._http.request(method, url, json=body, timeout=30, allow_redirects=False)
        except requests.RequestException as error:
            raise SiteError(f"the site at {self.base_url} does not answer: {type(error).__name__}") from None
        if not answer.ok or answer.is_redirect:
            detail, faults = _problem(answer)
            raise SiteError(f"{method} {url}: {detail}", faults)
        return answer.json() if answer.content else None

    def _identify(self) -> None:
        remedy = "start one with: make serve"
        try:
            identity = self.call("GET", "/identity")
        except SiteError as error:
            raise SiteError(f"{self.base_url} is not a mock that answers ({error}); {remedy}") from None
        except ValueError:
            identity = None
        if not isinstance(identity, dict) or identity.get("mock") != MOCK:
            raise SiteError(f"{self.base_url} is not the mock, so nothing is done there; {remedy}")


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine's own."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _check_address(base_url: str, trusted: tuple[str, ...]) -> None:
    if not ADDRESS.fullmatch(base_url):
        raise SiteError(f"{base_url!r} is not an address; write one such as http://127.0.0.1:5050")
    parts = urlsplit(base_url)
    if not is_loopback(parts.hostname or "") and parts.hostname not in trusted:
        raise SiteError(
            f"{parts.hostname} is not this machine; run against a loopback address, "
            f"or name the host if the mock really runs there: --trust-host {parts.hostname}"
        )


def _problem(answer: requests.Response) -> tuple[str, tuple[str, ...]]:
    """What a problem document says: its detail, and the message of each field."""
    try:
        document = answer.json()
        return str(document["detail"]), tuple(error["message"] for error in document.get("errors", []))
    except (ValueError, KeyError, TypeError):
        return f"status {answer.status_code}", ()


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
