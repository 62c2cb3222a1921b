"""A script takes every persona to its documented end, by the words of the guides."""

from playwright.sync_api import Page, expect

from tests.support.browser_script import Script
from tests.support.teams_edition import as_guided

NOW = "2026-01-14T10:00:00Z"


def test_a_freelancer_closes_the_account(page: Page, base_url: str) -> None:
    script = Script(page, base_url, edition=as_guided(), persona="freelancer")
    script.enter("freelancer")
    script.settings("Contact Info")
    script.press("Close my account")
    page.get_by_label("Reason", exact=True).select_option("I am moving to another line of work")
    script.press("Close Account", "button")

    script.ends_with("Your account is closed")
    changed = script.changed()
    assert changed["/accounts/freelancer/status"] == script.status("freelancer") == "closed"
    assert all(path.startswith("/accounts/freelancer/") for path in changed)


def test_a_client_settles_all_obligations_and_closes(page: Page, base_url: str) -> None:
    owes = ["hourly-contract", "team-member", "open-job"]
    script = Script(page, base_url, edition=as_guided(), persona="client", having=owes)
    script.enter("client")
    dialog, settled = page.get_by_role("dialog"), []
    for _ in range(len(script.obligations)):
        script.settings("Contact Info")
        script.press("Close my account")
        expect(dialog).to_be_visible()
        listed = dialog.get_by_role("list", name="What comes first", exact=True).get_by_role("listitem")
        says = [text for item in listed.all() for text in item.locator("strong").all_inner_texts()]
        if not says:
            break
        settled.append([name for name, obligation in script.obligations.items() if obligation["says"] in says])
        script.resolve(settled[-1][0])
    page.get_by_label("Reason", exact=True).select_option("Our company is closing down")
    script.press("Close Account", "button")

    script.ends_with("Your company and your account are closed")
    assert settled == [
        owes,
        ["team-member", "open-job", "open-billing-cycle"],
        ["open-job", "open-billing-cycle"],
        ["open-billing-cycle"],
        ["unpaid-invoice"],
    ]
    changed = script.changed()
    assert changed["/accounts/client/owes"] == []
    assert (changed["/accounts/client/status"], changed["/teams/team-1/status"]) == ("closed", "closed")
    assert (changed["/jobs/job-1/status"], changed["/contracts/contract-4/status"]) == ("closed", "ended")
    assert changed["/invoices/invoice-1"]["status"] == "paid"
    assert (changed["/memberships/membership-2/status"], script.status("member")) == ("removed", "closed")


def test_an_owner_closes_the_agency_and_stays(page: Page, base_url: str) -> None:
    script = Script(page, base_url, edition=as_guided(), persona="agency-owner")
    script.enter("agency-owner")
    script.settings("Agency Profile")
    script.press("Close my Agency")
    script.press("Close Agency", "button")

    script.ends_with("Your agency is closed")
    afterwards = page.get_by_role("list", name="What happens now", exact=True)
    expect(afterwards).to_contain_text("Your account stays open: as a freelancer")
    agency = next(key for key, team in script.read()["teams"].items() if team["kind"] == "agency")
    assert script.changed() == {f"/teams/{agency}/status": "closed", f"/teams/{agency}/closed_at": NOW}
    assert script.status("agency-owner") == "open"


def test_an_admin_leaves_all_teams_and_the_account_closes(page: Page, base_url: str) -> None:
    several = ["several-teams"]
    script = Script(page, base_url, edition=as_guided(), persona="admin", circumstances=several)
    mine = [key for key, row in script.read()["memberships"].items() if row["account"] == "admin"]
    script.enter("admin")
    for _ in mine[1:]:
        assert script.status("admin") == "open"
        script.leave_team()
        script.ends_with("You have left the team")
    assert script.status("admin") == "open"
    script.leave_team()

    script.ends_with("You have left the team, and your account is closed")
    changed = script.changed()
    assert len(mine) == 3
    assert [changed.pop(f"/memberships/{key}/status") for key in mine] == ["left"] * 3
    assert [changed.pop(f"/memberships/{key}/ended_at") for key in mine] == [NOW] * 3
    assert changed["/accounts/admin/status"] == script.status("admin") == "closed"
    # The teams of these owners have no other member any more, so nothing blocks them.
    others = {path: value for path, value in changed.items() if not path.startswith("/accounts/admin/")}
    assert others == {"/accounts/client-2/owes": [], "/accounts/agency-owner/owes": []}


def test_a_manager_leaves_the_team(page: Page, base_url: str) -> None:
    dual = ["in-agency", "dual"]
    script = Script(page, base_url, edition=as_guided(), persona="manager", circumstances=dual)
    key = next(key for key, row in script.read()["memberships"].items() if row["account"] == "manager")
    script.enter("manager")
    script.leave_team()

    script.ends_with("You have left the team")
    assert script.changed() == {f"/memberships/{key}/status": "left", f"/memberships/{key}/ended_at": NOW}
    assert script.status("manager") == "open"


def test_a_member_asks_an_admin_and_is_removed(page: Page, base_url: str) -> None:
    script = Script(page, base_url, edition=as_guided(), persona="member")
    script.enter("member")
    script.settings("My Teams")
    advice = page.get_by_role("listitem").filter(has_text="ask an admin or a manager to remove you")
    expect(advice).to_contain_text(f"{script.made['accounts']['admin']['name']} (admin)")
    expect(page.get_by_role("button", name="Actions", exact=True)).to_have_count(0)
    assert script.changed() == {}
    script.press("Account menu", "button")
    script.press("Log out", "button")

    script.enter("admin")
    script.press("Members & Permissions")
    row = page.get_by_role("listitem").filter(has_text=script.made["accounts"]["member"]["email"])
    script.press("Remove", "button", within=row)
    expect(page.get_by_role("status")).to_contain_text("That was their last team, so their account is closed.")
    script.press("Account menu", "button")
    script.press("Log out", "button")

    script.enter("member")
    expect(page.get_by_role("alert")).to_have_text("This account is closed.")
    key = next(key for key, row in script.read()["memberships"].items() if row["account"] == "member")
    changed = script.changed()
    assert changed.pop(f"/memberships/{key}/status") == "removed"
    assert changed.pop(f"/memberships/{key}/ended_at") == NOW
    assert changed["/accounts/member/status"] == script.status("member") == "closed"
    assert all(path.startswith("/accounts/member/") for path in changed)
