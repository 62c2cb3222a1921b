"""Random walks of all accounts of a world at once, which follow links, send forms and advance the clock."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import urlsplit

from flows.site.client import World
from tests.support.forbidden_requests import FORBIDDEN
from tests.support.form_filler import FormFiller
from tests.support.http_client import Form, HttpClient, Page
from tests.support.types import State

BATCH = 10  # steps of each account between two checks of the state
# How much likelier a step is whose path begins like this, so that walks get deep.
LURES = {
    "/logout": 0.002, "/signup/code": 5, "/signup": 1, "/login": 0.3, "/switch": 1, "/support": 0.3,
    "/support/reopen": 4, "/support-desk/": 3, "/closing/": 50, "/settings/contact-info": 10, "/settings/my-teams": 8,
    "/settings/agency-profile": 12, "/settings/security": 0.1, "/settings/": 3, "/members": 3, "/invitations": 30,
    "/new-account/": 6, "/new-account": 2, "/my-jobs/": 2, "/undo/": 3, "/billing/": 6, "/payments/": 4,
}  # fmt: skip
FORM = 3  # how many times likelier a form is than a link
MOVES = ("PT6H", "P1D", "P3D", "P7D")


@dataclass(frozen=True)
class Step:
    """A step of a walk and its answer; ``email`` is its account's address."""

    walker: str
    email: str
    act: str
    fields: dict[str, str] = field(default_factory=dict)
    status: int = 200
    led_to: str = ""

    def __str__(self) -> str:
        shown = {name: value for name, value in self.fields.items() if name not in ("csrf_token", "password")}
        return f"{self.walker}: {self.act} {shown or ''} -> {self.status} {self.led_to}"


class Walker:
    """An account of a world that walks in its own session."""

    def __init__(self, world: World, key: str, seed: str, steps: list[Step]) -> None:
        account = world.accounts[key]
        self.world, self.key, self.steps = world, key, steps
        self.random = Random(f"{seed} {key}")  # noqa: S311  (chance, not secret)
        self.filler = FormFiller(world, self.random, account)
        self.client = HttpClient(world.site.base_url)
        self.client.get(world.login_url)
        self.page = self.client.log_in(account)

    def step(self) -> None:
        """Follow a link, send a form, or sometimes a forbidden request, or advance the clock."""
        chance = self.random.random()
        if chance < 0.03:
            duration = self.random.choice(MOVES)
            self.world.advance(duration)
            self.steps.append(Step(self.key, "", f"the clock moves by {duration}"))
        elif chance < 0.1:
            self._try_forbidden()
        else:
            self._go_on()

    def _go_on(self) -> None:
        steps: list[str | Form] = [*self.page.linked_paths, *self.page.forms] or ["/"]
        step = self.random.choices(steps, [_weight(step) for step in steps])[0]
        if isinstance(step, str):
            self._note(f"GET {step}", self.client.get(step))
        else:
            self._send(step)

    def _send(self, form: Form) -> None:
        path = urlsplit(form.path).path
        fields, files = self.filler.fill(form)
        options: dict[str, Any] = {"params": fields} if form.method == "GET" else {"data": fields, "files": files}
        page = self.client.request(form.method, form.path, **options)
        self.filler.learn(path, page)
        self._note(f"{form.method} {path}", page, fields)

    def _try_forbidden(self) -> None:
        name = self.random.choice(list(FORBIDDEN))
        make_request, statuses = FORBIDDEN[name]
        request = make_request(self.world.state(), self.filler.email, self.random)
        if request is None:
            return self._go_on()
        method, path, fields = request
        data = {"csrf_token": self.client.token, **fields} if method == "POST" else None
        page = self.client.request(method, path, data=data)
        self._note(f"{name}: {method} {path}", page, fields)
        assert page.status_code in statuses or page.path == "/login", f"not refused: {self.steps[-1]}"
        return None

    def _note(self, act: str, page: Page, fields: dict[str, str] | None = None) -> None:
        self.page = page
        self.steps.append(Step(self.key, self.filler.email, act, fields or {}, page.status_code, page.path))
        assert page.status_code < 500, str(self.steps[-1])


def walk(
    world: World, seed: str, check: Callable[[State, list[Step]], None], *, length: int, at_once: bool = True
) -> list[Step]:
    """Let all accounts walk at once, or in turn, and check the state between batches.

    A failure lists the seed and all steps; walking in turn, the same seed takes the same steps again.
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


def _weight(step: str | Form) -> float:
    if step == "/":
        return 0.1
    path, factor = (step, 1) if isinstance(step, str) else (step.path, FORM)
    longest_first = sorted(LURES, key=len, reverse=True)
    return next((LURES[start] * factor for start in longest_first if path.startswith(start)), factor)
