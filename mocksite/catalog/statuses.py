"""The statuses and kinds of rows, stored as plain text."""

from typing import Literal

AccountStatus = Literal["open", "suspended", "closed", "marked", "deleted"]
Plan = Literal["basic", "plus"]
RestoreBy = Literal["support", "link"]

TeamKind = Literal["company", "agency"]
TeamStatus = Literal["open", "closed"]
MembershipStatus = Literal["invited", "active", "declined", "withdrawn", "left", "removed", "closed"]

ContractKind = Literal["fixed", "hourly"]
ContractStatus = Literal["active", "completed", "ended", "cancelled"]
JobStatus = Literal["open", "closed"]
ProposalStatus = Literal["open", "withdrawn"]
ReviewStatus = Literal["shown", "removed"]

PaymentStatus = Literal["pending", "held", "released", "refunded"]
InvoiceStatus = Literal["unpaid", "paid"]
RefundStatus = Literal["open", "approved"]
DisputeStatus = Literal["open", "decided"]
DisputeParty = Literal["freelancer", "client"]
WithdrawalStatus = Literal["under way", "arrived", "lost"]

RequestKind = Literal["close", "reopen", "question", "reset", "unlock", "appeal", "review"]
RequestStatus = Literal["open", "done", "declined"]
