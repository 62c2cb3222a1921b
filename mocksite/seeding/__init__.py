"""Fills a new world with rows: people, teams, work, money and obligations."""
