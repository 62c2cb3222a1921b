"""The names that are the same in every edition: the header's areas, and what an account menu can lead to."""

# The areas of work in the header: label, endpoint, and who has it. In somebody else's team that depends on the kind of
# team.
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
# What the account menu calls the capacities of a person; a place in somebody else's team it calls as the team.
CAPACITY_LABELS = {"freelancer": "Freelancer", "client": "Client", "agency-owner": "Agency"}
# Names that no edition may give to another control.
FIXED = ["Skip to content", "Worklane", *AREAS, "Account menu", *CAPACITY_LABELS.values(), SUPPORT]
# The pages an account menu can lead to. It can log out, too.
TARGETS = {
    "settings": "settings.overview",
    **{label.lower().replace(" & ", "-and-").replace(" ", "-"): endpoint for label, (endpoint, _) in AREAS.items()},
    "support": "support.support",
}


def areas_of(who: str) -> dict[str, str]:
    """The endpoint of each area that somebody has, by its label."""
    return {label: endpoint for label, (endpoint, owners) in AREAS.items() if who in owners}
