"""Worklane, a mock freelance marketplace whose accounts can be closed; nothing in it is real."""
