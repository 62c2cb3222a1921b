"""Definitions that all other packages share: obligations, personas, team roles, data, navigation."""
