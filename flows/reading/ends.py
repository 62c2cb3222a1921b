"""How a guide says that it ends: the name of the end, and the obligations it names."""


def parse(ends: str) -> tuple[str, list[str]]:
    """An end and the obligations it names: ``blocked by balance, open-proposal``."""
    if ends.startswith("blocked by "):
        return "blocked by …", [name.strip() for name in ends.removeprefix("blocked by ").split(",")]
    return ends, []
