"""The test suite: unit tests, tests over HTTP, contract tests, and end-to-end tests in a browser."""
