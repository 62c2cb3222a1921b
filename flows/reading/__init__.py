"""A Markdown file becomes a guide that is checked before any browser starts."""
