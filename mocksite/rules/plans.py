"""What freelancers can pay for, and the connects that proposals cost. Pure. Claim D17."""

from datetime import datetime

from mocksite.catalog.statuses import Plan
from mocksite.editions.schema import Plans

PLUS: Plan = "plus"
BASIC: Plan = "basic"


def monthly(plans: Plans, plan: Plan) -> int:
    """How many connects come each month."""
    return plans.plus_connects if plan == PLUS else plans.basic_connects


def granted(plans: Plans, plan: Plan, connects: int) -> int:
    """How many there are after a month's have come: what is left rolls over, up to the most there can be."""
    return max(connects, min(connects + monthly(plans, plan), plans.most_connects))


def next_month(moment: datetime) -> datetime:
    """When connects come next: as a month begins, UTC."""
    year, month = divmod(moment.year * 12 + moment.month, 12)
    return moment.replace(year=year, month=month + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
