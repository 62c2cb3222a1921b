"""The errors that the site raises itself."""


class MocksiteError(Exception):
    """The base class of these errors; the message says what to do."""


class EditionError(MocksiteError):
    """An edition cannot be used; the message has a line for each fault, with file, key and remedy."""


class WorldError(MocksiteError):
    """A world cannot be made as requested; the message says what is wrong with which field, and what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
