"""Reads a Markdown guide and checks it before any browser starts."""
