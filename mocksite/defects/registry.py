"""Every defect, by its id and by its place."""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from mocksite.defects import blockers, closing, dates, gates, mail, money, permissions, presentation
from mocksite.defects.defect import Defect

DATA = Path(__file__).with_name("defects.toml")
KINDS = (blockers, closing, money, gates, mail, dates, permissions, presentation)
CHANGES = {name: change for kind in KINDS for name, change in kind.CHANGES.items()}
BY_ID = {
    name: Defect(name, change=CHANGES[name], **row) for name, row in tomllib.loads(DATA.read_text("utf-8")).items()
}
BY_PLACE: Mapping[str, Sequence[Defect]] = {
    place: [defect for defect in BY_ID.values() if defect.place == place]
    for place in dict.fromkeys(defect.place for defect in BY_ID.values())
}
