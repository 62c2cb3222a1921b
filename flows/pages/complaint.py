"""What a page complains of after a press: refused input, an alert, or an error in place of the page."""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Dialog, Page

from flows.errors import NotWalkedError
from flows.typography import plain

ERROR = 400  # the lowest HTTP status of a page that is an error
# One call for everything, since each costs the browser a round trip. An element behind an open dialog is inert, and a
# browser that stops a form puts the reader into the first field that it refuses.
OBSERVED = r"""() => {
  const seen = element => element.checkVisibility({visibilityProperty: true}) && !element.closest("[inert]")
  const text = element => element.innerText.trim()
  const beside = field => [...(field.labels?.[0]?.childNodes ?? [])].filter(node => !node.contains(field))
  const label = field => field.getAttribute("aria-label") || beside(field).map(node => node.textContent).join("").trim()
  const referred = field => `${field.getAttribute("aria-errormessage")} ${field.getAttribute("aria-describedby")}`
    .split(" ").map(id => document.getElementById(id)).filter(element => element && seen(element))
  const alerts = [...document.querySelectorAll("[role=alert], [role=alertdialog], [aria-live=assertive]")].filter(seen)
  const invalid = [...document.querySelectorAll("[aria-invalid]:not([aria-invalid=false])")].filter(seen)
  const focused = document.activeElement
  const stopped = focused?.matches(":user-invalid") ? [focused] : []
  return {
    loaded: performance.timeOrigin,
    status: performance.getEntriesByType("navigation")[0]?.responseStatus ?? 0,
    messages: [...alerts, ...invalid.flatMap(referred)].map(text),
    fields: invalid.map(label),
    stopped: stopped.map(field => [field.validationMessage, label(field)]),
    text: text(document.querySelector("dialog[open]") ?? document.querySelector("main") ?? document.body),
  }
}"""


@dataclass(frozen=True)
class Press:
    """A press whose answer was not looked at yet, and the sentence it belongs to."""

    control: str
    sentence: str


@dataclass(frozen=True)
class Complaint:
    """What a page complains of after a press: the messages, or the whole text of an error page.

    ``fields`` are the labels of the fields that it refuses.
    """

    press: Press
    text: str
    fields: tuple[str, ...] = ()

    def says(self, words: str) -> bool:
        """Whether it contains these words, in any case."""
        return plain(words).casefold() in plain(self.text).casefold()

    def refuses(self, label: str) -> bool:
        """Whether it refuses the field of this label."""
        return plain(label).casefold() in (plain(field).casefold() for field in self.fields)


class Complaints:
    """Looks for complaints that are new since the last look."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._loaded = 0.0
        self._messages: set[str] = set()
        self._fields: set[str] = set()
        self._popups: list[str] = []

    def decline(self, popup: Dialog) -> None:
        """Close an alert or a question of the browser's own, which no sentence can answer, and note what it says."""
        if popup.type == "beforeunload":
            popup.accept()
        else:
            self._popups.append(popup.message)
            popup.dismiss()

    def after(self, press: Press) -> Complaint | None:
        """What the page now complains of, other than before the press.

        Raises NotWalkedError if it has opened a window of the browser's own.
        """
        if self._popups:
            raise NotWalkedError(
                f"pressing {press.control!r} opened a window of the browser's own, which says {self._popups[0]!r}; "
                "guides cannot answer those"
            )
        now: dict[str, Any] = self.page.evaluate(OBSERVED)
        new_page = now["loaded"] != self._loaded
        if new_page:
            self._messages, self._fields = set(), set()
        messages = dict.fromkeys(message for message in now["messages"] if message and message not in self._messages)
        fields = tuple(field for field in now["fields"] if field not in self._fields)
        # The press took the focus, so that the browser has stopped this one anew.
        for message, field in now["stopped"]:
            messages[message], fields = None, (*fields, field)
        self._loaded, self._messages, self._fields = now["loaded"], set(now["messages"]), set(now["fields"])
        if messages or fields:
            return Complaint(press, " ".join(messages) or f"{fields[0]} is not valid", fields)
        if new_page and now["status"] >= ERROR:
            return Complaint(press, plain(now["text"]) or f"status {now['status']}")
        return None
