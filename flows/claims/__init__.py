"""What guides claim about the site, and the proofs that fail when a claim is taken out of it."""
