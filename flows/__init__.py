"""Flows: published guides, walked through the mock marketplace in a real browser."""
