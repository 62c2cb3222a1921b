"""Who can have an account, and in which capacities they then act."""

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
