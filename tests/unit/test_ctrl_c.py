"""What Ctrl-C breaks while it stops a walk is not told as a fault of the guide."""

import pytest

from flows.errors import FlowsError
from flows.plugin.interrupt import interrupted


def broken_while(stopping: type[BaseException]) -> FlowsError:
    """An error that came up where another was on its way."""
    with pytest.raises(FlowsError) as raised:
        _break_while(stopping)
    return raised.value


def _break_while(stopping: type[BaseException]) -> None:
    try:
        raise stopping
    finally:
        raise FlowsError("the browser is closed already") from None


def test_what_came_of_ctrl_c_is_an_interruption() -> None:
    assert interrupted(KeyboardInterrupt())
    assert interrupted(broken_while(KeyboardInterrupt))


def test_what_came_of_anything_else_is_none() -> None:
    assert not interrupted(broken_while(ValueError))
    assert not interrupted(None)
