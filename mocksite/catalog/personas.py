"""The closed lists of the site: who can have an account, in what circumstances, and how a procedure can end."""

from dataclasses import dataclass

PERSONAS = {
    "freelancer": "offers work and is paid for it",
    "client": "owns a company, which gives work and pays for it",
    "agency-owner": "owns an agency, which offers work, and is a freelancer besides",
    "admin": "looks after everybody else in a team of somebody else's",
    "manager": "looks after the members of a team of somebody else's",
    "member": "works in a team of somebody else's",
}
OFFERING = ("freelancer", "agency-owner")  # who offers work, and is paid for it
JOINS_AS = ("freelancer", "client")  # what somebody new can sign up as
SUPPORT_AGENT = "support-agent"
# Whose a team is, by its kind.
OWNERS = {"company": "client", "agency": "agency-owner"}

CIRCUMSTANCES = {
    "two-factor": "logging in also asks for a code from an authenticator",
    "no-security-question": "the account has no security question yet",
    "identity-check": "the site wants the identity verified before it closes the account",
    "support-review": "support looks at the account before it can be closed",
    "dual": "the person is something else too under one log-in: freelancer and client, or freelancer and in a team",
    "in-agency": "the team is an agency; without, it is a company (admin, manager, member)",
    "suspended": "the site has suspended the account, and says why",
    "dormant": "nothing has been done with the account for most of a year (freelancer)",
    "plus": "the account has the plan that is paid for, where the edition has plans (freelancer)",
    "several-teams": "there are two teams more, a company and an agency (admin, manager, member)",
}
# What only whoever is in somebody else's team can be in.
OF_TEAMS = ("in-agency", "several-teams")
# What only whoever offers work can be in.
OF_FREELANCERS = ("dormant", "plus")

DESKTOP_ONLY = "An account can only be closed in a desktop browser."
OWNER_ONLY = "Only the owner can close it."
ASK_ADMIN = "You cannot leave by yourself: ask an admin or a manager to remove you."
ONE_ACCOUNT = "One person may have one account, and this phone number belongs to an account already."


def one(noun: str) -> str:
    """A persona, or a kind of team, as one of its kind: ``a client``, ``an agency``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


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
    End("owner only", "a team can be closed by its owner alone", OWNER_ONLY),
    End("ask an admin", "the reader cannot leave a team, and is told whom to ask", ASK_ADMIN),
    End("team closed", "the reader's company or agency is closed, and the account stays open"),
    End("out of the team", "the reader is in a team less, and the account stays open"),
    End("one account only", "a second account is refused to somebody who has one", ONE_ACCOUNT),
    End("restored", "the account was closed, and is open again"),
    End("not restored", "support was asked to reopen the account, and declined"),
    End("suspension lifted", "the account was suspended, and is open again"),
    End("still suspended", "support was asked to lift a suspension, and declined"),
    End("as it was", "nothing was closed, and whatever was changed is again as it was; only mail is left"),
    End("still open", "nothing was closed, and the reader is still logged in"),
)
