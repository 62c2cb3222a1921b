"""The errors that the site raises."""


class MocksiteError(Exception):
    """The base class of these errors; the message says what to do."""


class EditionError(MocksiteError):
    """An edition has faults; the message has a line for each, with file, key and remedy."""


class WorldError(MocksiteError):
    """A request for a world is wrong; the message says what is wrong with a field, and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
