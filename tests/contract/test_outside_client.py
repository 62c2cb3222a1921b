"""A script can close the same account with the control API and the words of a guide."""

import requests
from playwright.sync_api import Page, expect

from tests.support.browser_script import Script
from tests.support.editions import read_edition


def test_a_plain_script_closes_the_account(page: Page, base_url: str) -> None:
    control = f"{base_url}/_control"
    request = {"edition": read_edition("own"), "persona": "freelancer", "having": [], "seed": 7}
    made = requests.post(f"{control}/worlds", json=request, timeout=10).json()
    account = made["accounts"]["freelancer"]

    page.goto(made["login_url"])
    page.get_by_label("Email", exact=True).fill(account["username"])
    page.get_by_label("Password", exact=True).fill(account["password"])
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("button", name="Account menu", exact=True).click()
    page.get_by_role("link", name="Settings", exact=True).click()
    settings = page.get_by_role("navigation", name="Settings", exact=True)
    settings.get_by_role("link", name="Contact Info", exact=True).click()
    page.get_by_role("link", name="Close my account", exact=True).click()
    page.get_by_label("Reason", exact=True).select_option("I no longer need this account")
    page.get_by_role("button", name="Close Account", exact=True).click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")
    changes = requests.get(f"{control}/worlds/{made['world']}/changes", timeout=10).json()["changes"]
    assert {change["path"].split("/")[1] for change in changes} == {"accounts", "mail"}
    assert all("/accounts/freelancer/" in change["path"] or "/mail/" in change["path"] for change in changes)


def test_labels_stand_beside_their_fields(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/login")
    inside = page.get_by_role("textbox").evaluate_all("fields => fields.filter(field => field.closest('label')).length")
    assert inside == 0


def test_a_plain_script_settles_three_obligations_and_closes(page: Page, base_url: str) -> None:
    owes = ["hourly-contract", "open-proposal", "balance"]
    script = Script(page, base_url, edition=read_edition("own"), persona="freelancer", having=owes)
    script.enter("freelancer")
    script.settings("Contact Info")
    script.press("Close my account")
    blockers = page.get_by_role("dialog").get_by_role("listitem")
    says = [script.obligations[name]["says"] for name in owes]
    expect(blockers).to_contain_text(says)

    blockers.filter(has_text=says[0]).get_by_role("link").click()
    script.press("End contract", "button")
    script.press("Proposals")
    script.press("Withdraw", "button")
    assert script.obligations["hourly-contract"]["leaves"] == ["pending-payment", "open-billing-cycle"]
    script.wait("P10D")
    script.press("Payments")
    script.press("Withdraw", "button")
    script.settings("Contact Info")
    script.press("Close my account")
    page.get_by_label("Reason", exact=True).select_option("I no longer need this account")
    script.press("Close Account", "button")

    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")
    account = script.read()["accounts"]["freelancer"]
    assert (account["status"], account["owes"]) == ("closed", [])


def test_blockers_are_list_items_of_the_dialog(page: Page, base_url: str) -> None:
    owes = ["open-proposal", "balance"]
    script = Script(page, base_url, edition=read_edition("own"), persona="freelancer", having=owes)
    script.enter("freelancer")
    script.settings("Contact Info")
    script.press("Close my account")

    says = [script.obligations[name]["says"] for name in owes]
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text(says)
