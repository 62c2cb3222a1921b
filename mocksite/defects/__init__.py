"""Faults of the program, each of which can be switched on in one world: they wrap services, rules and pages."""
