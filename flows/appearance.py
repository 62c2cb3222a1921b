"""How something looks to a reader: of what kind it is, and where on the screen."""

from typing import Literal, NamedTuple

Side = Literal["top", "bottom", "left", "right"]


class Appearance(NamedTuple):
    """What a sentence says of how something looks; what is empty, it does not say.

    ``kind`` is a kind of control ("tab"). It is at these ``sides`` of the page, or of the ``part`` of it ("form",
    "section", "list") that it is in. With ``container`` ("menu", "list", "header" …), it is in one, and that is there.
    """

    kind: str = ""
    sides: tuple[Side, ...] = ()
    part: str = ""
    container: str = ""

    @property
    def is_placed(self) -> bool:
        """Whether it says where it is."""
        return bool(self.sides or self.container)

    @property
    def place(self) -> str:
        """Where it is, in plain wording."""
        side = " ".join(self.sides)
        where = "in" if " " in side else "at" if side in ("top", "bottom") else "on"
        edge = f" {where} the {side}" if side else ""
        around = f" in the {self.container}" if self.container else ""
        return f"{around}{edge}{f' of the {self.part}' if self.part else ''}".strip()

    @property
    def text(self) -> str:
        """What it says, in plain wording after a name: "tab at the top"."""
        return " ".join(filter(None, [self.kind, self.place]))
