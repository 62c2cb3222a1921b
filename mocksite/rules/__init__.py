"""Decides who may close what, what blocks it, and which input is valid; no Flask, SQL or clock."""
