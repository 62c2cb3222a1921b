"""The tables of the README and of docs/, made from the code and the catalog, so that they are never out of date."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flows.claims import model
from flows.claims.model import FILE
from flows.language.normalise import WORDS
from flows.language.vocabulary import ENTRIES
from flows.reading import guide as guides
from flows.reading.front_matter import FrontMatter
from flows.reading.guide import GUIDES

BLOCK = re.compile(r"(<!-- ([\w -]+): made by make docs -->\n).*?(<!-- end -->)", re.DOTALL)
Catalog = Mapping[str, Any]
Schema = Mapping[str, Any]


def filled(page: str, catalog: Catalog) -> str:
    """The page with every table made anew; one of an edition that does not ship stays as it is."""

    def made(found: re.Match[str]) -> str:
        what, _, edition = found[2].partition(" of ")
        if edition and not (GUIDES / edition).exists():
            return found[0]
        return f"{found[1]}\n{_claims(edition) if edition else PARTS[what](catalog)}\n\n{found[3]}"

    return BLOCK.sub(made, page)


def _table(head: tuple[str, ...], rows: Mapping[str, str | tuple[str, ...]]) -> str:
    """A table of names, each with what is said of it."""
    told = {name: (says,) if isinstance(says, str) else says for name, says in rows.items()}
    lines = [head, ("---",) * len(head), *((f"`{name}`", *says) for name, says in told.items())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines).replace("|  |", "| |")


def _front(_catalog: Catalog) -> str:
    return _table(("key", "says"), {name: str(key.description) for name, key in FrontMatter.model_fields.items()})


def _vocabulary(_catalog: Catalog) -> str:
    entries = _table(("clause", "what is done"), {entry.expression.source: entry.means for entry in ENTRIES})
    return f"{entries}\n\nA fact is one of: {', '.join(WORDS['facts'])}."


def _ends(catalog: Catalog) -> str:
    return _table(("end", "means"), {end["name"]: end["means"] for end in catalog["ends"]})


def _having(catalog: Catalog) -> str:
    owed = {name: (", ".join(told["who"]), told["settled_by"]) for name, told in catalog["obligations"].items()}
    having = _table(("`having`", "who can have it", "settled by"), owed)
    circumstances = _table(("`circumstances`", "means"), catalog["circumstances"])
    personas = _table(("`persona`", "who it is"), catalog["personas"])
    return f"{personas}\n\n{having}\n\nA name written twice is owed twice.\n\n{circumstances}"


def _owed(catalog: Catalog) -> str:
    owed = {name: (told["settled_by"], _listed(told["leaves"])) for name, told in catalog["obligations"].items()}
    return _table(("obligation", "settled by", "may leave"), owed)


def _edition(catalog: Catalog) -> str:
    schema = catalog["edition_schema"]
    return "\n\n".join([*_parts(schema, schema.get("$defs", {}), ""), f"### `[retention]`\n\n{_retention(catalog)}"])


def _retention(catalog: Catalog) -> str:
    fates = {name: (told["says"], _listed([*told["fates"], "kept"])) for name, told in catalog["parts"].items()}
    table = _table(("key", "says", "values"), fates)
    return f'{table}\n\nA value can also say how long after the closing: `{{ fate = "deleted", after = "P30D" }}`.'


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _parts(part: Schema, defs: Mapping[str, Schema], path: str) -> Iterator[str]:
    """The table of a part of an edition, then those of the parts in it, each under its name in TOML."""
    keys: dict[str, str | tuple[str, ...]] = {}
    inner = []
    for name, key in part["properties"].items():
        shape, several = _shape(key, defs)
        within = f"{path}.{name}".strip(".")
        if "properties" in shape and name != "asks":
            inner.append((shape, within, f"[[{within}]]" if several else f"[{within}]"))
        needed = " (needed)" if name in part.get("required", ()) else ""
        keys[name] = (f"{key['description']}{needed}", _values(shape, defs, key.get("default")))
    yield _table(("key", "says", "values"), keys)
    for shape, within, written in inner:
        tables = _parts(shape, defs, within)
        yield f"### `{written}`\n\n{next(tables)}"
        yield from tables


def _shape(key: Schema, defs: Mapping[str, Schema]) -> tuple[Schema, bool]:
    """What a key holds, without the choice of leaving it out; and whether it holds several."""
    if "$ref" in key:
        return defs[key["$ref"].rpartition("/")[2]], False
    if given := [option for option in key.get("anyOf", ()) if option.get("type") != "null"]:
        return _shape(given[0], defs)
    return (_shape(key["items"], defs)[0], True) if key.get("type") == "array" else (key, False)


def _values(shape: Schema, defs: Mapping[str, Schema], default: object) -> str:
    """The values there are to choose from, and the one it has if nothing is said."""
    if "enum" not in shape and "name" in shape.get("properties", ()):
        shape = _shape(shape["properties"]["name"], defs)[0]
    choice = shape.get("enum") or shape.get("propertyNames", {}).get("enum") or [shape.get("const")]
    values = [f"`{value}`" for value in choice if value is not None]
    if isinstance(default, str) and default:
        values = [f"`{default}` if nothing is said", *(value for value in values if value != f"`{default}`")]
    elif isinstance(default, bool):
        values = ["true", "false if nothing is said"]
    return ", ".join(values)


def _claims(edition: str) -> str:
    """What the guide on an edition claims, with what takes it out of the site."""
    rows = {
        claim.id: (", ".join(claim.kind), claim.says, f"`{claim.red}`" if claim.red else f"needs none: {claim.why}")
        for claim in model.load(GUIDES / edition)
    }
    return _table(("claim", "kind", "says", "red with"), rows)


def _figures(_catalog: Catalog) -> str:
    """How many procedures and claims there are of each edition, and in all."""
    rows: dict[str, tuple[str, ...]] = {}
    sums: tuple[int, ...] = (0, 0, 0)
    for file in sorted(GUIDES.rglob(FILE)):
        known = model.load(file.parent)
        advice = sum(claim.is_advice for claim in known)
        counted = (len(guides.find(file.parent)), len(known) - advice, advice)
        rows[file.parent.name] = tuple(map(str, counted))
        sums = tuple(map(sum, zip(sums, counted, strict=True)))
    table = _table(("edition", "procedures", "claims, each proved", "advice"), rows)
    return f"{table}\n| **all** | {' | '.join(map(str, sums))} |"


PARTS: dict[str, Callable[[Catalog], str]] = {
    "front matter": _front,
    "vocabulary": _vocabulary,
    "ends": _ends,
    "having": _having,
    "owed": _owed,
    "edition": _edition,
    "figures": _figures,
}
