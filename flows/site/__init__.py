"""What the harness knows of the site: its control API, personas, closing paths, browsers and devices."""
