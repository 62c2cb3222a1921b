"""Turns a sentence into steps: `phrases.py` finds its verbs, `verb_meanings.py` says what each means."""
