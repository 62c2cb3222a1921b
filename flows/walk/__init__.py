"""Carries out a guide's steps in the browser and judges how the guide ended."""
