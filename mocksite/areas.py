"""The pages with fixed names: what stands on every page, and where an account menu can lead."""

# The areas of work in the header: what each is called, and the endpoint it is at.
AREAS = {
    "My Jobs": "jobs.my_jobs",
    "Proposals": "proposals.proposals",
    "Payments": "payments.payments",
    "Disputes": "disputes.disputes",
    "Messages": "messages.messages",
}
# What only whoever offers work has.
FREELANCERS_ONLY = ("proposals.proposals",)
SUPPORT = "Contact support"
# The controls that no edition may name again.
FIXED = ["Skip to content", "Worklane", *AREAS, "Account menu", SUPPORT]
# What an account menu can hold, besides logging out.
TARGETS = {
    "settings": "settings.overview",
    **{label.lower().replace(" ", "-"): endpoint for label, endpoint in AREAS.items()},
    "support": "support.support",
}
