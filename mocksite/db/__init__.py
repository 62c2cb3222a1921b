"""The database tables, and the session that reads and writes them."""
