"""A sentence becomes acts: words, phrases, clauses and the vocabulary."""
