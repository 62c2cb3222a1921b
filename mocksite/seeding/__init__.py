"""Rows that look like somebody's: accounts and teams, work, money, messages."""

from mocksite.seeding.obligations import Furnisher
from mocksite.seeding.people import START, Party

__all__ = ["START", "Furnisher", "Party"]
