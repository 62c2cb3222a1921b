"""How a guide names its end, with the obligations that belong to it."""


def parse(ends: str) -> tuple[str, list[str]]:
    """The name of an end, and the obligations it lists: ``blocked by balance, open-proposal``."""
    if ends.startswith("blocked by "):
        return "blocked by …", [name.strip() for name in ends.removeprefix("blocked by ").split(",")]
    return ends, []
