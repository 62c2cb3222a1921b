"""The pytest plugin: hooks, fixtures, collection of guides, terminal output, artifacts and redaction."""
