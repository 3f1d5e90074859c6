"""Ctrl-C, and the scheduler's order to end: what is begun is finished, nothing more is begun, and the record written."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from kccxl.interruption import is_loading

_SIGNALS = (signal.SIGINT, signal.SIGTERM)


class Stop:
    """Whether somebody asked to stop.

    >>> Stop().asked
    False
    """

    def __init__(self, told: Callable[[], None] = lambda: None) -> None:
        """Begin unasked; ``told`` is called once when it changes."""
        self.asked = False
        self._told = told

    def ask(self, number: int = 0, frame: FrameType | None = None) -> None:
        """Ask to stop; asked again, end at once.

        Raises:
            KeyboardInterrupt: it was asked before.

        """
        del number
        if self.asked and is_loading(frame):
            return  # it would be lost in there; what is begun is finished soon, or whoever presses presses again
        if self.asked:
            # whoever presses on must not break off the clearing up
            self.pass_over()
            from multiprocessing import active_children

            for worker in active_children():
                worker.terminate()
            raise KeyboardInterrupt
        self.asked = True
        self._told()

    def pass_over(self) -> None:
        """Pass both over until the block ends: the work is done, and writing down what was done is not broken off."""
        if threading.current_thread() is threading.main_thread():
            for each in _SIGNALS:
                signal.signal(each, signal.SIG_IGN)


@contextmanager
def stoppable(told: Callable[[], None] = lambda: None) -> Iterator[Stop]:
    """Take Ctrl-C and the order to end (SIGTERM) as a request for as long as the block lasts.

    Once it was asked, both are passed over from the end of the block on: what follows writes the record of what was
    done, and whoever presses on must not break that off, nor end the process with another code while it closes.
    """
    stop = Stop(told)
    if threading.current_thread() is not threading.main_thread():
        yield stop
        return
    before = {number: signal.signal(number, stop.ask) for number in _SIGNALS}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_IGN if stop.asked else handler)
