"""Completing and ending contracts: the effects, the mail, and only once."""

from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import NOW, at_once, changed, statuses, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.money import total_cents
from tests.support.types import LoggedIn, MakeWorld

PARTIES = ["freelancer", "client"]
REVIEWED = "2026-01-24T10:00:00Z"
# The acts: the contract, its past participle, its status, and what becomes of its money and when.
COMPLETED = ("contract-4", "complete", "completed", "pending", REVIEWED)
ENDED = ("contract-4", "end", "ended", "refunded", NOW)
HOURLY_ENDED = ("contract-5", "end", "ended", "pending", REVIEWED)
WAYS = {"fixed, completed": COMPLETED, "fixed, ended": ENDED, "hourly, ended": HOURLY_ENDED}


@pytest.fixture(params=PARTIES)
def world(request: pytest.FixtureRequest, make_world: MakeWorld) -> World:
    return make_world(persona=request.param, having=("active-contract", "hourly-contract"))


@pytest.mark.parametrize(("key", "verb", "status", "paid", "available_at"), WAYS.values(), ids=WAYS)
@pytest.mark.parametrize("by", PARTIES)
def test_a_finished_contract_pays_out_and_notifies(
    world: World, by: str, key: str, verb: str, status: str, paid: str, available_at: str
) -> None:
    contract = world.state()["contracts"][key]
    answer = log_in(world, by).submit(f"/my-jobs/{key}/{verb}")
    assert (answer.path, answer.message) == ("/my-jobs", f"You {status} “{contract['title']}”.")
    (past,) = answer.texts("ul", aria_label="Past contracts")
    assert contract["title"] in past
    left = "hourly-contract" if key == "contract-4" else "active-contract"
    hourly = contract["kind"] == "hourly"
    assert changed(world) == {
        "/accounts/freelancer/owes": [left, *(["pending-payment"] if paid == "pending" else [])],
        "/accounts/client/owes": [left, *(["open-billing-cycle"] if hourly else [])],
        **({f"/contracts/{key}/unbilled_cents": contract["unpaid_cents"]} if hourly else {}),
        f"/contracts/{key}/status": status,
        f"/contracts/{key}/unpaid_cents": 0,
        f"/contracts/{key}/ended_at": NOW,
        "/payments/payment-4": {
            "cents": contract["unpaid_cents"],
            "status": paid,
            "available_at": available_at,
            "account": "freelancer",
            "contract": key,
        },
    }
    (other,) = set(PARTIES) - {by}
    body = f"{world.accounts[by].name} has {status} “{contract['title']}”."
    assert mailed(world) == [(other, f"Contract {status}: {contract['title']}", body)]


@pytest.mark.parametrize("again", ["complete", "end"])
@pytest.mark.parametrize("by", PARTIES)
@pytest.mark.parametrize(("key", "verb", "status"), [COMPLETED[:3], ENDED[:3]], ids=["completed", "ended"])
def test_a_finished_contract_cannot_change(world: World, by: str, key: str, verb: str, status: str, again: str) -> None:
    log_in(world).submit(f"/my-jobs/{key}/{verb}")
    before = world.state()
    reader = log_in(world, by)
    answer = reader.submit(f"/my-jobs/{key}/{again}")
    title = before["contracts"][key]["title"]
    assert answer.outcome == (409, f"“{title}” is {status} already.")
    assert world.state() == before
    assert answer.heading == "My Jobs"
    assert reader.submit("/my-jobs/contract-5/end").message.startswith("You ended ")


@pytest.mark.parametrize("by", PARTIES)
def test_an_hourly_contract_is_never_completed(world: World, by: str) -> None:
    reader = log_in(world, by)
    title = world.state()["contracts"]["contract-5"]["title"]
    refusal = (409, f"“{title}” is paid by the hour: end it instead.")
    answer = reader.submit("/my-jobs/contract-5/complete")
    assert answer.outcome == refusal
    assert (world.changes(), answer.heading) == ([], "My Jobs")
    assert reader.submit("/my-jobs/contract-5/end").message == f"You ended “{title}”."
    with unchanged(world):
        again = reader.submit("/my-jobs/contract-5/complete")
        assert again.outcome == (409, f"“{title}” is ended already.")


def test_only_possible_actions_are_offered(reader: HttpClient) -> None:
    assert reader.get("/my-jobs").texts("button")[-3:] == ["End contract", "Complete contract", "End contract"]
    after = reader.submit("/my-jobs/contract-4/end")
    assert [name for name in after.texts("button") if "contract" in name] == ["End contract"]


@pytest.mark.parametrize("path", ["/my-jobs/contract-4/complete", "/my-jobs/contract-5/end"])
def test_a_get_of_a_form_address_does_nothing(world: World, path: str) -> None:
    assert log_in(world).get(path).status_code == 405
    assert world.changes() == []


@pytest.mark.parametrize("path", ["/my-jobs/contract-99/end", "/my-jobs/contract-4/cancel", "/my-jobs//end"])
def test_an_unknown_contract_or_action_is_not_found(world: World, path: str) -> None:
    assert log_in(world).submit(path).status_code == 404
    assert world.changes() == []


def test_a_closed_account_gets_no_mail(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("confirm-only"), having=("active-contract",))
    client = log_in(world, "client")
    assert reader.close_account().heading == "You have left Worklane"
    before = world.state()
    assert client.submit("/my-jobs/contract-4/complete").status_code == 200
    after = world.state()
    assert (after["mail"], after["payments"]["payment-4"]["status"]) == (before["mail"], "pending")
    assert after["payments"]["payment-4"]["account"] == "freelancer"


AT_ONCE = {
    "one completes, one ends": ("complete", "end"),
    "both complete": ("complete", "complete"),
    "both end": ("end", "end"),
}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("verbs", AT_ONCE.values(), ids=AT_ONCE)
def test_both_parties_at_once_finish_a_contract_once(make_world: MakeWorld, verbs: tuple[str, str], seed: int) -> None:
    world = make_world(having=("active-contract",), seed=seed)
    before = world.state()
    readers = [log_in(world, party) for party in PARTIES]
    acts = [partial(reader.submit, f"/my-jobs/contract-4/{verb}") for reader, verb in zip(readers, verbs, strict=True)]
    answers = at_once(acts)
    assert statuses(answers) == [200, 409]
    state = world.state()
    first = answers.index(next(answer for answer in answers if answer.status_code == 200))
    status, paid = {"complete": ("completed", "pending"), "end": ("ended", "refunded")}[verbs[first]]
    contract = state["contracts"]["contract-4"]
    assert (contract["status"], contract["unpaid_cents"]) == (status, 0)
    assert answers[1 - first].message == f"“{contract['title']}” is {status} already."
    assert {key: row["status"] for key, row in state["payments"].items() if key not in before["payments"]} == {
        "payment-4": paid
    }
    assert total_cents(state) == total_cents(before)
    assert [who for who, _, _ in mailed(world)] == [PARTIES[1 - first]]


def test_each_party_sees_who_the_other_is_and_what_both_wrote(logged_in: LoggedIn) -> None:
    world, reader = logged_in(persona="client")
    freelancer, state = log_in(world, "freelancer"), world.state()
    company, city = state["teams"]["team-1"]["name"], state["accounts"]["client"]["city"]
    stars = {row["author"]: row["stars"] for row in state["reviews"].values() if row["contract"] == "contract-1"}
    (mine,) = [row for row in reader.get("/my-jobs").texts("li") if state["contracts"]["contract-1"]["title"] in row]
    (theirs,) = [
        row for row in freelancer.get("/my-jobs").texts("li") if state["contracts"]["contract-1"]["title"] in row
    ]
    together = "· one of 3 contracts together ·"
    assert f"With {world.accounts['freelancer'].name} {together}" in mine
    assert f"With {world.owner.name} of {company}, based in {city} {together}" in theirs
    for row, who, other in ((mine, "client", "freelancer"), (theirs, "freelancer", "client")):
        assert f" · {stars[other]} of 5 stars" in row
        assert f" · you gave {stars[who]} of 5 stars" in row


@pytest.mark.parametrize("verb", ["complete", "end"])
def test_the_home_page_counts_finished_contracts(logged_in: LoggedIn, verb: str) -> None:
    _, reader = logged_in(having=("active-contract",))
    names = reader.get("/home").texts("dt")
    figures = dict(zip(names, reader.get("/home").texts("dd"), strict=True))
    assert (figures["Active contracts"], figures["Past contracts"]) == ("1", "3")
    reader.submit(f"/my-jobs/contract-4/{verb}")
    after = dict(zip(names, reader.get("/home").texts("dd"), strict=True))
    assert (after["Active contracts"], after["Past contracts"]) == ("0", "4")
