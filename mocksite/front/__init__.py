"""The front page: it makes worlds for people, and logs them in."""
