"""Whether a guide speaks of what a page complains of after a press."""

from collections.abc import Sequence

from flows.errors import FlowsError
from flows.language.act import Act
from flows.language.vocabulary import LINKED
from flows.pages.complaint import Complaint
from flows.walk.mailbox import LOOKING, WAITING
from flows.walk.reader import Reader

# Steps and conditions that neither speak of a complaint nor do anything about it.
SILENT = WAITING | {"read", "scroll", "dialog", "assumed"}


class ComplaintError(FlowsError):
    """The site complained after a press, and the guide does not speak of it.

    ``sentence`` is the one with the press, and ``page`` has the complaint.
    """

    def __init__(self, complaint: Complaint, reader: Reader) -> None:
        super().__init__(
            f"pressed {complaint.press.control!r}, and the site complained: {complaint.text!r}; "
            "next, check that these words are shown, or correct what was entered"
        )
        self.sentence = complaint.press.sentence
        self.page = reader.page


def expect_no_complaint(reader: Reader) -> None:
    """Raise ComplaintError if the site complained after the reader's last press."""
    if complaint := reader.screen.complaint:
        raise ComplaintError(complaint, reader)


def expect_answer(acts: Sequence[Act], reader: Reader) -> None:
    """Let the acts after a press speak of what the site complained of. Raises ComplaintError if they do not.

    Checks come in any order; the first act that does something must correct what was entered, or press a control that
    the complaint names. Waiting and reading leave it to what follows.
    """
    complaint = reader.screen.complaint
    if complaint is None or (acts and acts[0].name == LINKED):
        return
    silent = True
    for act in acts:
        if _is_about(act, complaint, reader):
            reader.screen.accept_complaint()
            return
        if act.name in SILENT:
            continue
        silent = False
        if act.name not in LOOKING:
            break
    if not silent:
        raise ComplaintError(complaint, reader)


def _is_about(act: Act, complaint: Complaint, reader: Reader) -> bool:
    match act.name, act.args:
        case "shown", (words,):
            return complaint.says(words) or complaint.refuses(words)
        case "click" | "open", (path,):
            return complaint.says(path[0]) or complaint.refuses(path[0])
        case "click_in", (label, place):
            return any(complaint.says(name) or complaint.refuses(name) for name in (label, place))
        case "choose_reason" | "choose_this_reason", _:
            return complaint.refuses("Reason")
        case "enter" | "skip", (fact,):
            return complaint.refuses(reader.label(fact))
        case "enter_as", (_, fact):
            return complaint.refuses(reader.label(fact))
        case "enter_in" | "enter_known_in", (_, field):
            return complaint.refuses(field)
    return False
