"""Worklane: a freelance marketplace that exists to be closed. A mock; nothing in it is real."""
