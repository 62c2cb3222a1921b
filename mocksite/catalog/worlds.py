"""What a world can be made with: circumstances, rules that are switched off (ADR 19), and the limits of its clock."""

from datetime import UTC, datetime

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
# Only for those in somebody else's team.
OF_TEAMS = ("in-agency", "several-teams")
# Only for those who offer work.
OF_FREELANCERS = ("dormant", "plus")

# Every view can be switched off by its endpoint; these rules have names of their own.
ONE_ACCOUNT = "one-account"
RULES = {ONE_ACCOUNT: "a phone number belongs to one person, who has one account"}

START = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)  # a Wednesday
END = datetime(9000, 1, 1, tzinfo=UTC)  # early enough that everything falls due before dates run out
# What settles an obligation, and what the clock can be advanced by, until the week's hours are billed.
BILLING_CYCLE = "the billing cycle"
