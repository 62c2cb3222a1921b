"""Random walks of everybody of a world at once: links are followed, forms are filled and sent, and the clock moves."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlsplit

import requests

from flows.site.client import World
from tests.support.browserless import Browserless, at
from tests.support.filling import Filler
from tests.support.forbidden import FORBIDDEN
from tests.support.page_parts import Form, Parts

BATCH = 10  # steps of everybody, before what is stored is checked
# How much likelier than any other a step is whose path begins like this, so that what is deep in the site is reached.
LURES = {
    "/logout": 0.002, "/signup/code": 5, "/signup": 1, "/login": 0.3, "/switch": 1, "/support": 0.3,
    "/support/reopen": 4, "/support-desk/": 3, "/closing/": 50, "/settings/contact-info": 10, "/settings/my-teams": 8,
    "/settings/agency-profile": 12, "/settings/security": 0.1, "/settings/": 3, "/members": 3, "/invitations": 30,
    "/new-account/": 6, "/new-account": 2, "/my-jobs/": 2, "/billing/": 6, "/payments/": 4,
}  # fmt: skip
FORM = 3  # how much likelier a form is than a link
MOVES = ("PT6H", "P1D", "P3D", "P7D")


@dataclass(frozen=True)
class Step:
    """What somebody did, and how it was answered; ``who`` has the email address that they were logged in with."""

    walker: str
    who: str
    does: str
    sent: dict[str, str] = field(default_factory=dict)
    status: int = 200
    came_to: str = ""

    def __str__(self) -> str:
        shown = {name: value for name, value in self.sent.items() if name not in ("csrf_token", "password")}
        return f"{self.walker}: {self.does} {shown or ''} -> {self.status} {self.came_to}"


class Walker:
    """Somebody of a world, with a session of their own."""

    def __init__(self, world: World, key: str, seed: str, steps: list[Step]) -> None:
        account = world.accounts[key]
        self.world, self.key, self.steps = world, key, steps
        self.random = Random(f"{seed} {key}")  # noqa: S311  (chance, not secret)
        self.filler = Filler(world, self.random, account)
        self.session = Browserless(world.site.base_url)
        self.session.get(world.login_url)
        self.seen = self.session.log_in(account)

    def step(self) -> None:
        """Do something that the page it is on offers; now and then what is forbidden, or let time pass."""
        chance = self.random.random()
        if chance < 0.03:
            duration = self.random.choice(MOVES)
            self.world.advance(duration)
            self.steps.append(Step(self.key, "", f"the clock moves by {duration}"))
        elif chance < 0.1:
            self._overstep()
        else:
            self._go_on()

    def _go_on(self) -> None:
        parts = Parts(self.seen)
        offered: list[str | Form] = [*parts.links, *parts.forms] or ["/"]
        chosen = self.random.choices(offered, [_weight(each) for each in offered])[0]
        if isinstance(chosen, str):
            self._note(f"GET {chosen}", self.session.get(chosen))
        else:
            self._send(chosen)

    def _send(self, form: Form) -> None:
        path = urlsplit(form.path).path
        sent, files = self.filler.fill(form)
        options: dict[str, Any] = {"params": sent} if form.method == "GET" else {"data": sent, "files": files}
        answer = self.session.request(form.method, form.path, **options)
        self.filler.learn(path, answer)
        self._note(f"{form.method} {path}", answer, sent)

    def _overstep(self) -> None:
        name = self.random.choice(list(FORBIDDEN))
        oversteps, refused = FORBIDDEN[name]
        found = oversteps(self.world.state(), self.filler.email, self.random)
        if found is None:
            return self._go_on()
        method, path, sent = found
        fields = {"csrf_token": self.session.token, **sent} if method == "POST" else None
        answer = self.session.request(method, path, data=fields)
        self._note(f"{name}: {method} {path}", answer, sent)
        let_in = answer.status_code not in refused and at(answer) != "/login"
        assert not let_in, f"not refused: {self.steps[-1]}"
        return None

    def _note(self, does: str, answer: requests.Response, sent: dict[str, str] | None = None) -> None:
        self.seen = answer
        self.steps.append(Step(self.key, self.filler.email, does, sent or {}, answer.status_code, at(answer)))
        assert answer.status_code < 500, str(self.steps[-1])


def walk(
    world: World, seed: str, check: Callable[[dict[str, Any], list[Step]], None], *, length: int, at_once: bool = True
) -> list[Step]:
    """Let everybody walk at once, or in turn, and check what is stored between batches.

    What fails tells the seed and every step until then: in turn, the same seed takes the same steps again.
    """
    steps: list[Step] = []
    walkers = [Walker(world, key, seed, steps) for key in world.accounts]
    groups = [[walker] for walker in walkers] if at_once else [walkers]
    try:
        with ThreadPoolExecutor(len(groups)) as threads:
            while len(steps) < length:
                list(threads.map(_batch, groups))
                check(world.state(), steps)
    except AssertionError as error:
        error.add_note("\n".join([f"seed {seed!r}, {len(steps)} steps:", *map(str, steps)]))
        raise
    return steps


def _batch(walkers: list[Walker]) -> None:
    for _ in range(BATCH):
        for walker in walkers:
            walker.step()


def _weight(offered: str | Form) -> float:
    if offered == "/":
        return 0.1
    path, factor = (offered, 1) if isinstance(offered, str) else (offered.path, FORM)
    longest_first = sorted(LURES, key=len, reverse=True)
    return next((LURES[start] * factor for start in longest_first if path.startswith(start)), factor)
