"""A script that knows only the control API and the guide's words can do the same closing."""

from collections.abc import Callable
from typing import Any, Literal

import requests
from playwright.sync_api import Page, expect

Edition = Callable[[str], dict[str, Any]]


def test_a_plain_script_closes_the_account(page: Page, base_url: str, edition: Edition) -> None:
    control = f"{base_url}/_control"
    asked = {"edition": edition("own"), "persona": "freelancer", "having": [], "seed": 7}
    made = requests.post(f"{control}/worlds", json=asked, timeout=10).json()
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


def test_a_plain_script_is_blocked_settles_three_obligations_and_closes(
    page: Page, base_url: str, edition: Edition
) -> None:
    control = f"{base_url}/_control"
    owes = ["hourly-contract", "open-proposal", "balance"]
    asked = {"edition": edition("own"), "persona": "freelancer", "having": owes}
    made = requests.post(f"{control}/worlds", json=asked, timeout=10).json()
    obligations = requests.get(f"{control}/catalog", timeout=10).json()["obligations"]
    account = made["accounts"]["freelancer"]

    def press(name: str, role: Literal["button", "link"] = "link") -> None:
        page.get_by_role(role, name=name, exact=True).click()

    def try_to_close() -> None:
        press("Account menu", "button")
        for name in ("Settings", "Contact Info", "Close my account"):
            press(name)

    page.goto(made["login_url"])
    page.get_by_label("Email", exact=True).fill(account["email"])
    page.get_by_label("Password", exact=True).fill(account["password"])
    press("Log in", "button")
    try_to_close()
    says = [obligations[name]["says"] for name in owes]
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text(says)

    page.get_by_role("dialog").get_by_role("listitem").filter(has_text=says[0]).get_by_role("link").click()
    press("End contract", "button")
    press("Proposals")
    press("Withdraw", "button")
    assert obligations["hourly-contract"]["leaves"] == ["pending-payment", "open-billing-cycle"]
    requests.post(f"{control}/worlds/{made['world']}/clock", json={"advance": "P10D"}, timeout=10)
    press("Payments")
    press("Withdraw", "button")
    try_to_close()
    page.get_by_label("Reason", exact=True).select_option("I no longer need this account")
    press("Close Account", "button")

    expect(page.get_by_role("heading", level=1)).to_contain_text("closed")
    state = requests.get(f"{control}/worlds/{made['world']}", timeout=10).json()
    assert (state["accounts"]["freelancer"]["status"], state["accounts"]["freelancer"]["owes"]) == ("closed", [])


def test_blockers_are_list_items_of_the_dialog(page: Page, base_url: str, edition: Edition) -> None:
    asked = {"edition": edition("own"), "persona": "freelancer", "having": ["balance", "open-proposal"]}
    made = requests.post(f"{base_url}/_control/worlds", json=asked, timeout=10).json()
    obligations = requests.get(f"{base_url}/_control/catalog", timeout=10).json()["obligations"]
    page.goto(made["login_url"])
    page.get_by_label("Email").fill(made["accounts"]["freelancer"]["email"])
    page.get_by_label("Password").fill(made["accounts"]["freelancer"]["password"])
    page.get_by_role("button", name="Log in").click()
    page.goto("/settings/contact-info")
    page.get_by_role("link", name="Close my account").click()

    says = [obligations[name]["says"] for name in ("open-proposal", "balance")]
    expect(page.get_by_role("dialog").get_by_role("listitem")).to_contain_text(says)
