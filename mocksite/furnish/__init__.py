"""Rows that look like somebody's: accounts and teams, work, money, messages."""

from mocksite.furnish.owing import Furnisher
from mocksite.furnish.people import START, Party

__all__ = ["START", "Furnisher", "Party"]
