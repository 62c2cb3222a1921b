"""What can go wrong on purpose."""


class MocksiteError(Exception):
    """The base of every error the mock raises itself; its message says what to do."""


class EditionError(MocksiteError):
    """An edition cannot be used: names the file, the key and the remedy, a line each."""


class WorldError(MocksiteError):
    """A world cannot be made as asked: names the field, what is wrong and what would be right."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
