"""Who may close what while owing what: every cell of that matrix, tried against the site."""
