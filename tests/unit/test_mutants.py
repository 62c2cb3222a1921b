"""Mutants are derived from the schema and the data of an edition: every kind of key has some."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.claims.mutants import Mutant, mutants, switched_off
from mocksite.editions import loader
from mocksite.editions.schema import Edition
from tests.support.editions import FOLDERS

SCHEMA = Edition.model_json_schema()
TEAMS = Path(__file__).parents[1] / "support" / "teams_edition.toml"
FILES = [*FOLDERS.glob("*/edition.toml"), TEAMS, *loader.FOLDER.glob("*.toml")]


def with_defaults(content: object) -> dict[str, Any]:
    return loader.parse(content).model_dump(mode="json", by_alias=True)


OWN = with_defaults(tomllib.loads((FOLDERS / "own" / "edition.toml").read_text("utf-8")))
EDITIONS = [with_defaults(tomllib.loads(path.read_text("utf-8"))) for path in FILES]
# What no file says.
GATE = {"asks": ["password", "security-question"], "heading": "Is it you?"}
EDITIONS += [with_defaults(OWN | {"withdrawal_takes": "P3D", "gate": GATE})]
MUTANTS = [mutant for edition in EDITIONS for mutant in mutants(edition, SCHEMA)]
OF_OWN = {str(mutant): mutant for mutant in mutants(OWN, SCHEMA)}


def resolved(shape: Mapping[str, Any]) -> Mapping[str, Any]:
    options = [option for option in shape.get("anyOf", ()) if option.get("type") != "null"]
    actual: Mapping[str, Any] = (options or [shape])[0]
    return SCHEMA["$defs"][actual["$ref"].rpartition("/")[2]] if "$ref" in actual else actual


def key_of(path: str) -> str:
    """The table and key that a path leads to, or into: ``Stage.button`` for ``closing.0.stages.1.button``."""
    shape: Mapping[str, Any] = SCHEMA
    key = ""
    for step in path.split("."):
        shape = resolved(shape)
        if step in shape.get("properties", {}):
            key, shape = f"{shape['title']}.{step}", shape["properties"][step]
        else:
            shape = shape.get("items") or shape["additionalProperties"]
    return key


TABLES = {table["title"]: table for table in (SCHEMA, *SCHEMA["$defs"].values()) if "properties" in table}
MUTANTS_OF: dict[str, list[Mutant]] = defaultdict(list)
for each in MUTANTS:
    MUTANTS_OF[key_of(each.path)].append(each)


def keys() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for title, table in TABLES.items():
        for name, shape in table["properties"].items():
            yield f"{title}.{name}", shape


# No reader sees the id of a section or choice; it is only what other keys of the edition call it.
IDS = {"Section.id", "Visibility.id"}


@pytest.mark.parametrize(("key", "shape"), [pytest.param(key, shape, id=key) for key, shape in keys()])
def test_every_key_of_the_schema_has_a_mutant(key: str, shape: Mapping[str, Any]) -> None:
    own, inner = MUTANTS_OF[key], resolved(shape)
    table_key, _, name = key.partition(".")
    is_required_table = "properties" in inner and name in TABLES[table_key].get("required", ())
    assert bool(own) == (key not in IDS and not is_required_table)
    if "enum" in inner:
        put = {mutant.put.get(mutant.path) for mutant in own if mutant.kind in ("swapped", "dropped")}
        assert put >= set(inner["enum"])
    if inner.get("type") == "boolean":
        assert {mutant.put[mutant.path] for mutant in own} == {True, False}
    if inner.get("type") == "array":
        # Of a list of one, that is the same as dropping the key.
        assert {mutant.kind for mutant in own} & {"removed", "dropped"}
        assert ("in order" in shape["description"]) == ("reversed" in {mutant.kind for mutant in own})


def test_no_two_mutants_are_the_same_edition() -> None:
    for edition in EDITIONS:
        made = [repr(mutant.edition(edition)) for mutant in mutants(edition, SCHEMA)]
        assert len({*made, repr(edition)}) == len(made) + 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("closing.0.control changed", "Close my account", "Renamed"),
        ("closing.0.at = 'navigation'", "contact-info", "navigation"),
        ("closing.0.devices dropped", ["desktop"], ["desktop", "mobile"]),
        ("closing.0.devices.0 = 'mobile'", "desktop", "mobile"),
        ("closing.0.stages.0.asks.0.required = False", True, False),
        ("closing.0.after.restore dropped", {"by": "support", "within": None, "proof": False, "takes": None}, None),
    ],
)
def test_a_value_is_changed_where_the_path_says(name: str, old: object, new: object) -> None:
    def value_in(edition: Any, path: str) -> object:
        for step in path.split("."):
            edition = edition[int(step) if isinstance(edition, list) else step]
        return edition

    mutant = OF_OWN[name]
    assert mutant.old == old
    assert value_in(OWN, mutant.path) == old
    assert value_in(mutant.edition(OWN), mutant.path) == new


def test_an_item_is_removed_and_an_order_reversed() -> None:
    reasons = OWN["closing"][0]["reasons"]
    assert OF_OWN["closing.0.reasons.1 removed"].edition(OWN)["closing"][0]["reasons"] == reasons[:1] + reasons[2:]
    assert OF_OWN["closing.0.reasons reversed"].edition(OWN)["closing"][0]["reasons"] == reasons[::-1]
    assert list(OF_OWN["menu reversed"].edition(OWN)["menu"]) == list(OWN["menu"])[::-1]
    assert "sections.security removed" in OF_OWN
    assert "closing.0.block reversed" not in OF_OWN  # a list without an order


def test_numbers_and_durations_change_by_one() -> None:
    edition = next(edition for edition in EDITIONS if edition["plans"])
    changed = {mutant.path: mutant for mutant in mutants(edition, SCHEMA) if mutant.kind == "changed"}
    price = edition["plans"]["price_cents"]
    assert changed["plans.price_cents"].put == {"plans.price_cents": price + 1}
    longer = {"P1Y": "P2Y", "P30D": "P31D", "P7D": "P8D", "P14D": "P15D", "P2D": "P3D", "P35D": "P36D", "P3D": "P4D"}
    durations = [mutant for mutant in MUTANTS if mutant.kind == "changed" and str(mutant.old).startswith("P")]
    durations = [mutant for mutant in durations if not mutant.label]
    assert durations
    assert {mutant.old: mutant.put[mutant.path] for mutant in durations}.items() <= longer.items()


def test_words_that_are_changed_or_left_out_are_labels() -> None:
    labels = {name: mutant.label for name, mutant in OF_OWN.items() if mutant.label}
    assert labels["closing.0.control changed"] == "Close my account"
    assert labels["menu.settings dropped"] == "Settings"
    # Without its subject, no email is sent at all.
    assert "closing.0.after.mail dropped" in OF_OWN.keys() - labels
    # A reason that is no violation any more is still on the page.
    assert "closing.0.violations.0 removed" in OF_OWN.keys() - labels


def test_the_key_of_a_mutant_is_the_nearest_one_of_a_table() -> None:
    nearest = {name: mutant.key for name, mutant in OF_OWN.items()}
    assert nearest["closing.0.reasons.1 removed"] == "closing.0.reasons"
    assert nearest["menu.settings changed"] == "menu"
    assert nearest["sections.security.panels.0 removed"] == "sections.security.panels"
    assert nearest["closing.0.stages.0.asks.0.name = 'code'"] == "closing.0.stages.0.asks.0.name"


def test_each_switch_has_a_mutant() -> None:
    (mutant,) = switched_off({"talent.search": "/talent"})
    assert (str(mutant), mutant.without) == ("without.talent.search switched off", "talent.search")
    assert isinstance(mutant, Mutant)
