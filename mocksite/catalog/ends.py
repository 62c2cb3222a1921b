"""How a procedure can end, with the sentences and mail subjects that tell its reader so in every edition."""

from dataclasses import dataclass

DESKTOP_ONLY = "An account can only be closed in a desktop browser."
OWNER_ONLY = "Only the owner can close it."
ASK_ADMIN = "You cannot leave by yourself: ask an admin or a manager to remove you."
ONE_ACCOUNT = "One person may have one account, and this phone number belongs to an account already."
OPEN_AGAIN = "Your Worklane account is open again"
NOT_SUSPENDED = "Your account is not suspended any more"


@dataclass(frozen=True)
class End:
    """One way a procedure can end.

    Where they are the same in every edition, ``says`` is a sentence on the last screen and ``mail`` the subject of the
    mail sent. ``closes``: an account or a team is closed.
    """

    name: str
    means: str
    says: str | None = None
    mail: str | None = None
    closes: bool = False


ENDS = (
    End("closed", "the account is closed", closes=True),
    End("marked for deletion", "the account is closed to its owner and deleted when its time is up", closes=True),
    End("deleted", "the account was marked for deletion, and its time is up", closes=True),
    End(
        "new account",
        "the account is closed, and a new one of the same email is open, with nothing of the old",
        closes=True,
    ),
    End("blocked by …", "the site refuses and lists every obligation named, joined by commas"),
    End("sent to support", "support has a request; the account is still open"),
    End("desktop only", "the closing is not offered on this device", DESKTOP_ONLY),
    End("owner only", "a team can be closed by its owner alone", OWNER_ONLY),
    End("ask an admin", "the reader cannot leave a team, and is told whom to ask", ASK_ADMIN),
    End("team closed", "the reader's company or agency is closed, and the account stays open", closes=True),
    End("out of the team", "the reader is in a team less, and the account stays open"),
    End("one account only", "a second account is refused to somebody who has one", ONE_ACCOUNT),
    End("restored", "the account was closed, and is open again", mail=OPEN_AGAIN),
    End("not restored", "support was asked to reopen the account, and declined"),
    End("suspension lifted", "the account was suspended, and is open again", mail=NOT_SUSPENDED),
    End("still suspended", "support was asked to lift a suspension, and declined"),
    End("as it was", "nothing was closed, and whatever was changed is again as it was; only mail is left"),
    End("still open", "nothing was closed, and the reader is still logged in"),
)
