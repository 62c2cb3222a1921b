"""Walks guides through the mock site in a real browser."""
