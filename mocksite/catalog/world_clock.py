"""The clock of a world: where it starts and ends, and the one period on it that is not a duration."""

from datetime import UTC, datetime

START = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)  # a Wednesday
END = datetime(9000, 1, 1, tzinfo=UTC)  # early enough that everything falls due before dates run out
# What settles an obligation, and what the clock can be advanced by, until the week's hours are billed.
BILLING_CYCLE = "the billing cycle"
