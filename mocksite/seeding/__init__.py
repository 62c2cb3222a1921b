"""Fills a new world with rows: people, teams, work, money, and whatever they owe."""
