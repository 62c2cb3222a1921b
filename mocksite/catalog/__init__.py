"""Facts that everything else shares: personas, obligations, roles, data categories, navigation. No code above it."""
