"""What the harness knows about the site: the control API's client, personas, closings, browsers, devices."""
