"""Changes what is stored: closing, reopening, payments, billing, the clock, erasure, mail."""
