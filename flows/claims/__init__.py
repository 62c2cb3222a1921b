"""What each source article claims, and the proofs that must fail once a claim stops being true."""
