"""Fills a new world with rows: people, teams, work, money, and whatever they owe."""

from mocksite.seeding.obligations import Furnisher
from mocksite.seeding.people import Party

__all__ = ["Furnisher", "Party"]
