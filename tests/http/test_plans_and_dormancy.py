"""Plans, the connects that proposals cost, and inactive freelancers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed_rows, unchanged
from tests.support.gated_edition import CLOSE, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import ask_to_reopen, decide
from tests.support.types import EditionData, MakeWorld

PLAN = "/settings/plan/plan"
ENDS = "Your account will be closed"
YEAR = {"warned_after": "P365D", "closed_after": "P30D"}


def with_plans(**changes: Any) -> EditionData:
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye"})
    edition["sections"].append({"id": "plan", "label": "Your plan", "panels": ["plan"]})
    return {**edition, "plans": {}, **changes}


pytestmark = pytest.mark.world(edition=with_plans(), circumstances=("plus",))


def post_job(world: World, title: str = "A poster") -> None:
    client = log_in(world, "client")
    client.get("/my-jobs/post")
    assert client.submit("/my-jobs/post", {"title": title, "budget": "80.00"}).status_code == 200


def connects(world: World) -> int:
    number: int = account_row(world)["connects"]
    return number


def test_downgrading_and_upgrading_leaves_no_trace(world: World, reader: HttpClient) -> None:
    client = log_in(world, "client")
    profile = f"/talent/{world.id}/freelancer"
    for way, badge in (("down", False), ("up", True)):
        reader.get("/settings/plan")
        answer = reader.submit(f"{PLAN}/{way}")
        assert (answer.status_code, answer.path) == (200, "/settings/plan")
        assert ("Freelancer Plus" in client.get(profile).texts("span")) == badge
        assert changed_rows(world) == ({} if badge else {"/accounts/freelancer/plan": "basic"})


@pytest.mark.parametrize("way", ["down", "up"])
def test_the_current_plan_is_refused(world: World, reader: HttpClient, way: str) -> None:
    reader.get("/settings/plan")
    if way == "down":
        reader.submit(f"{PLAN}/down")
        assert reader.get(f"{PLAN}/down").path == "/settings/plan"
    with unchanged(world):
        refused = reader.submit(f"{PLAN}/{way}")
        name = {"down": "Freelancer Basic", "up": "Freelancer Plus"}[way]
        assert refused.outcome == (409, f"You already have {name}.")


def test_connects_arrive_monthly_and_roll_over_to_a_limit(make_world: MakeWorld) -> None:
    world = make_world(with_plans(plans={"most_connects": 35}))
    assert connects(world) == 10
    world.advance("P17DT13H59M59S")
    assert connects(world) == 10
    for step, there in (("PT1S", 20), ("P28D", 30), ("P31D", 35), ("P365D", 35)):
        world.advance(step)
        assert connects(world) == there
    assert "35 now, and no more until you use some" in log_in(world).get("/settings/plan").texts("dd")


def test_the_page_says_how_many_connects_come(make_world: MakeWorld) -> None:
    world = make_world(with_plans(plans={"most_connects": 15}))
    assert "10 now, 5 more on 1 February 2026" in log_in(world).get("/settings/plan").texts("dd")
    world.advance("P20D")
    assert connects(world) == 15


def test_plus_is_charged_monthly_until_the_downgrade(world: World, reader: HttpClient) -> None:
    def charged() -> list[tuple[int, str]]:
        return [(row["cents"], row["charged_at"]) for row in world.state()["charges"].values()]

    assert charged() == []
    world.advance("P46D")  # to 1 March
    both = [(1499, "2026-02-01T00:00:00Z"), (1499, "2026-03-01T00:00:00Z")]
    assert charged() == both
    assert "$14.99 on 1 March 2026" in reader.get("/settings/plan").texts("li")
    reader.submit(f"{PLAN}/down")
    world.advance("P60D")
    assert charged() == both


def test_only_open_freelancers_get_connects(make_world: MakeWorld) -> None:
    world = make_world(with_plans())
    log_in(world).close_account()
    world.advance("P60D")
    numbers = {key: row["connects"] for key, row in world.state()["accounts"].items()}
    assert numbers == {"freelancer": 10, "client": 0, "support-agent": 0}


def test_a_proposal_costs_connects(world: World) -> None:
    post_job(world)
    owner, before = log_in(world), connects(world)
    owner.get("/find-work")
    assert owner.submit("/find-work/job-1", {"bid": "50.00"}).path == "/proposals"
    proposal = world.state()["proposals"]["proposal-1"]
    row = {"job": "A poster", "bid_cents": 5000, "status": "open", "post": "job-1"}
    assert {name: proposal[name] for name in row} == row
    assert connects(world) == before - 2
    again = owner.submit("/find-work/job-1", {"bid": "50.00"})
    assert again.outcome == (409, "You have already made a proposal for “A poster”.")
    assert connects(world) == before - 2


def test_four_tabs_at_once_send_one_proposal(world: World) -> None:
    post_job(world)
    tabs, before = [log_in(world) for _ in range(4)], connects(world)
    for tab in tabs:
        tab.get("/find-work")
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda tab: tab.submit("/find-work/job-1", {"bid": "50.00"}).status_code, tabs))
    assert sorted(answers) == [200, 409, 409, 409]
    assert (len(world.state()["proposals"]), connects(world)) == (1, before - 2)


@pytest.mark.parametrize("bid", ["", "0", "-5", "much", "1e3", "1.234"])
def test_an_invalid_bid_is_refused(world: World, bid: str) -> None:
    post_job(world)
    owner, before = log_in(world), world.state()
    owner.get("/find-work")
    refused = owner.submit("/find-work/job-1", {"bid": bid})
    assert (refused.status_code, refused.complaints) == (422, {"bid-job-1": "Enter an amount such as $120.50."})
    assert world.state() == before


def test_a_proposal_needs_enough_connects(make_world: MakeWorld) -> None:
    world = make_world(with_plans(plans={"basic_connects": 1}))
    post_job(world)
    owner, before = log_in(world), world.state()
    owner.get("/find-work")
    refused = owner.submit("/find-work/job-1", {"bid": "50.00"})
    assert refused.outcome == (409, "A proposal costs 2 connects, and you have 1.")
    assert world.state() == before


def test_closed_own_and_foreign_jobs_take_no_proposal(make_world: MakeWorld) -> None:
    world = make_world(with_plans(), circumstances=("dual",), having=("open-job",))
    post_job(world)
    client, owner = log_in(world, "client"), log_in(world)
    state = world.state()
    own = next(key for key, row in state["jobs"].items() if row["title"] != "A poster")
    other = next(key for key, row in state["jobs"].items() if row["title"] == "A poster")
    assert [owner.get("/find-work").texts("strong", id=key) for key in (own, other)] == [[], ["A poster"]]
    before = world.state()
    assert owner.submit(f"/find-work/{own}", {"bid": "50.00"}).status_code == 404
    assert client.submit(f"/find-work/{other}", {"bid": "50.00"}).status_code == 404
    foreign = log_in(make_world(with_plans(), seed=2))
    foreign.get("/find-work")
    assert foreign.submit(f"/find-work/{other}", {"bid": "50.00"}).status_code == 404
    assert world.state() == before
    client.submit(f"/my-jobs/posts/{other}/close")
    refused = owner.submit(f"/find-work/{other}", {"bid": "50.00"})
    assert refused.outcome == (409, "“A poster” is closed.")
    assert world.state()["proposals"] == before["proposals"]


def dormant(make_world: MakeWorld, block: tuple[str, ...] = (), **options: Any) -> World:
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye"}, block=list(block))
    return make_world({**edition, "dormancy": YEAR}, **options)


def subjects(world: World) -> list[tuple[str, str]]:
    return [(mail["subject"], mail["sent_at"]) for mail in world.mail()]


def test_a_dormant_account_is_warned_and_then_closed(make_world: MakeWorld) -> None:
    world = dormant(make_world)
    last = max(row["ended_at"] for row in world.state()["contracts"].values())
    world.advance("P1000D")
    (warned, at_warning), (closed, at_closing) = subjects(world)
    assert (warned, closed) == (ENDS, "Goodbye")
    assert (at_warning[4:], int(at_warning[:4])) == (last[4:], int(last[:4]) + 1)
    account = account_row(world)
    assert (account["status"], account["closed_at"], account["dormant_warned_at"]) == ("closed", at_closing, at_warning)
    assert account["close_reason"] == "The account was inactive for a long time."


def test_activity_restarts_the_dormancy_period(make_world: MakeWorld) -> None:
    world = dormant(make_world, circumstances=("dormant",))
    world.advance("P25D")
    assert [subject for subject, _ in subjects(world)] == [ENDS]
    post_job(world)
    owner = log_in(world)
    owner.get("/find-work")
    owner.submit("/find-work/job-1", {"bid": "50.00"})
    world.advance("P364DT23H59M59S")
    assert len(subjects(world)) == 1
    world.advance("PT1S")
    assert [subject for subject, _ in subjects(world)] == [ENDS, ENDS]
    assert account_row(world)["status"] == "open"
    world.advance("P30D")
    assert account_row(world)["status"] == "closed"


def test_a_blocked_dormant_account_is_warned_again(make_world: MakeWorld) -> None:
    world = dormant(make_world, ("balance",), having=("balance",), circumstances=("dormant",))
    world.advance("P1000D")
    warnings = [datetime.fromisoformat(moment) for subject, moment in subjects(world) if subject == ENDS]
    assert len(warnings) == len(subjects(world)) > 10
    assert {later - earlier for earlier, later in pairwise(warnings)} == {timedelta(days=30)}
    assert account_row(world)["status"] == "open"


NOT_DORMANT = {
    "work goes on": {"having": ("hourly-contract",)},
    "suspended": {"circumstances": ("suspended",)},
    "a company besides": {"circumstances": ("dual",)},
}


@pytest.mark.parametrize("options", NOT_DORMANT.values(), ids=NOT_DORMANT)
def test_active_suspended_and_dual_accounts_are_not_warned(make_world: MakeWorld, options: dict[str, Any]) -> None:
    world = dormant(make_world, **options)
    world.advance("P1000D")
    assert [mail for mail in mailed(world) if mail[:2] in (("freelancer", ENDS), ("freelancer", "Goodbye"))] == []


def test_an_edition_without_dormancy_closes_nobody(make_world: MakeWorld) -> None:
    world = make_world(gated(), circumstances=("dormant",))
    world.advance("P3650D")
    assert [path for path in changed_rows(world) if path.startswith("/accounts")] == []


def test_a_reopened_dormant_account_is_warned_again(make_world: MakeWorld, visitor: HttpClient) -> None:
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye", "restore": {"by": "support"}})
    world = make_world({**edition, "dormancy": YEAR}, circumstances=("dormant",))
    world.advance("P60D")
    assert account_row(world)["status"] == "closed"
    ask_to_reopen(visitor, world)
    decide(log_in(world, "support-agent"), "reopen")
    world.advance("P29D")
    assert account_row(world)["status"] == "open"
    assert [subject for subject, _ in subjects(world)].count(ENDS) == 2
    world.advance("P1D")
    assert account_row(world)["status"] == "closed"
