"""The control API: how a test makes, moves and reads worlds. JSON in, JSON out, problems as RFC 9457 has them."""
