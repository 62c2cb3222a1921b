"""What every other package relies on: obligations, personas, team roles, data categories, labels."""
