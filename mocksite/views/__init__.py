"""The pages, one Flask blueprint per area: a view loads rows, asks a rule, saves and redirects."""
