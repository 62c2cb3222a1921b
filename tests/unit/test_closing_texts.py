"""The consequences of a closing: each sentence appears exactly when it is true."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocksite.editions.closing_schema import After, Closing, Restore
from mocksite.editions.schema import Fate
from mocksite.rules import closing_texts
from mocksite.rules.closing_texts import Place

DATE = datetime(2026, 2, 13, 23, 59, tzinfo=UTC)
FINAL = "It cannot be opened again."
RESTORE = {"restore": Restore(by="support")}
GO_ON = "Your active contracts go on, and so does their billing, until somebody ends them."
MARKED: dict[str, Any] = {"status": "marked", "delete_after": timedelta(days=30)}
DELETED_ON = "It is deleted on 13 February 2026; until then it stays closed."
ANEW = "The same email address can open a new account, which starts from nothing."
EXCEPT = ["Some of it stays."]
GONE = ("Removed for good", ["your profile", "your work history"])
THEN = ("Removed then", ["your profile"])
DELETED, DELETED_LATER = "Removed for good: your profile and your work history.", "Removed then: your profile."
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "nothing to tell": ({}, {}, [FINAL]),
    "marked": (MARKED, {"delete_on": DATE}, [DELETED_ON, FINAL]),
    "data deleted": ({}, {"erased": [GONE]}, [DELETED, FINAL]),
    "data deleted later": (MARKED, {"delete_on": DATE, "erased": [THEN]}, [DELETED_ON, DELETED_LATER, FINAL]),
    "data deleted now and later": (
        MARKED, {"delete_on": DATE, "erased": [GONE, THEN]}, [DELETED_ON, DELETED, DELETED_LATER, FINAL],
    ),
    "data deleted with an exception": (
        {}, {"erased": [GONE], "staying_on_record": EXCEPT}, [DELETED, *EXCEPT, FINAL],
    ),
    "a balance lost": ({"lost": ["balance"]}, {"money_lost": 123456}, ["$1,234.56 of your money is lost.", FINAL]),
    "no balance to lose": ({"lost": ["balance"]}, {}, [FINAL]),
    "a cent lost": ({"lost": ["balance"]}, {"money_lost": 1}, ["$0.01 of your money is lost.", FINAL]),
    "hours go on to be billed": ({}, {"continuing": ["work", "billing"]}, [GO_ON, FINAL]),
    "work goes on": ({}, {"continuing": ["work"]}, ["Your active contracts go on until somebody ends them.", FINAL]),
    "restorable": (RESTORE, {}, ["Support can look at a request to open it again."]),
    "email again": ({"email_again": True}, {}, [FINAL, ANEW]),
    "everything that goes together": (
        {**MARKED, **RESTORE, "lost": ["balance"]},
        {"delete_on": DATE, "erased": [THEN], "money_lost": 5000, "continuing": ["billing"]},
        [
            DELETED_ON,
            DELETED_LATER,
            "$50.00 of your money is lost.",
            GO_ON,
            "Support can look at a request to open it again.",
        ],
    ),
}  # fmt: skip


def closing_of(of: str, after: dict[str, Any]) -> Closing:
    return Closing.model_construct(of=of, after=After.model_construct(heading="Closed", **after))


@pytest.mark.parametrize(("after", "rows", "sentences"), CASES.values(), ids=CASES)
def test_exactly_the_true_consequences_are_listed(
    after: dict[str, Any], rows: dict[str, Any], sentences: list[str]
) -> None:
    assert closing_texts.outcome(closing_of("account", after), account_closed=True, **rows) == sentences


EXCEPTIONS: dict[str, tuple[dict[str, str], list[str]]] = {
    "nothing is erased": ({"payments": "kept"}, []),
    "only a profile": ({"profile": "deleted"}, [closing_texts.MAILED]),
    "payments": ({"payments": "deleted"}, [closing_texts.UNSETTLED, closing_texts.MAILED]),
    "contracts": ({"work-history": "deleted"}, [closing_texts.UNSETTLED, closing_texts.MAILED]),
}


@pytest.mark.parametrize(("retention", "sentences"), EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_what_is_not_erased_is_listed(retention: dict[str, str], sentences: list[str]) -> None:
    fates = {name: Fate.model_validate({"fate": fate}) for name, fate in retention.items()}
    assert closing_texts.exceptions(fates) == sentences


STAYS = "Your account stays open: as a freelancer."
ALL = "It was all you had here, so your account is closed with it."
INVITED = "You can come back when you are invited again."
AGAIN = "Support can look at a request to open it again."
FREELANCER, COMPANY, TEAM = Place("freelancer"), Place("client", "company", "Acme"), Place("admin", "agency", "Bolt")
# What is closed, what its edition says, what it had, and whether the account closes with it.
TEAMS: dict[str, tuple[str, dict[str, Any], dict[str, Any], bool, list[str]]] = {
    "a company": ("company", {}, {"staying": [FREELANCER]}, False, [FINAL, STAYS]),
    "an agency": ("agency", {}, {"staying": [FREELANCER]}, False, [FINAL, STAYS]),
    "a place in a team": ("membership", {}, {"staying": [FREELANCER]}, False, [INVITED, STAYS]),
    "all there was": ("company", {}, {}, True, [ALL, FINAL]),
    "the last team": ("membership", {}, {}, True, [ALL, FINAL]),
    "all there was, restorable": ("company", RESTORE, {}, True, [ALL, AGAIN]),
    "a team is not restored while the account is open": (
        "company", RESTORE, {"staying": [FREELANCER]}, False, [FINAL, STAYS],
    ),
    "the address goes with the account": ("agency", {"email_again": True}, {}, True, [ALL, FINAL, ANEW]),
    "the address stays with the account": (
        "agency", {"email_again": True}, {"staying": [FREELANCER]}, False, [FINAL, STAYS],
    ),
    "everything else stays": (
        "agency", {}, {"staying": [FREELANCER, COMPANY, TEAM]}, False,
        [FINAL, "Your account stays open: as a freelancer; with your company Acme; in Bolt."],
    ),
    "nothing else stays, without the rule that closes the account": (
        "company", {}, {}, False, [FINAL, "Your account stays open."],
    ),
    "an agency with money and work": (
        "agency",
        {"lost": ["balance"]},
        {"money_lost": 100, "continuing": ["work"], "staying": [FREELANCER]},
        False,
        ["$1.00 of your money is lost.", "Your active contracts go on until somebody ends them.", FINAL, STAYS],
    ),
    "a company that is billed on": (
        "company", {}, {"continuing": ["billing"], "staying": [FREELANCER]}, False, [GO_ON, FINAL, STAYS],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("of", "after", "rows", "account_closed", "sentences"), TEAMS.values(), ids=TEAMS)
def test_the_aftermath_names_team_and_account(
    of: str, after: dict[str, Any], rows: dict[str, Any], account_closed: bool, sentences: list[str]
) -> None:
    assert closing_texts.outcome(closing_of(of, after), account_closed=account_closed, **rows) == sentences


@pytest.mark.parametrize(("day", "text"), [(1, "1 February 2026"), (28, "28 February 2026")])
def test_a_day_is_written_without_zeros(day: int, text: str) -> None:
    assert closing_texts.day(datetime(2026, 2, day, tzinfo=UTC)) == text


@pytest.mark.parametrize(
    ("items", "lines"),
    [([], []), (["a"], ["a."]), (["a", "b"], ["a", "and b."]), (["a", "b", "c"], ["a,", "b", "and c."])],
)
def test_a_list_in_lines_reads_like_one_in_words(items: list[str], lines: list[str]) -> None:
    assert closing_texts.in_lines(items) == lines
    assert " ".join(lines) == closing_texts.in_words(items) + ("." if items else "")


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, ""), (1, "a"), (5, "a, b, c, d, e"), (6, "a, b, c, d, e and 1 more"), (26, "a, b, c, d, e and 21 more")],
)
def test_a_long_list_ends_in_a_count(count: int, text: str) -> None:
    assert closing_texts.few("abcdefghijklmnopqrstuvwxyz"[:count]) == text
