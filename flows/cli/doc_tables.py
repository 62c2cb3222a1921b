"""The generated parts of README.md and docs/, made from the code and the catalog."""

import ast
import inspect
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

import flows
from flows.claims import model
from flows.claims.model import FILE
from flows.errors import PROJECT, FlowsError
from flows.language.lexicon import WORDS
from flows.language.vocabulary import STEPS
from flows.reading import guide as guides
from flows.reading import limits
from flows.reading.front_matter import FrontMatter
from flows.reading.guide import GUIDES
from flows.reading.settings import Adopted, Settings
from flows.site.personas import Catalog

BLOCK = re.compile(r"(<!-- ([\w -]+): made by make docs -->\n).*?(<!-- end -->)", re.DOTALL)
Schema = Mapping[str, Any]


def filled(page: str, catalog: Catalog) -> str:
    """The page with its generated blocks rewritten, except claims of editions that do not ship.

    Raises FlowsError if a block has a name that does not exist.
    """

    def rewritten(block: re.Match[str]) -> str:
        name, _, edition = block[2].partition(" of ")
        if name not in ("claims", *PARTS) or bool(edition) != (name == "claims"):
            raise FlowsError(f"no part is called {block[2]!r}; write one of {', '.join(PARTS)}, or claims of EDITION")
        if edition and not (GUIDES / edition).exists():
            return block[0]
        return f"{block[1]}\n{_claims(edition) if edition else PARTS[name](catalog)}\n\n{block[3]}"

    return BLOCK.sub(rewritten, page)


def _table(head: tuple[str, ...], rows: Mapping[str, str | tuple[str, ...]]) -> str:
    cells = {name: (row,) if isinstance(row, str) else row for name, row in rows.items()}
    lines = [head, ("---",) * len(head), *((f"`{name}`", *row) for name, row in cells.items())]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines).replace("|  |", "| |")


def _vocabulary(_catalog: Catalog) -> str:
    steps = _table(("step", "what it does"), {step.form: step.means for step in STEPS.values()})
    return f"{steps}\n\nA fact is one of: {', '.join(WORDS['facts'])}."


def _having(catalog: Catalog) -> str:
    rows = {name: (", ".join(entry["who"]), entry["settled_by"]) for name, entry in catalog["obligations"].items()}
    having = _table(("`having`", "who can have it", "settled by"), rows)
    circumstances = _table(("`circumstances`", "means"), catalog["circumstances"])
    personas = _table(("`persona`", "who it is"), catalog["personas"])
    return f"{personas}\n\n{having}\n\nTo have two of a kind, list the obligation twice.\n\n{circumstances}"


def _obligations(catalog: Catalog) -> str:
    rows = {name: (entry["settled_by"], _listed(entry["leaves"])) for name, entry in catalog["obligations"].items()}
    return _table(("obligation", "settled by", "may leave"), rows)


def _faults(catalog: Catalog) -> str:
    rows = {
        name: (
            fault["says"],
            f"`{fault['path']}`",
            str(fault["times"]),
            f"{fault['seconds']:g}" if fault["seconds"] else "",
        )
        for name, fault in catalog["faults"].items()
    }
    return _table(("fault", "what happens", "path", "times", "seconds"), rows)


def _edition(catalog: Catalog) -> str:
    schema = catalog["edition_schema"]
    return "\n\n".join([*_parts(schema, schema.get("$defs", {}), ""), f"### `[retention]`\n\n{_retention(catalog)}"])


def _retention(catalog: Catalog) -> str:
    fates = {name: (entry["says"], _listed([*entry["fates"], "kept"])) for name, entry in catalog["parts"].items()}
    table = _table(("key", "the data", "values"), fates)
    return f'{table}\n\nTo say how long after the closing it happens, write `{{ fate = "deleted", after = "P30D" }}`.'


def _listed(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _parts(part: Schema, defs: Mapping[str, Schema], path: str) -> Iterator[str]:
    """The table of a part of an edition, then those of its inner parts, headed by name."""
    keys: dict[str, str | tuple[str, ...]] = {}
    inner = []
    for name, key in part["properties"].items():
        shape, several = _shape(key, defs)
        within = f"{path}.{name}".strip(".")
        if "properties" in shape and name != "asks":
            inner.append((shape, within, f"[[{within}]]" if several else f"[{within}]"))
        required = " (required)" if name in part.get("required", ()) else ""
        keys[name] = (f"{key['description']}{required}", _values(shape, defs, key.get("default")))
    yield _table(("key", "meaning", "values"), keys)
    for shape, within, written in inner:
        tables = _parts(shape, defs, within)
        yield f"### `{written}`\n\n{next(tables)}"
        yield from tables


def _shape(key: Schema, defs: Mapping[str, Schema]) -> tuple[Schema, bool]:
    """The schema of a key's value if present, and whether the value is a list."""
    if "$ref" in key:
        return defs[key["$ref"].rpartition("/")[2]], False
    if options := [option for option in key.get("anyOf", ()) if option.get("type") != "null"]:
        return _shape(options[0], defs)
    return (_shape(key["items"], defs)[0], True) if key.get("type") == "array" else (key, False)


def _values(shape: Schema, defs: Mapping[str, Schema], default: object) -> str:
    if "enum" not in shape and "name" in shape.get("properties", ()):
        shape = _shape(shape["properties"]["name"], defs)[0]
    choice = shape.get("enum") or shape.get("propertyNames", {}).get("enum") or [shape.get("const")]
    values = [f"`{value}`" for value in choice if value is not None]
    if isinstance(default, str) and default:
        values = [f"`{default}` (default)", *(value for value in values if value != f"`{default}`")]
    elif isinstance(default, bool):
        values = ["false (default)", "true"]
    return ", ".join(values)


def _claims(edition: str) -> str:
    """Each claim of an edition's source article, with the change to the site that must turn a guide red."""
    rows = {
        claim.label: (
            ", ".join(claim.kind),
            claim.says,
            f"`{claim.red}`" if claim.red else f"no proof needed: {claim.why}",
        )
        for claim in model.load(GUIDES / edition)
    }
    return _table(("claim", "kind", "statement", "red with"), rows)


def _figures(_catalog: Catalog) -> str:
    rows: dict[str, tuple[str, ...]] = {}
    sums: tuple[int, ...] = (0, 0, 0)
    for file in sorted(GUIDES.rglob(FILE)):
        claims = model.load(file.parent)
        advice = sum(claim.is_advice for claim in claims)
        counts = (len(guides.find(file.parent)), len(claims) - advice, advice)
        rows[file.parent.name] = tuple(map(str, counts))
        sums = tuple(map(sum, zip(sums, counts, strict=True)))
    table = _table(("edition", "guides", "claims, each with a proof", "advice, not testable"), rows)
    return f"{table}\n| **all** | {' | '.join(map(str, sums))} |"


def _keys(model: type[BaseModel]) -> str:
    return _table(("key", "meaning"), {name: str(key.description) for name, key in model.model_fields.items()})


def _summary(name: str) -> str:
    """The first sentence of the docstring of something that is named in ``flows``."""
    return (inspect.getdoc(getattr(flows, name)) or "").partition("\n")[0].replace("``", "`")


def _packages(_catalog: Catalog) -> str:
    contracts = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    lines = []
    for contract in contracts:
        for root in contract.get("containers", ()):
            lines += [f"{root + '/':<14}{_docstring(PROJECT / root)}"]
            names = re.findall(r"\w+", " ".join(contract["layers"]))
            packages = [PROJECT / root / name for name in names if (PROJECT / root / name).is_dir()]
            lines += [f"  {package.name + '/':<12}{_docstring(package)}" for package in packages]
    return "\n".join(["```text", *lines, "```"])


def _docstring(package: Path) -> str:
    """The first line of a package's docstring, read without importing it."""
    return (ast.get_docstring(ast.parse((package / "__init__.py").read_text("utf-8"))) or "").partition("\n")[0]


PARTS: dict[str, Callable[[Catalog], str]] = {
    "front matter": lambda _: _keys(FrontMatter),
    "settings": lambda _: _keys(Settings),
    "procedures": lambda _: _keys(Adopted),
    "public interface": lambda _: _table(("name", "what it is"), {name: _summary(name) for name in flows.__all__}),
    "limits": lambda _: "\n".join(f"- {what}: {limit}" for what, limit in limits.MEANINGS.items()),
    "vocabulary": _vocabulary,
    "ends": lambda catalog: _table(("end", "means"), {end["name"]: end["means"] for end in catalog["ends"]}),
    "having": _having,
    "obligations": _obligations,
    "fault kinds": _faults,
    "edition": _edition,
    "figures": _figures,
    "packages": _packages,
}
