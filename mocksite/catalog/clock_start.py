"""When the clock of every world starts."""

from datetime import UTC, datetime

START = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)  # a Wednesday
