"""Who can have an account, and the capacities in which they act."""

PERSONAS = {
    "freelancer": "offers work and is paid for it",
    "client": "owns a company, which hires and pays freelancers",
    "agency-owner": "owns an agency, which offers work, and is also a freelancer",
    "admin": "manages everybody but the owner in another person's team",
    "manager": "manages the members of another person's team",
    "member": "works in another person's team",
}
OFFERING = ("freelancer", "agency-owner")  # paid for work
JOINS_AS = ("freelancer", "client")  # at sign-up
SUPPORT_AGENT = "support-agent"
# The persona that owns each kind of team.
OWNERS = {"company": "client", "agency": "agency-owner"}
# The capacities that a persona has besides its own.
ALSO = {"agency-owner": ("freelancer",)}


def added_by_dual(persona: str) -> str:
    """The capacity that the circumstance ``dual`` adds to a persona."""
    return "client" if persona in OFFERING else "freelancer"


def capacities(persona: str, *, dual: bool) -> list[str]:
    """Every capacity of a persona, its own first."""
    return [persona, *ALSO.get(persona, ()), *([added_by_dual(persona)] if dual else [])]


def with_article(noun: str) -> str:
    """A persona or a kind of team, with its article: ``a client``, ``an agency``."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
