"""Guides that repeat steps for each item, or name a control by its row."""

import pytest
from playwright.sync_api import Page, expect

from flows.errors import ScreenError
from flows.language.understand import understand
from flows.pages.screen import Screen
from flows.site.client import World
from flows.walk.actions import perform
from flows.walk.reader import Reader
from tests.conftest import PATIENCE

# Each team has a menu, whose Leave Team item opens a dialog that removes the team from the list. «Mine» shows the
# list.
TEAMS = """
<button onclick="teams.hidden = false">Mine</button>
<p id="log"></p>
<ul id="teams" hidden></ul>
<dialog><form method="dialog"><button onclick="leave()">Leave</button></form></dialog>
<script>
  let row = null
  const dialog = document.querySelector("dialog")
  function leave() { log.append(row.dataset.name); row.remove() }
  for (const name of NAMES) {
    const item = document.createElement("li")
    item.dataset.name = name
    item.innerHTML = `<span>${name}</span> <button>Actions</button><button hidden>Leave Team</button>`
    const [actions, leaving] = item.querySelectorAll("button")
    actions.onclick = () => { leaving.hidden = false }
    leaving.onclick = () => { row = item; dialog.showModal() }
    teams.append(item)
  }
</script>
"""
MEMBERS = """
<h1>Members</h1>
<p id="log"></p>
<ul>
  <li><b>Ada</b> <span>Manager</span> <button onclick="log.append('ada')">Remove</button>
    <select aria-label="Role"><option>Member</option><option selected>Manager</option></select></li>
  <li><b>Bo</b> <span> member </span> <button onclick="log.append('bo')">Remove</button></li>
  <li><b>Cy</b> <span>Member since May</span> <button onclick="log.append('cy')">Remove</button></li>
</ul>
<table><tr><td>Admin</td><td><button onclick="log.append('di')">Remove</button></td></tr></table>
"""
SECOND_MEMBER = "<ul><li><span>Member</span> <button onclick=\"log.append('ed')\">Remove</button></li></ul>"


@pytest.fixture
def reader(still_world: World, page: Page) -> Reader:
    page.set_default_timeout(PATIENCE)
    return Reader(page, still_world, still_world.owner)


def teams(page: Page, *names: str) -> None:
    page.goto("about:blank")  # Clear what the scripts stored before.
    page.set_content(TEAMS.replace("NAMES", str(list(names))))


def do(reader: Reader, sentence: str) -> None:
    acts, faults, _ = understand(sentence)
    assert faults == []
    for act in acts:
        perform(act, reader)


def test_a_chain_is_repeated_for_each_match(reader: Reader, page: Page) -> None:
    for sentence, names in {
        "Click «Mine». For each team, click «Actions», select «Leave Team» and click «Leave».": "abc",
        "Click «Mine». For each team, open «Actions», select «Leave Team» and click «Leave».": "a",
        "Click «Mine», then «Actions», select «Leave Team» and press «Leave». Repeat this for each team.": "ab",
        "Click «Mine». Under «Actions», select «Leave Team» and press «Leave» for each team.": "ab",
    }.items():
        teams(page, *names)
        do(reader, sentence)
        expect(page.locator("#log"), sentence).to_have_text(names)
        expect(page.get_by_role("listitem"), sentence).to_have_count(0)


def test_a_chain_without_a_match_is_an_error(reader: Reader, page: Page) -> None:
    teams(page)
    with pytest.raises(ScreenError, match="looked for a control named 'Actions'"):
        do(reader, "For each team, click «Actions» and select «Leave Team».")


def test_a_failure_in_one_round_stops_the_others(reader: Reader, page: Page) -> None:
    teams(page, "a", "b")
    do(reader, "Click «Mine».")
    with pytest.raises(ScreenError, match="looked for a control named 'Go'"):
        do(reader, "For each team, click «Actions», select «Leave Team» and click «Go».")
    expect(page.get_by_role("listitem", include_hidden=True)).to_have_count(2)


@pytest.mark.parametrize(("role", "pressed"), [("Member", "bo"), ("MANAGER", "ada"), ("Admin", "di")])
def test_a_control_is_pressed_in_the_row_with_the_words(reader: Reader, page: Page, role: str, pressed: str) -> None:
    page.set_content(MEMBERS)
    do(reader, f"Click «Remove» next to «{role}».")
    expect(page.locator("#log")).to_have_text(pressed)


def test_words_in_no_row_are_an_error_that_lists_controls(reader: Reader, page: Page) -> None:
    page.set_content(MEMBERS)
    with pytest.raises(ScreenError, match="a place named 'Owner', or a row of it with 'Remove'; there was "):
        do(reader, "Click «Remove» next to «Owner».")


def test_the_nearest_name_is_listed_first(reader: Reader, page: Page) -> None:
    page.set_content("<a href='#'>Worklane</a> <a href='#'>My Info</a> <a href='#'>Contact Info</a> <h1>Settings</h1>")
    with pytest.raises(ScreenError, match="'Contact Details'; there was link 'Contact Info', "):
        do(reader, "Click «Contact Details».")


def test_the_control_of_another_row_is_not_pressed(reader: Reader, page: Page) -> None:
    page.set_content("<ul><li><i>Manager</i> <button>Remove</button></li><li><i>Member</i></li></ul>")
    with pytest.raises(ScreenError, match="a place named 'Member'"):
        do(reader, "Click «Remove» next to «Member».")


def test_two_rows_with_the_words_are_an_error(reader: Reader, page: Page) -> None:
    page.set_content(MEMBERS + SECOND_MEMBER)
    with pytest.raises(ScreenError, match="one of a control named 'Remove' at 'Member', found several"):
        do(reader, "Click «Remove» next to «Member».")


def test_each_row_with_the_words_is_used_once(reader: Reader, page: Page) -> None:
    page.set_content((MEMBERS + SECOND_MEMBER).replace("log.append(", "this.parentNode.remove(), log.append("))
    do(reader, "Click «Remove» next to each «Member».")
    expect(page.locator("#log")).to_have_text("boed")


@pytest.mark.parametrize(
    "after", ["", "this.remove()", "this.textContent = 'Renewed'"], ids=["stays", "goes", "changes"]
)
def test_each_control_is_pressed_once_whether_it_stays_or_not(reader: Reader, page: Page, after: str) -> None:
    buttons = (f"<button onclick=\"log.append('{key}'); {after}\">Renew</button>" for key in "abc")
    page.set_content(f"<p id=log></p>{''.join(buttons)}<button onclick=\"log.append('-')\">Save</button>")
    do(reader, "For each contract, click «Renew» and «Save».")
    expect(page.locator("#log")).to_have_text("a-b-c-")


def test_a_list_of_choices_is_not_a_row(page: Page, reader: Reader) -> None:
    page.set_content('<select aria-label="Role"><option>Member</option><option>Manager</option></select>')
    do(reader, "Choose «Manager» from «Role».")
    expect(Screen(page).field("Role")).to_have_value("Manager")


def test_the_email_of_another_party_is_filled_in(reader: Reader, page: Page) -> None:
    page.set_content("<label>Email <input></label>")
    do(reader, "Enter the freelancer's email address in «Email».")
    expect(Screen(page).field("Email")).to_have_value(reader.world.accounts["freelancer"].email)


def test_the_email_of_a_missing_account_is_an_error(reader: Reader, page: Page) -> None:
    page.set_content("<label>Email <input></label>")
    with pytest.raises(ScreenError, match="looked for an account of the manager; there was freelancer"):
        do(reader, "Enter the manager's email.")
