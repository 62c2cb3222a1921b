"""What can be switched off in one world, so that a procedure which relies on it can be seen to fail. ADR 19.

Every page and act can, by its endpoint; besides, the rules here.
"""

ONE_ACCOUNT = "one-account"
RULES = {ONE_ACCOUNT: "a phone number is one person's, who has one account"}
