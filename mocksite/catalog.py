"""The closed lists of the site: who can have an account, in what circumstances, and how a procedure can end."""

from dataclasses import dataclass

PERSONAS = {
    "freelancer": "offers work and is paid for it",
    "client": "gives work and pays for it",
}
SUPPORT_AGENT = "support-agent"
COUNTERPART = {"freelancer": "client", "client": "freelancer"}

CIRCUMSTANCES = {
    "two-factor": "logging in also asks for a code from an authenticator",
    "no-security-question": "the account has no security question yet",
    "identity-check": "the site wants the identity verified before it closes the account",
    "support-review": "support looks at the account before it can be closed",
}

DESKTOP_ONLY = "An account can only be closed in a desktop browser."
ONE_ACCOUNT = "One person may have one account, and this phone number belongs to an account already."


@dataclass(frozen=True)
class End:
    """One way a procedure can end, and the words by which its last screen can be told, where they are fixed."""

    name: str
    means: str
    says: str | None = None


ENDS = (
    End("closed", "the account is closed"),
    End("marked for deletion", "the account is closed to its owner and deleted when its time is up"),
    End("deleted", "the account was marked for deletion, and its time is up"),
    End("new account", "the account is closed, and a new one of the same email is open, with nothing of the old"),
    End("blocked by …", "the site refuses and lists every obligation named, joined by commas"),
    End("sent to support", "support has a request; the account is still open"),
    End("desktop only", "the closing is not offered on this device", DESKTOP_ONLY),
    End("one account only", "a second account is refused to somebody who has one", ONE_ACCOUNT),
    End("restored", "the account was closed, and is open again"),
    End("not restored", "support was asked to reopen the account, and declined"),
    End("still open", "nothing was closed, and the reader is still logged in"),
)
