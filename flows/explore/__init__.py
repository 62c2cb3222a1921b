"""Draws guides that must be true from a model of an account, and finds defects of the site with them."""
