"""The plans of freelancers, month by month: what is charged, and the connects that are added. Claim D17."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog import worlds
from mocksite.catalog.data_categories import DELETED
from mocksite.catalog.statuses import Plan
from mocksite.db import database
from mocksite.db.models import Account, Charge
from mocksite.editions.schema import Plans
from mocksite.queries import world_edition
from mocksite.rules.plans import BASIC, PLUS, connects_after_grant
from mocksite.services.erasure import erase

# What a downgrade leaves as it is, with the rule for each category of data.
STAYS = {"profile": worlds.BASIC_KEEPS_PROFILE, "work-history": worlds.BASIC_KEEPS_HISTORY}


def start_month(db: Session, accounts: Iterable[Account], on_offer: Plans) -> None:
    """Charge open accounts for their plan, and add the connects of the month."""
    for account in accounts:
        if account.freelancer and account.status == "open":
            world = account.world
            if account.plan == PLUS or (
                world_edition.is_without(world, worlds.BASIC_IS_FREE) and charges_of(db, account)
            ):
                fields = {"account_id": account.id, "cents": on_offer.price_cents, "charged_at": account.world.now}
                database.add(db, account.world_id, Charge, **fields)
            unused = 0 if world_edition.is_without(world, worlds.CONNECTS_ROLL_OVER) else account.connects
            account.connects = connects_after_grant(on_offer, account.plan, unused)


def change_plan(db: Session, account: Account, plan: Plan) -> None:
    """Change to another plan, which changes nothing else."""
    account.plan = plan
    if plan == BASIC:
        erase(
            db,
            account,
            {name: DELETED for name, rule in STAYS.items() if world_edition.is_without(account.world, rule)},
        )


def charges_of(db: Session, account: Account) -> list[Charge]:
    """What somebody has been charged for a plan, newest first."""
    return list(db.scalars(select(Charge).where(Charge.account_id == account.id).order_by(Charge.id.desc())))
