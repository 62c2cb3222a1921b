"""Turns a sentence into steps: splits it into phrases, finds each verb, matches the vocabulary."""
