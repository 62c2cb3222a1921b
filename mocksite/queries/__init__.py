"""Reads what is stored, as one person sees it: their capacities, rows, and what a closing affects."""
