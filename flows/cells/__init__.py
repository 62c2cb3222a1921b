"""Who may close what, with which obligations: tries every combination against the site."""
