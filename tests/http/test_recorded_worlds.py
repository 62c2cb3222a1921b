"""What is used of a recorded world: the keys of its edition that were read, and its pages and rules."""

import pytest

from flows.errors import SiteError
from flows.site.client import World
from mocksite.editions import loader
from mocksite.editions.recording import recording
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import sign_up
from tests.support.types import MakeWorld


@pytest.fixture
def recorded(make_world: MakeWorld) -> World:
    return make_world(recorded=True)


def test_a_key_is_read_once_a_page_needs_it(recorded: World) -> None:
    reader = log_in(recorded)
    reader.get("/settings")
    before = set(recorded.use()["keys"])
    assert {"menu", "sections", "sections.contact-info.label", "closing.0.at"} <= before
    assert not [key for key in before if key.startswith(("closing.0.stages", "closing.0.after", "retention"))]

    reader.close_account({"reason": "My ratings stand in my way"})
    after = set(recorded.use()["keys"])
    assert {"closing.0.stages.0.heading", "closing.0.after.mail", "retention"} <= after
    # The closing for other circumstances was looked at, but not used.
    assert "closing.1.when" in after
    assert "closing.1.stages.0.heading" not in after


def test_pages_and_rules_are_recorded_when_they_are_used(recorded: World, visitor: HttpClient) -> None:
    assert recorded.use()["switches"] == []
    log_in(recorded).get("/settings/contact-info")
    pages = recorded.use()["switches"]
    assert {"home.home", "settings.section"} <= set(pages)
    assert "one-account-terms" not in pages
    sign_up(visitor, recorded)
    assert "one-account-terms" in recorded.use()["switches"]
    assert set(recorded.use()["switches"]) <= set(recorded.site.catalog()["switches"])


def test_only_a_world_that_is_recorded_and_there_has_a_record(make_world: MakeWorld) -> None:
    with pytest.raises(SiteError, match="is not recorded; make one with recorded: true"):
        make_world().use()
    world = make_world(recorded=True)
    world.delete()
    with pytest.raises(SiteError, match="there is no world"):
        world.use()


@pytest.mark.parametrize("name", loader.names())
def test_recording_changes_nothing_about_an_edition(name: str) -> None:
    edition = loader.load(name)
    keys: set[str] = set()
    recorded = recording(edition, keys)
    assert recorded.model_dump(mode="json", by_alias=True) == edition.model_dump(mode="json", by_alias=True)
    assert keys == set()
    assert [each.decisive for each in recorded.closings] == [each.decisive for each in edition.closings]
    assert "closing.0.stages.0.does" in keys
    assert not hasattr(edition.closings[0].after, "no_such_key")
    with pytest.raises(AttributeError, match="no_such_key"):
        recorded.closings[0].after.no_such_key  # type: ignore[attr-defined]  # noqa: B018
