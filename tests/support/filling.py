"""Filling forms as somebody of a world might: plausibly, and sometimes wrongly."""

import re
from random import Random

import requests

from flows.site.client import Account, World
from tests.support.browserless import at
from tests.support.page_parts import Field, Form

AMOUNTS = ("1.00", "$12.34", "120", "1,000.00", "999999", "0", "-1", "a lot")
WORDS = ("Thank you.", "It is done as agreed.", "Please look at it once more.", "Half of it is missing.", "")
PASSWORD = "correct horse"
ANSWER = "Elm"


class Filler:
    """What somebody writes: they know their own log-in, and everybody's address."""

    def __init__(self, world: World, random: Random, account: Account) -> None:
        self.world, self.random = world, random
        self.email, self.password = account.email, account.password
        self.answer = account.security_answer or ANSWER
        self._joining = 0

    def fill(self, form: Form) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
        """What is sent with a form, and the files that go along; one of its buttons is pressed."""
        sent = {name: self._value(form, name, each) for name, each in form.fields.items() if each.kind != "file"}
        pressed, value = self.random.choice(form.buttons or [("", "")])
        files = {name: ("work.txt", b"It is done.") for name, each in form.fields.items() if each.kind == "file"}
        return sent | ({pressed: value} if pressed else {}), files

    def learn(self, path: str, answer: requests.Response) -> None:
        """Whoever has signed up anew goes on as that."""
        if path == "/signup/code" and at(answer) == "/home":
            self.email, self.password, self.answer = self._newcomer, PASSWORD, ANSWER

    def _value(self, form: Form, name: str, each: Field) -> str:
        if each.kind == "hidden":
            return each.value
        if each.kind == "chosen":
            return self.random.choice(each.options)
        if form.path.startswith("/signup") and name != "code":
            return self._of_newcomer(name)
        if name == "email":
            return self.email if form.path.startswith("/login") else self._anybody()
        if name == "password":
            return self.password
        if "answer" in name and not form.path.startswith("/support"):
            return self.answer
        if name == "code":
            return self._texted()
        if name in ("amount", "budget"):
            return self.random.choice((*AMOUNTS, each.value))
        return self.random.choice(WORDS)

    @property
    def _newcomer(self) -> str:
        mailbox, _, domain = next(iter(self.world.accounts.values())).email.partition("@")
        return f"new{self._joining}.{mailbox}@{domain}"

    def _of_newcomer(self, name: str) -> str:
        if name == "name":
            self._joining = self.random.randrange(10**6)
        number = f"(555) {self._joining // 1000:03}-{self._joining % 1000:04}"
        return {"name": "Ada Obi", "email": self._newcomer, "phone": number, "password": PASSWORD}[name]

    def _anybody(self) -> str:
        everybody = [row["email"] for row in self.world.state()["accounts"].values()]
        return str(self.random.choice([*everybody, "nobody@worklane.test"]))

    def _texted(self) -> str:
        codes = [found[0] for mail in self.world.mail() if (found := re.search(r"\b\d{6}\b", mail["body"]))]
        return codes[-1] if codes else "000000"
