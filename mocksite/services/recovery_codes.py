"""Recovery codes: ten at a time, each of which replaces the authenticator's code at one login."""

import hashlib
import secrets

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from mocksite.db.models import Account, RecoveryCode

COUNT = 10
CREDENTIAL = "recovery-code"
NOT_RIGHT = "That is none of your recovery codes, or you have used it already."
LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # none that look alike
GROUPS, LENGTH = 4, 4


def renew(db: Session, account: Account) -> list[str]:
    """Make new codes, which replace the old ones. Only their hashes are stored."""
    forget(db, account)
    codes = [_code() for _ in range(COUNT)]
    db.add_all(RecoveryCode(account_id=account.id, hash=_hash(code)) for code in codes)
    return codes


def forget(db: Session, account: Account) -> None:
    """Delete the codes of an account."""
    db.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def left(db: Session, account: Account) -> int:
    """How many codes of an account have not been used."""
    mine = select(func.count()).select_from(RecoveryCode).where(RecoveryCode.account_id == account.id)
    return db.scalar(mine) or 0


def use(db: Session, account: Account, code: str) -> bool:
    """Use a code up; False if it is not one of the account's. Capitals and spaces around it do not matter."""
    used = delete(RecoveryCode).where(
        RecoveryCode.account_id == account.id, RecoveryCode.hash == _hash(code.strip().upper())
    )
    return db.execute(used.returning(RecoveryCode.hash)).first() is not None


def _code() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def _hash(code: str) -> str:
    """No salt is needed: nobody can guess eighty random bits."""
    return hashlib.sha256(code.encode()).hexdigest()
