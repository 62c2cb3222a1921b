"""How a guide can end, with the sentences and mail subjects that say so in every edition."""

from dataclasses import dataclass

DESKTOP_ONLY = "An account can only be closed in a desktop browser."
OWNER_ONLY = "Only the owner can close it."
ASK_ADMIN = "You cannot leave by yourself: ask an admin or a manager to remove you."
ONE_ACCOUNT = "One person may have one account, and this phone number belongs to an account already."
OPEN_AGAIN = "Your Worklane account is open again"
NOT_SUSPENDED = "Your account is no longer suspended"


@dataclass(frozen=True)
class End:
    """One way a guide can end.

    ``says`` is a sentence on the last screen and ``mail`` the subject of an email, if every edition has the same.
    ``closes``: an account or a team is closed.
    """

    name: str
    means: str
    says: str | None = None
    mail: str | None = None
    closes: bool = False


ENDS = (
    End("closed", "the account is closed", closes=True),
    End("marked for deletion", "the account is closed, and is deleted after a period", closes=True),
    End("deleted", "the account was marked for deletion, and the period is over", closes=True),
    End("new account", "a new account with the same email is open, with nothing from the old one", closes=True),
    End("blocked by …", "the site refuses and lists exactly these obligations; separate them with commas in `ends`"),
    End("sent to support", "support has a request; the account is still open"),
    End("desktop only", "the closing is not offered on this device", DESKTOP_ONLY),
    End("owner only", "only the owner can close a team", OWNER_ONLY),
    End("ask an admin", "the reader cannot leave a team; the site says whom to ask", ASK_ADMIN),
    End("team closed", "the reader's company or agency is closed, and the account stays open", closes=True),
    End("out of the team", "the reader belongs to one team fewer, and the account stays open"),
    End("one account only", "the site refuses to open a second account for one person", ONE_ACCOUNT),
    End("restored", "the account was closed, and is open again", mail=OPEN_AGAIN),
    End("not restored", "support was asked to reopen the account, and declined"),
    End("suspension lifted", "the account was suspended, and is open again", mail=NOT_SUSPENDED),
    End("still suspended", "support was asked to lift a suspension, and declined"),
    End("as it was", "everything changed has been changed back; only mail, the time and support requests may differ"),
    End("still open", "nothing was closed, and the reader is still logged in"),
)
