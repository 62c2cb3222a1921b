"""Reads what is stored for one person: their capacities, their rows, and what a closing affects."""
