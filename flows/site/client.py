"""The client of the control API: makes worlds, moves their clocks and reads what they store."""

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests

from flows.errors import SiteError, SiteGoneError, SiteUnavailableError, command
from flows.site import one_time

MOCK = "worklane"
# Answers of the control API that blame no guide, as do errors of its own (5xx): the world is gone, its clock is moving.
UNAVAILABLE = {404, 409}
AGENT = "support-agent"  # the key of an account that every world has
# Scheme, host and port only: an address without other parts cannot be read in two ways.
ADDRESS = re.compile(r"https?://([a-zA-Z0-9.-]+|\[[0-9a-fA-F:]+\])(:\d{1,5})?")


@dataclass(frozen=True)
class Account:
    """An account of a world, by its ``key`` in the state, with everything its owner needs to log in."""

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
        """What must not appear in an artifact."""
        return [secret for secret in (self.password, self.totp_secret, self.security_answer) if secret]


@dataclass(frozen=True)
class World:
    """A world of the site; ``persona`` is the key of its main account, ``learned`` are secrets that readers saw."""

    site: "Site" = field(repr=False)
    id: str
    persona: str
    login_url: str
    accounts: dict[str, Account] = field(repr=False)
    edition: dict[str, Any] = field(repr=False)
    learned: list[str] = field(default_factory=list, repr=False)

    @property
    def owner(self) -> Account:
        """The account of the persona."""
        return self.accounts[self.persona]

    @property
    def secrets(self) -> list[str]:
        """The secrets of all its accounts, old and new."""
        return [*self.learned, *(secret for account in self.accounts.values() for secret in account.secrets)]

    def state(self) -> dict[str, Any]:
        """The whole stored state."""
        return dict(self._call("GET", ""))

    def changes(self) -> list[dict[str, Any]]:
        """The changes since seeding, each with ``path`` (a JSON Pointer), ``from`` and ``to``."""
        return list(self._call("GET", "/changes")["changes"])

    def use(self) -> dict[str, list[str]]:
        """The ``keys``, ``switches`` and ``defects`` that were used or passed so far; only of a recorded world."""
        return dict(self._call("GET", "/use"))

    def set_faults(self, *faults: Mapping[str, Any]) -> None:
        """Let these environment faults strike from now on, in place of the previous ones; see the catalog."""
        self._call("PUT", "/faults", {"faults": faults})

    def faults(self) -> dict[str, int]:
        """How many more times each fault strikes that is switched on."""
        return {fault["fault"]: fault["times"] for fault in self._call("GET", "/faults")["faults"]}

    def mail(self) -> list[dict[str, str]]:
        """The emails sent, oldest first, each with ``to``, ``subject``, ``body`` and ``sent_at``.

        Their codes and links are secrets from then on.
        """
        sent = list(self._call("GET", "/mail")["mail"])
        for mail in sent:
            self.learn_secrets(one_time.mailed(mail["body"]))
        return sent

    def advance(self, duration: str) -> datetime:
        """Move the clock by an ISO 8601 duration, or ``the billing cycle``; returns the new time."""
        now = datetime.fromisoformat(self._call("POST", "/clock", {"advance": duration})["now"])
        self.learn_codes(now)
        return now

    def advance_to_monday(self) -> datetime:
        """Move the clock to the next Monday, 00:00 UTC, when the billing cycle ends."""
        return self.advance("the billing cycle")

    def learn(self, account: Account, **facts: str) -> Account:
        """Add secrets that a reader was shown or has chosen to an account, and return the account."""
        self.learn_secrets([*account.secrets, *facts.values()])
        self.accounts[account.key] = replace(account, **facts)
        self.learn_codes()
        return self.accounts[account.key]

    def learn_secrets(self, secrets: Iterable[str]) -> None:
        """Keep these out of the artifacts, too."""
        self.learned.extend(secret for secret in secrets if secret not in self.learned)

    def learn_codes(self, now: datetime | None = None) -> None:
        """Learn what the authenticators of its accounts show ``now``, at the world's time."""
        for key in filter(None, [account.totp_secret for account in self.accounts.values()]):
            now = now or self.now()
            self.learn_secrets(one_time.authenticator_codes(key, now))

    def now(self) -> datetime:
        """The time in the world."""
        return datetime.fromisoformat(self.state()["now"])

    def put_defects(self, *names: str) -> None:
        """Break the world in these ways, and in no others. Raises SiteError if the site knows no such defect."""
        self._call("PUT", "/defects", {"defects": list(names)})

    def crashes(self) -> list[str]:
        """The requests that have crashed because of a defect, each with its error."""
        return list(self._call("GET", "/defects")["crashes"])

    def delete(self) -> None:
        """Remove the world from the site."""
        self._call("DELETE", "")
        self.site.deleted.add(self.id)

    def renew(self) -> None:
        """Let the world live for another lifetime, from now."""
        self._call("PUT", "/lifetime", {"lifetime": self.site.lifetime})

    def _call(self, method: str, path: str, body: object = None) -> Any:
        return self.site.call(method, f"/worlds/{self.id}{path}", body)


class Site:
    """A running mock on this machine or a ``trusted`` host. Raises SiteError if it is not one.

    Its worlds expire after a ``lifetime`` (an ISO 8601 duration) if they have one and are not renewed. The token of
    the control API, if it needs one, comes from the environment variable OFFRAMP_CONTROL_TOKEN.
    """

    def __init__(self, base_url: str, *, trusted: tuple[str, ...] = (), lifetime: str | None = None) -> None:
        self.base_url = base_url.rstrip("/")
        self.lifetime = lifetime
        self.worlds: dict[str, World] = {}
        self.deleted: set[str] = set()
        self._catalog: dict[str, Any] = {}
        _check_address(self.base_url, trusted)
        self._http = requests.Session()
        self._http.trust_env = False  # no proxy and no .netrc, so that every call stays on this machine
        self._token = os.environ.get("OFFRAMP_CONTROL_TOKEN")
        if self._token:
            if not (self._token.isascii() and self._token.isprintable()):
                raise SiteError("OFFRAMP_CONTROL_TOKEN has characters that HTTP cannot send; use printable ASCII only")
            self._http.headers["Authorization"] = f"Bearer {self._token}"
        self._identify()

    def has(self, address: str) -> bool:
        """Whether an address is a page of this site."""
        return address.startswith(f"{self.base_url}/")

    def make_world(
        self,
        edition: str | dict[str, Any],
        persona: str = "freelancer",
        having: tuple[str, ...] = (),
        circumstances: tuple[str, ...] = (),
        without: tuple[str, ...] = (),
        seed: int = 1,
        *,
        recorded: bool = False,
    ) -> World:
        """Make a world, ``without`` some features. Raises SiteError, with the site's reasons, if it cannot be made.

        What is used of a ``recorded`` one can be read, see ``World.use``.
        """
        special = {"having": having, "circumstances": circumstances, "without": without, "seed": seed}
        special |= {"recorded": True} if recorded else {}
        lifetime = {"lifetime": self.lifetime} if self.lifetime else {}
        reply = self.call("POST", "/worlds", {"edition": edition, "persona": persona, **special, **lifetime})
        addresses = [reply["login_url"], *(fields["profile_url"] for fields in reply["accounts"].values())]
        if elsewhere := [address for address in addresses if address and not self.has(address)]:
            raise SiteError(f"{self.base_url} sends its readers elsewhere ({elsewhere[0]!r}), so it is left alone")
        accounts = {key: Account(key=key, **fields) for key, fields in reply["accounts"].items()}
        world = World(self, reply["world"], persona, reply["login_url"], accounts, reply["edition"])
        self.worlds[world.id] = world
        world.learn_codes()
        return world

    @property
    def living(self) -> list[World]:
        """The worlds that were made here and not deleted."""
        return [world for key, world in list(self.worlds.items()) if key not in self.deleted]

    @property
    def secrets(self) -> list[str]:
        """The secrets of its worlds, until ``forget_deleted``, and the token of the control API."""
        secrets = [secret for world in self.worlds.values() for secret in world.secrets]
        return list(dict.fromkeys([*secrets, *([self._token] if self._token else [])]))

    def learn_mail(self) -> None:
        """Learn the codes and links that were mailed in its worlds, as far as it answers."""
        with suppress(SiteError):
            for world in reversed(self.living):
                world.mail()

    def forget_deleted(self) -> None:
        """Forget the worlds that were deleted, and their secrets."""
        for key in self.deleted:
            self.worlds.pop(key, None)
        self.deleted.clear()

    def catalog(self) -> dict[str, Any]:
        """The editions, personas, obligations, circumstances and ends of the site; read once."""
        if not self._catalog:
            self._catalog = self.call("GET", "/catalog")
        return self._catalog

    def call(self, method: str, path: str, body: object = None, *, seconds: float = 30) -> Any:
        """Call the control API; returns its JSON, or None. Raises SiteError if the site refuses, fails or is gone."""
        url = f"{self.base_url}/_control{path}"
        try:
            response = self._http.request(method, url, json=body, timeout=seconds, allow_redirects=False)
        except requests.RequestException as error:
            raise SiteGoneError(f"the site at {self.base_url} does not answer: {type(error).__name__}") from None
        if not response.ok or response.is_redirect:
            detail, faults = _problem(response)
            unavailable = response.status_code >= 500 or response.status_code in UNAVAILABLE
            kind = SiteUnavailableError if unavailable else SiteError
            raise kind(f"{method} {url}: {detail}", faults)
        return response.json() if response.content else None

    def check_alive(self, seconds: float) -> None:
        """Return if the site answers as the mock, if only with an error. Raises SiteGoneError."""
        try:
            is_mock = self._is_mock(seconds)
        except SiteGoneError:
            raise
        except SiteError:
            return
        if not is_mock:
            raise SiteGoneError(f"something else than the mock answers at {self.base_url}")

    def _identify(self) -> None:
        remedy = f"start one with: {command('serve')}"
        try:
            is_mock = self._is_mock()
        except SiteError as error:
            raise SiteError(f"{self.base_url} is not a mock that answers ({error}); {remedy}") from None
        if not is_mock:
            raise SiteError(f"{self.base_url} is not the mock, so it is left alone; {remedy}")

    def _is_mock(self, seconds: float = 30) -> bool:
        try:
            identity = self.call("GET", "/identity", seconds=seconds)
        except ValueError:  # no JSON
            return False
        return isinstance(identity, dict) and identity.get("mock") == MOCK


def is_loopback(host: str) -> bool:
    """Whether a host name or address is this machine."""
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


def _problem(response: requests.Response) -> tuple[str, tuple[str, ...]]:
    """The detail of a problem document (RFC 9457), and the message of each field."""
    try:
        document = response.json()
        return str(document["detail"]), tuple(error["message"] for error in document.get("errors", []))
    except (ValueError, KeyError, TypeError):
        return f"status {response.status_code}", ()
