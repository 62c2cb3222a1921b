"""An edition is one TOML file; beside the five that ship are their loader, schema and checks."""
