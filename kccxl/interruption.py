"""Ctrl-C: the exit code it gives, and when it must not be answered by an exception."""

from __future__ import annotations

TYPE_CHECKING = False  # typing takes longer to load than all that is here
if TYPE_CHECKING:
    from types import FrameType

STOPPED = 130
"""The exit code of what was stopped: what shells give for Ctrl-C."""


def is_loading(frame: FrameType | None) -> bool:
    """Whether a module is being loaded: an exception in the midst of it may be lost, or come out as another.

    >>> is_loading(None)
    False
    """
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
