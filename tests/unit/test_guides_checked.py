"""Guides checked against the running site: each unknown name is one fault."""

from pathlib import Path

import pytest

from flows.errors import GuideError
from flows.reading import guide as guides
from mocksite.editions import loader
from tests.support.guide_files import write_guide
from tests.support.types import CheckGuide

SHIPPED = loader.names()[0]
FRONT = "title: Close\npersona: freelancer\nends: closed"
PERSONAS = "freelancer, client, agency-owner, admin, manager, member"
TEAMS = "team-member, open-job, open-billing-cycle, unpaid-invoice"
CLIENTS = f"active-contract, hourly-contract, pending-refund, dispute, {TEAMS}"
FREELANCERS = (
    "active-contract, hourly-contract, open-proposal, pending-payment, balance, withdrawal-under-way, pending-refund, "
    "dispute"
)
CIRCUMSTANCES = (
    "two-factor, no-security-question, identity-check, support-review, dual, in-agency, suspended, dormant, "
    "plus, several-teams"
)
DEVICES = "write desktop, or a Playwright device such as Pixel 7 or iPhone 15"
pytestmark = pytest.mark.usefixtures("folder")


def written(front: str, folder: str = SHIPPED) -> guides.Guide:
    return guides.load(write_guide(f"{folder}/close.md", front))


@pytest.mark.parametrize("path", guides.find(guides.GUIDES), ids=lambda path: path.stem)
def test_every_shipped_guide_names_only_what_the_site_has(path: Path, check: CheckGuide) -> None:
    check(guides.load(path))


UNKNOWN = {
    "persona": (
        "title: Close\npersona: butcher\nends: closed",
        [f"3: persona: 'butcher' is not known; write one of {PERSONAS}"],
    ),
    "obligation": (f"{FRONT}\nhaving: [debt]", [f"5: having: 'debt' is not known; write one of {FREELANCERS}"]),
    "obligation of another persona": (
        "title: Close\npersona: client\nends: closed\nhaving: [balance]",
        [f"5: having: a persona 'client' cannot owe 'balance'; write one of {CLIENTS}"],
    ),
    "circumstance": (
        f"{FRONT}\ncircumstances: [tired]", [f"5: circumstances: 'tired' is not known; write one of {CIRCUMSTANCES}"],
    ),
    "end": (
        "title: Close\npersona: freelancer\nends: happily",
        [
                "4: ends: 'happily' is not known; write one of closed, marked for deletion, deleted, "
                "new account, blocked by …, sent to support, desktop only, owner only, ask an admin, team closed, "
                "out of the team, one account only, restored, not restored, suspension lifted, still suspended, "
                    "as it was, still open"
            ],
    ),
    "blocker": (
        "title: Close\npersona: freelancer\nends: blocked by balance, debt",
        [f"4: ends: 'debt' is not known; write one of {FREELANCERS}, {TEAMS}"],
    ),
    "device": (f"{FRONT}\ndevice: Pixel 70", [f"5: device: 'Pixel 70' is not known; {DEVICES}"]),
}  # fmt: skip


@pytest.mark.parametrize(("front", "lines"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name_is_one_fault_that_lists_the_known_ones(
    front: str, lines: list[str], check: CheckGuide
) -> None:
    with pytest.raises(GuideError) as raised:
        check(written(front))
    assert str(raised.value).splitlines() == [f"{SHIPPED}/close.md:{line}" for line in lines]


def test_an_unknown_edition_is_one_fault(check: CheckGuide) -> None:
    with pytest.raises(GuideError) as raised:
        check(written(FRONT, folder="atlantis"))
    editions = ", ".join(loader.names())
    assert str(raised.value) == (
        "atlantis/close.md:1: edition: no edition is called 'atlantis', as this folder is; "
        f"rename it to one of {editions}, or put an edition.toml in it"
    )


def test_all_unknown_names_are_listed(check: CheckGuide) -> None:
    guide = written(f"{FRONT}\nhaving: [debt]\ncircumstances: [tired, hungry]\ndevice: Fax")
    with pytest.raises(GuideError) as raised:
        check(guide)
    keys = [line.split(": ")[1] for line in str(raised.value).splitlines()]
    assert keys == ["having", "circumstances", "circumstances", "device"]


@pytest.mark.parametrize("end", ["blocked by", "blocked by ", "blocked by …"])
def test_blocked_by_nothing_is_refused(end: str, check: CheckGuide) -> None:
    with pytest.raises(GuideError, match=rf"^{SHIPPED}/close.md:4: ends: "):
        check(written(f"title: Close\npersona: freelancer\nends: '{end}'"))


def test_a_linked_procedure_is_checked_against_the_catalog(check: CheckGuide) -> None:
    guide = written(FRONT)
    Path(f"{SHIPPED}/_other.md").write_text("---\ntitle: A\npersona: butcher\n---\n\n1. Log in.\n", "utf-8")
    guide.path.write_text(f"---\n{FRONT}\n---\n\n1. [Go on](_other.md).\n", "utf-8")
    with pytest.raises(GuideError) as raised:
        check(guides.load(guide.path))
    actors = f"{PERSONAS}, support-agent"
    assert str(raised.value) == f"{SHIPPED}/_other.md:3: persona: 'butcher' is not known; write one of {actors}"


def test_an_edition_of_its_own_is_checked_by_the_site(check: CheckGuide) -> None:
    guide = written(FRONT, folder="own")
    Path("own/edition.toml").write_text('title = "Own"\nmenu = {settings = "Settings"}\nsections = []\n', "utf-8")
    with pytest.raises(GuideError, match=r"^own/edition\.toml: sections: "):
        check(guides.load(guide.path))
