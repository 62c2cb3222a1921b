"""Errors that follow from Ctrl-C are told apart from the faults of a guide."""

import pytest

from flows.errors import FlowsError
from flows.plugin.interrupt import follows_ctrl_c


def broken_while(stopping: type[BaseException]) -> FlowsError:
    """An error raised while another was being handled."""
    with pytest.raises(FlowsError) as raised:
        _break_while(stopping)
    return raised.value


def _break_while(stopping: type[BaseException]) -> None:
    try:
        raise stopping
    finally:
        raise FlowsError("the browser is closed already") from None


def test_an_error_after_ctrl_c_follows_from_it() -> None:
    assert follows_ctrl_c(KeyboardInterrupt())
    assert follows_ctrl_c(broken_while(KeyboardInterrupt))


def test_any_other_error_does_not() -> None:
    assert not follows_ctrl_c(broken_while(ValueError))
    assert not follows_ctrl_c(None)
