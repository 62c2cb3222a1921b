"""The plans of freelancers, and the connects that pay for proposals. Claim D17."""

from datetime import datetime

from mocksite.catalog.statuses import Plan
from mocksite.editions.schema import Plans

PLUS: Plan = "plus"
BASIC: Plan = "basic"


def monthly_connects(plans: Plans, plan: Plan) -> int:
    """The connects that a plan grants each month."""
    return plans.plus_connects if plan == PLUS else plans.basic_connects


def connects_after_grant(plans: Plans, plan: Plan, connects: int) -> int:
    """The connects after a monthly grant. Unused ones roll over, up to a limit."""
    return max(connects, min(connects + monthly_connects(plans, plan), plans.most_connects))


def next_grant(plans: Plans, plan: Plan, connects: int) -> int:
    """How many connects the next month adds; none at the limit."""
    return connects_after_grant(plans, plan, connects) - connects


def next_month(moment: datetime) -> datetime:
    """The start of the next month, UTC: when connects are next granted."""
    year, month = divmod(moment.year * 12 + moment.month, 12)
    return moment.replace(year=year, month=month + 1, day=1, hour=0, minute=0, second=0, microsecond=0)
