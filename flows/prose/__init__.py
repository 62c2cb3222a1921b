"""Reads the sentences of published pages: words, phrases, clauses, and what each clause asks of the reader."""
