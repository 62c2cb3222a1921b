"""The control API: creates worlds, moves their clocks, reads their state; errors follow RFC 9457."""
