"""The circumstances an account can be in, and which personas can be in them."""

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
