"""What Ctrl-C breaks while it stops a walk is not told as a fault of the guide."""

import contextlib

import pytest

from flows.errors import FlowsError
from flows.plugin import interrupted


def broken_while(stopping: type[BaseException]) -> FlowsError:
    """An error that came up where another was on its way."""
    with pytest.raises(FlowsError) as raised, contextlib.ExitStack() as stack:
        stack.callback(lambda: _fail("the browser is closed already"))
        raise stopping
    return raised.value


def _fail(message: str) -> None:
    raise FlowsError(message) from None


def test_what_came_of_ctrl_c_is_an_interruption() -> None:
    assert interrupted(KeyboardInterrupt())
    assert interrupted(broken_while(KeyboardInterrupt))


def test_what_came_of_anything_else_is_none() -> None:
    assert not interrupted(broken_while(ValueError))
    assert not interrupted(None)
