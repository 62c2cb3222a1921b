"""What one world can be made without, so that a procedure that relies on it fails there. ADR 19.

Every view can be switched off by its endpoint; the rules below have names of their own.
"""

ONE_ACCOUNT = "one-account"
RULES = {ONE_ACCOUNT: "a phone number belongs to one person, who has one account"}
