"""Who may close what while owing what: tries every combination against the site."""
