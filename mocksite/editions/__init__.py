"""The editions of the site, one TOML file each, with their loader, schema and validation."""
