"""Walking a guide in a browser: the reader, what each act does, and the judge of how it ends."""
