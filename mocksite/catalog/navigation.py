"""The names that all editions share: the areas in the header, and the pages an account menu can open."""

# The areas of work in the header: label, endpoint, and who has it.
IN_COMPANY = ("admin of a company", "manager of a company", "member of a company")
IN_AGENCY = ("admin of an agency", "manager of an agency", "member of an agency")
AREAS = {
    "My Jobs": ("jobs.my_jobs", ("freelancer", "client", "agency-owner", *IN_COMPANY[:2])),
    "Find Work": ("find_work.find_work", ("freelancer", "agency-owner")),
    "Proposals": ("proposals.proposals", ("freelancer", "agency-owner")),
    "Payments": ("payments.payments", ("freelancer", "client", "agency-owner")),
    "Billing": ("billing.billing", ("client", "admin of a company")),
    "Disputes": ("disputes.disputes", ("freelancer", "client", "agency-owner")),
    "Messages": ("messages.messages", ("freelancer", "client", "agency-owner")),
    "Find Talent": ("talent.talent", ("client", *IN_COMPANY)),
    "Members & Permissions": ("members.members", ("client", "agency-owner", *IN_COMPANY, *IN_AGENCY)),
}
SUPPORT = "Contact support"
# The capacities in the account menu; a place in another person's team has the name of the team.
CAPACITY_LABELS = {"freelancer": "Freelancer", "client": "Client", "agency-owner": "Agency"}
# Names that no edition may give to a control.
FIXED = ["Skip to content", "Worklane", "Menu", *AREAS, "Account menu", *CAPACITY_LABELS.values(), SUPPORT]
# The pages an account menu can open. It can also log out.
TARGETS = {
    "settings": "settings.overview",
    **{label.lower().replace(" & ", "-and-").replace(" ", "-"): endpoint for label, (endpoint, _) in AREAS.items()},
    "support": "support.support",
}


def areas_of(who: str) -> dict[str, str]:
    """The endpoint of each area that somebody has, by its label."""
    return {label: endpoint for label, (endpoint, owners) in AREAS.items() if who in owners}
