"""What happens: closings, payments, billing, the clock, erasure, reopening, mail."""
