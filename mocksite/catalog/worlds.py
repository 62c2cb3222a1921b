"""What a world can be made with: circumstances, rules that are switched off (ADR 19), and the limits of its clock."""

from datetime import UTC, datetime, timedelta

from mocksite.catalog.personas import OWNERS, with_article
from mocksite.catalog.support_decisions import DECISIONS, rule

CIRCUMSTANCES = {
    "two-factor": "logging in also asks for a code from an authenticator",
    "no-security-question": "the account has no security question yet",
    "identity-check": "the site wants the identity verified before it closes the account",
    "support-review": "support looks at the account before it can be closed",
    "dual": "the person has a second capacity under the same login: freelancer and client, or freelancer and in a team",
    "in-agency": "the team is an agency; otherwise it is a company (admin, manager, member)",
    "suspended": "the site has suspended the account, and says why",
    "dormant": "the account has been inactive for most of a year (freelancer)",
    "plus": "the account has the paid plan, if the edition has plans (freelancer)",
    "several-teams": "the person is in two more teams: a company and an agency (admin, manager, member)",
}
# Only for members of another person's team.
OF_TEAMS = ("in-agency", "several-teams")
# Only for personas that offer work.
OF_FREELANCERS = ("dormant", "plus")


def can_be_without(endpoint: str) -> bool:
    """Whether a world can be without an endpoint: all but those of no world, such as the control API and styles."""
    return not (endpoint.startswith(("control.", "front.")) or endpoint.endswith("static"))


# Besides views, worlds can be without these rules.
ONE_ACCOUNT = "one-account"
ONE_ACCOUNT_TERMS, CLOSED_ACCOUNTS_COUNT = "one-account-terms", "closed-accounts-count"
ONLY_OWNER_CLOSES, LEAVING, REMOVAL_FROM = "only-owner-closes-{}", "leaving-{}", "removal-from-{}"  # by kind of team
REMOVAL_BY = "removal-by-{}"  # by role
LAST_TEAM_LEFT, LAST_TEAM_REMOVED, OTHER_TEAMS = "last-team-left", "last-team-removed", "other-teams"
LAST_TEAM_CLOSED = "last-team-closed"
DORMANCY_WARNING, WORK_KEEPS_OPEN = "dormancy-warning", "work-keeps-open"
BASIC_IS_FREE, BASIC_HAS_NO_BADGE, CONNECTS_ROLL_OVER = "basic-is-free", "basic-has-no-badge", "connects-roll-over"
BASIC_KEEPS_PROFILE, BASIC_KEEPS_HISTORY = "basic-keeps-profile", "basic-keeps-work-history"
VISIBILITY_MEANINGS, VISIBILITY_BACK = "visibility-meanings", "visibility-back"
AVAILABILITY_SHOWN = "availability-shown"
LOGIN_CODE, REASON_OF_SUSPENSION = "login-code", "reason-of-suspension"
USER_NAME_LOGIN, EMAIL_LOGIN, PASSWORD_LOGIN = "user-name-login", "email-login", "password-login"
CLOSED_TO_OWNER, FRESH_ACCOUNT = "closed-to-owner", "fresh-account"
IDENTITY_CODE, BILLING_GOES_ON = "identity-code", "billing-goes-on"
MENU_ON_THE_RIGHT, SETTINGS_IN_THE_MENU = "menu-on-the-right", "settings-in-the-menu"
CONFIRMATION_MAIL, OUTCOME_IN_MAIL, RELEASE = "confirmation-mail", "outcome-in-mail", "release"
PROFILE_DURING_BREAK, AVAILABILITY_BACK = "profile-during-break", "availability-back"
WORDS_TO_SUPPORT, VIOLATIONS_STAY = "words-to-support", "violations-stay"
QUESTION_FIRST, ANSWER_CHECKED = "question-first", "answer-checked"
CONFIRMATION, CONTROL_AT_THE_BOTTOM = "confirmation", "control-at-the-bottom"
ARRIVAL, BALANCE_SHOWN = "arrival", "balance-shown"
# Lists of what is unsettled, by their rule: the noun and the status of the rows in them.
LISTED = {
    "active-contracts-listed": ("contract", "active"),
    "open-proposals-listed": ("proposal", "open"),
    "pending-payments-listed": ("payment", "pending"),
    "open-refunds-listed": ("refund", "open"),
    "withdrawals-under-way-listed": ("withdrawal", "under way"),
}
RULES = {
    ONE_ACCOUNT: "nobody has two accounts with one phone number",
    ONE_ACCOUNT_TERMS: "the site says that a second account is against its terms",
    CLOSED_ACCOUNTS_COUNT: "whoever has closed an account cannot open another one with the same phone number",
    **{ONLY_OWNER_CLOSES.format(kind): f"nobody but its owner can close {with_article(kind)}" for kind in OWNERS},
    **{LEAVING.format(kind): f"admins and managers can leave {with_article(kind)}" for kind in OWNERS},
    **{REMOVAL_FROM.format(kind): f"members can be removed from {with_article(kind)}" for kind in OWNERS},
    **{REMOVAL_BY.format(role): f"{with_article(role)} can remove members" for role in ("owner", "admin", "manager")},
    LAST_TEAM_LEFT: "whoever leaves the last team has nothing else, so the account closes",
    LAST_TEAM_REMOVED: "whoever is removed from the last team has nothing else, so the account closes",
    LAST_TEAM_CLOSED: "whoever closes a company or an agency and has nothing else closes the account with it",
    OTHER_TEAMS: "whoever leaves one of several teams keeps the account",
    DORMANCY_WARNING: "the owner of an inactive account is warned before it closes",
    WORK_KEEPS_OPEN: "work keeps an account from closing for inactivity",
    BASIC_IS_FREE: "whoever changes to the free plan is charged no more",
    BASIC_HAS_NO_BADGE: "whoever changes to the free plan loses the badge",
    BASIC_KEEPS_PROFILE: "whoever changes to the free plan keeps the profile",
    BASIC_KEEPS_HISTORY: "whoever changes to the free plan keeps the work history",
    CONNECTS_ROLL_OVER: "unused connects stay for the next month",
    VISIBILITY_MEANINGS: "each choice of visibility says what it means",
    VISIBILITY_BACK: "whoever has hidden a profile can show it again",
    AVAILABILITY_SHOWN: "others see whether a freelancer is available",
    LOGIN_CODE: "logging in asks for a code where two-step login is on",
    REASON_OF_SUSPENSION: "whoever is suspended reads why",
    MENU_ON_THE_RIGHT: "the account menu is at the right of the header",
    SETTINGS_IN_THE_MENU: "the settings are in the account menu, rather than beside it",
    USER_NAME_LOGIN: "a user name is enough to say who logs in",
    EMAIL_LOGIN: "an email address is enough to say who logs in",
    PASSWORD_LOGIN: "logging in takes the right password",
    CLOSED_TO_OWNER: "nobody logs in to a closed account",
    FRESH_ACCOUNT: "signing up opens a new account, even with the email address of a closed one",
    IDENTITY_CODE: "only the code that was emailed proves who closes an account",
    BILLING_GOES_ON: "clients are billed for contracts that outlive their account",
    CONFIRMATION_MAIL: "a closing is confirmed by email, where the edition says so",
    OUTCOME_IN_MAIL: "the email that confirms a closing says what happens to the account",
    RELEASE: "payments are released when their review is over",
    PROFILE_DURING_BREAK: "the profile of a freelancer on a break can be opened by its link",
    AVAILABILITY_BACK: "whoever is not available can become available again",
    WORDS_TO_SUPPORT: "support reads what is written to it",
    VIOLATIONS_STAY: "violations stay on record when an account is reopened",
    **{
        rule(kind, decision): f"support has the button “{label}” for requests of the kind “{kind}”"
        for kind, decisions in DECISIONS.items()
        for decision, label in decisions.items()
    },
    QUESTION_FIRST: "whoever has no security question sets one before the settings open, where the edition asks for it",
    ANSWER_CHECKED: "only the right answer to the security question opens the settings",
    CONFIRMATION: "a closing asks for confirmation before it closes anything",
    CONTROL_AT_THE_BOTTOM: "the control of a closing is at the bottom of its page",
    ARRIVAL: "withdrawals arrive at the bank",
    BALANCE_SHOWN: "whoever is paid sees the balance",
    **{name: f"pages list each {noun} that is {status}" for name, (noun, status) in LISTED.items()},
}

START = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)  # a Wednesday
LONGEST_MOVE = timedelta(days=3660)  # of the clock in one call: ten years
END = datetime(9000, 1, 1, tzinfo=UTC)  # leaves room for everything to fall due
# The time until the week's hours are billed: it settles an obligation, and the clock can be advanced by it.
BILLING_CYCLE = "the billing cycle"
LONGEST_LIFETIME = timedelta(days=1)  # of a world that expires, in real time
