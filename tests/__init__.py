"""Tests: unit, over HTTP, of contracts, and end to end in a browser."""
