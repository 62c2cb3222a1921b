"""Applies an edition's rules: who may close what, what blocks it, which input is valid; the time is passed in."""
