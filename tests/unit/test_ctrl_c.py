"""Errors that Ctrl-C causes while it stops a walk are not reported as faults of the guide."""

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


def test_other_errors_do_not_follow_from_ctrl_c() -> None:
    assert not follows_ctrl_c(broken_while(ValueError))
    assert not follows_ctrl_c(None)
