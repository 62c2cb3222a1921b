"""Values for the forms of a random walk, mostly plausible and some invalid."""

from random import Random

from flows.site.client import Account, World
from tests.support.http_client import Field, Form, Page
from tests.support.mail import CODE

AMOUNTS = ("1.00", "$12.34", "120", "1,000.00", "999999", "0", "-1", "a lot")
WORDS = ("Thank you.", "It is done as agreed.", "Please look at it once more.", "Half of it is missing.", "")
PASSWORD = "correct horse"
ANSWER = "Elm"


class FormFiller:
    """Fills forms for an account, whose credentials it knows, and the email addresses of everybody."""

    def __init__(self, world: World, random: Random, account: Account) -> None:
        self.world, self.random = world, random
        self.email, self.password = account.email, account.password
        self.answer = account.security_answer or ANSWER
        self._joining = 0

    def fill(self, form: Form) -> tuple[dict[str, str], dict[str, tuple[str, bytes]]]:
        """The fields and files to send with a form, with one of its buttons pressed."""
        fields = {name: self._value(form, name, field) for name, field in form.fields.items() if field.kind != "file"}
        button, value = self.random.choice(form.buttons or [("", "")])
        files = {name: ("work.txt", b"It is done.") for name, field in form.fields.items() if field.kind == "file"}
        return fields | ({button: value} if button else {}), files

    def learn(self, path: str, page: Page) -> None:
        """After a sign-up, take over the new account."""
        if path == "/signup/code" and page.path == "/home":
            self.email, self.password, self.answer = self._newcomer, PASSWORD, ANSWER

    def _value(self, form: Form, name: str, field: Field) -> str:
        if field.kind == "hidden":
            return field.value
        if field.kind == "chosen":
            return self.random.choice(field.options)
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
            return self.random.choice((*AMOUNTS, field.value))
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
        emails = [row["email"] for row in self.world.state()["accounts"].values()]
        return str(self.random.choice([*emails, "nobody@worklane.test"]))

    def _texted(self) -> str:
        codes = [match[0] for mail in self.world.mail() if (match := CODE.search(mail["body"]))]
        return codes[-1] if codes else "000000"
