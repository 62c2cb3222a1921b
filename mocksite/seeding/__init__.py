"""Rows that look like somebody's: accounts and teams, work, money, messages."""

from mocksite.seeding.obligations import Furnisher
from mocksite.seeding.people import Party

__all__ = ["Furnisher", "Party"]
