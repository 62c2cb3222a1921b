"""Every defect, by its kind, its id and its place."""

from collections.abc import Mapping, Sequence

from mocksite.defects import (
    blockers,
    closing,
    dates,
    gates,
    mail,
    money,
    permissions,
    presentation,
)
from mocksite.defects.defect import Defect

BY_KIND: Mapping[str, Sequence[Defect]] = {
    "blockers": blockers.DEFECTS,
    "closing": closing.DEFECTS,
    "data and money": money.DEFECTS,
    "gates": gates.DEFECTS,
    "mail": mail.DEFECTS,
    "time": dates.DEFECTS,
    "permissions and devices": permissions.DEFECTS,
    "presentation": presentation.DEFECTS,
}
BY_ID = {defect.id: defect for defects in BY_KIND.values() for defect in defects}
BY_PLACE: Mapping[str, Sequence[Defect]] = {
    place: [defect for defect in BY_ID.values() if defect.place == place]
    for place in dict.fromkeys(defect.place for defect in BY_ID.values())
}
