"""Job posts of a company: who posts and closes them. Claim D9."""

import pytest

from flows.site.client import World
from tests.support.changes import NOW, changed, unchanged
from tests.support.http_client import log_in
from tests.support.mail import mailed
from tests.support.teams import refusal, switch, team_of
from tests.support.teams_edition import nothing_asked
from tests.support.types import LoggedIn

POST = {"title": "Paint a boat", "budget": "$1,200.50"}
KEY = "job-1"
pytestmark = pytest.mark.world(edition=nothing_asked(), persona="admin", circumstances=("several-teams",))


@pytest.mark.parametrize("role", ["client", "admin", "manager"])
def test_a_job_is_posted_and_closed(world: World, role: str) -> None:
    reader = log_in(world, role)
    reader.get("/my-jobs/post")
    answer = reader.submit("/my-jobs/post", POST)
    assert (answer.path, answer.message) == ("/my-jobs", "“Paint a boat” has been posted.")
    row = {"title": "Paint a boat", "budget_cents": 120_050, "status": "open", "posted_at": NOW, "closed_at": None}
    owes = {"/accounts/client/owes": ["team-member", "open-job"]}
    team = team_of(world, "client")
    assert changed(world) == {f"/jobs/{KEY}": {**row, "team": team}} | owes
    answer = reader.submit(f"/my-jobs/posts/{KEY}/close")
    assert (answer.path, answer.message) == ("/my-jobs", "“Paint a boat” has been closed.")
    closed = {f"/jobs/{KEY}": {**row, "team": team, "status": "closed", "closed_at": NOW}}
    assert changed(world) == closed
    again = reader.submit(f"/my-jobs/posts/{KEY}/close")
    assert refusal(again) == (409, "My Jobs", "“Paint a boat” is already closed.")
    assert changed(world) == closed
    assert mailed(world) == []


AMOUNT = "Enter an amount such as $120.50."
LINE = "Write at most 120 characters, on one line."
WRONG = {
    "no title": ({"title": ""}, "Title is needed."),
    "a blank title": ({"title": "  "}, "Title is needed."),
    "a title too long": ({"title": "x" * 121}, LINE),
    "a title of two lines": ({"title": "a\nb"}, LINE),
    "no budget": ({"budget": ""}, AMOUNT),
    "nothing": ({"budget": "0"}, AMOUNT),
    "less than nothing": ({"budget": "-5"}, AMOUNT),
    "words": ({"budget": "a lot"}, AMOUNT),
    "too much": ({"budget": "9" * 30}, AMOUNT),
}


@pytest.mark.parametrize(("changes", "complaint"), WRONG.values(), ids=WRONG)
def test_wrong_input_posts_nothing(world: World, changes: dict[str, str], complaint: str) -> None:
    reader = log_in(world, "client")
    page = reader.get("/my-jobs/post").heading
    answer = reader.submit("/my-jobs/post", POST | changes)
    assert refusal(answer) == (422, page, complaint)
    assert world.changes() == []


def test_no_other_company_closes_a_job(world: World) -> None:
    owner, other, agency = (log_in(world, key) for key in ("client", "client-2", "agency-owner"))
    owner.get("/my-jobs/post")
    owner.submit("/my-jobs/post", POST)
    with unchanged(world):
        switch(agency, team_of(world, "agency-owner"))
        for reader in (other, agency, log_in(world, "member")):
            reader.get("/home")
            assert reader.submit(f"/my-jobs/posts/{KEY}/close").status_code == 404
        assert "Paint a boat" not in other.get("/my-jobs").texts("main")[0]


@pytest.mark.parametrize(
    "persona", ["freelancer", "agency-owner", "member", "admin of an agency", "manager of an agency"]
)
def test_only_companies_post_jobs(logged_in: LoggedIn, persona: str) -> None:
    persona, _, agency = persona.partition(" of an ")
    world, reader = logged_in(nothing_asked(), persona, circumstances=("in-agency",) if agency else ())
    assert reader.get("/my-jobs/post").status_code == 404
    reader.get("/home")
    assert reader.submit("/my-jobs/post", POST).status_code == 404
    assert world.changes() == []
