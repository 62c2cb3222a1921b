"""A closing says only what can be true of its subject."""

from typing import Any

import pytest

from tests.support.minimal_edition import ACCOUNT, CLOSE, FAREWELL, SUPPORT, clash, closing, faults, minimal_edition

TEAMS = {"id": "teams", "label": "My Teams", "panels": ["my-teams"]}
PLACES = {"sections": [ACCOUNT, TEAMS]}
LEFT = {"by": ["admin"], "of": "membership", "at": "teams"}
COMPANY = {"by": ["client"], "of": "company"}
ONLY_ACCOUNT = "after: only an account can be marked, not {}; remove status and delete_after"
NO_AGENCY = "has no agency to close; write any of agency-owner"
NO_MONEY = "after: a membership has no money and no work of its own; remove lost and cancelled"
NO_REASON = "stages: the site does not store why somebody left a team; remove reason and feedback"


def membership(**changes: Any) -> dict[str, Any]:
    return {**PLACES, **closing(**{**LEFT, **changes})}


def ending(**after: Any) -> dict[str, Any]:
    return {"after": {"heading": "You have left", **after}}


WRONG = {
    "a company that is an agency owner's": (
        closing(by=["agency-owner"], of="company"),
        ["closing[1].by: an agency-owner has no company to close; write any of client"],
    ),
    "an agency that is a freelancer's and a client's": (
        closing(by=["freelancer", "client", "agency-owner"], of="agency"),
        [f"closing[1].by: a {who} {NO_AGENCY}" for who in ("freelancer", "client")],
    ),
    "a membership that is a client's": (
        membership(by=["client", "member"]),
        ["closing[1].by: a client has no membership to close; write any of admin, manager, member"],
    ),
    "where somebody does not go": (
        {"sections": [{**ACCOUNT, "by": ["freelancer"]}], **closing(by=["client", "freelancer"])},
        ["closing[1].at: a client does not have the section 'account'; add 'client' to its by"],
    ),
    "an account with a text for its account": (
        closing(**ending(with_account={"heading": "All is closed"})),
        ["closing[1].after.with_account: the account closes anyway; remove it"],
    ),
    "an agency with what follows the closing of an account": (
        closing(by=["agency-owner"], of="agency", **ending(login="Gone.", email_again=True)),
        [
            f"closing[1].after.{name}: the account of an agency's owner stays open; remove it"
            for name in ("login", "email_again")
        ],
    ),
    "a company that is marked": (
        closing(**COMPANY, **ending(status="marked", delete_after="P30D")),
        [f"closing[1].{ONLY_ACCOUNT.format('a company')}"],
    ),
    "an agency that is marked": (
        closing(by=["agency-owner"], of="agency", **ending(status="marked", delete_after="P30D")),
        [f"closing[1].{ONLY_ACCOUNT.format('an agency')}"],
    ),
    "a membership left in another section": (
        membership(at="account"),
        ['closing[1].at: a team is left from the list of teams; name a section with the panel "my-teams"'],
    ),
    "a membership left in no section": (
        membership(at="navigation"),
        ['closing[1].at: a team is left from the list of teams; name a section with the panel "my-teams"'],
    ),
    "a membership that support restores": (
        membership(**ending(restore={"by": "support"}, login="This account is closed.")),
        ["closing[1].after.restore: the only way back into a team is an invitation; remove it"],
    ),
    "a membership with a balance": (membership(**ending(lost=["balance"])), [f"closing[1].{NO_MONEY}"]),
    "a membership with contracts": (membership(**ending(cancelled=["hourly-contract"])), [f"closing[1].{NO_MONEY}"]),
    "a membership that is left for a reason": (
        membership(stages=[{**CLOSE, "asks": ["reason"]}], reasons=["Too busy"]), [f"closing[1].{NO_REASON}"],
    ),
    "a membership that is talked about afterwards": (
        membership(stages=[CLOSE, {**FAREWELL, "asks": ["feedback?"]}]), [f"closing[1].{NO_REASON}"],
    ),
    "a membership that is blocked": (
        membership(block=["team-member"]), ["closing[1].block: admin cannot have 'team-member'; remove it"],
    ),
    "an agency blocked by an open job": (
        closing(by=["agency-owner"], of="agency", block=["open-job"], warn=["dispute"]),
        [
            "closing[1].block: agency-owner cannot have 'open-job'; remove it",
            "closing[1].warn: agency-owner cannot have 'dispute'; remove it",
        ],
    ),
    "a company that is closed in some circumstances only": (
        closing(**COMPANY, when=["support-review"]),
        ["closing: a client has no way to close a company in ordinary circumstances; add one without when"],
    ),
    "a membership that is left in some circumstances only": (
        membership(when=["several-teams"]),
        ["closing: an admin has no way to close a membership in ordinary circumstances; add one without when"],
    ),
    "an account that is closed in some circumstances only": (
        closing(when=["dual"]),
        ["closing: a freelancer has no way to close in ordinary circumstances; add one without when"],
    ),
    "a team left by what another panel has": (membership(control="Actions"), [clash("closing[1].control", "Actions")]),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "lines"), WRONG.values(), ids=WRONG)
def test_each_fault_is_one_line_with_key_and_remedy(changes: dict[str, Any], lines: list[str]) -> None:
    assert faults(changes) == lines


RIGHT = {
    "an account of several things": closing(by=["freelancer"], block=["open-job", "team-member"]),
    "a company": closing(**COMPANY, block=["open-job"], **ending(lost=["balance"])),
    "an agency": closing(by=["agency-owner"], of="agency", block=["team-member"]),
    "a membership": membership(by=["admin", "manager", "member"]),
    "a membership, by support": membership(stages=[SUPPORT], asked={"heading": "We have it"}),
    "told of the account too": closing(**COMPANY, **ending(with_account={"heading": "All is closed"})),
    "told of the last team": membership(**ending(with_account={"heading": "All is closed"})),
    "in the navigation, which everybody has": {
        "sections": [{**ACCOUNT, "by": ["freelancer"]}],
        **closing(by=["client"], at="navigation"),
    },
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_valid_editions_have_no_faults(changes: dict[str, Any]) -> None:
    assert faults(changes) == []


def two_closings(**second: Any) -> dict[str, Any]:
    first = {**minimal_edition()["closing"][0], "by": ["client", "agency-owner"]}
    return {"closing": [first, {**first, **second}]}


SECOND = {
    "beside it": ({"by": ["client"], "of": "company"}, [clash("closing[2].control", "Leave")]),
    "of another name": ({"by": ["client"], "of": "company", "control": "Close it"}, []),
    "on another screen": ({"by": ["client"], "of": "company", "at": "settings"}, []),
    "on every screen": (
        {"by": ["client"], "of": "company", "at": "navigation"},
        [clash("closing[2].control", "Leave")],
    ),
    "instead of it": ({"when": ["dual"]}, []),
    "another's": ({"by": ["freelancer"]}, []),
}


@pytest.mark.parametrize(("second", "lines"), SECOND.values(), ids=SECOND)
def test_two_controls_of_one_name_are_a_fault_on_one_screen(second: dict[str, Any], lines: list[str]) -> None:
    assert faults(two_closings(**second)) == lines


def test_every_subject_needs_its_own_way_to_close() -> None:
    assert faults(two_closings(by=["client"], of="company", control="Close it", when=["dual"])) == [
        "closing: a client has no way to close a company in ordinary circumstances; add one without when"
    ]


def test_closings_of_different_subjects_do_not_compete() -> None:
    assert faults(two_closings(by=["client"], of="company", control="Close it")) == []
    (line,) = faults(two_closings(by=["client"]))
    assert line.startswith("closing[2].when: has as many circumstances as closing[1], so neither wins for client; ")
