"""Being told to stop: Ctrl-C, SIGTERM (systemd, a container, kill) and SIGHUP (a closed terminal) end a run cleanly."""

import contextlib
import signal
import threading
from collections.abc import Iterator

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """The process was told to stop, by signal `number`."""

    def __init__(self, number: int):
        super().__init__(f"stopped by {signal.Signals(number).name}")
        self.number = number


class _Ear:
    """Raises Stopped at the first signal, at once or, while held, when it is let go; what follows is not heard, so
    that a second Ctrl-C does not stop the tidying up.
    """

    def __init__(self):
        self.held, self.pending, self.raised = 0, None, False

    def __call__(self, number: int, _frame: object) -> None:
        self.pending = self.pending or number
        self.check()

    def check(self) -> None:
        if self.pending and not self.held and not self.raised:
            self.raised = True
            raise Stopped(self.pending)


_ear: _Ear | None = None


@contextlib.contextmanager
def heard() -> Iterator[None]:
    """Inside, the three signals raise Stopped; in a thread that is not the main one, nothing is changed."""
    global _ear
    if threading.current_thread() is not threading.main_thread() or _ear is not None:
        yield
        return
    _ear = _Ear()
    before = {number: signal.signal(number, _ear) for number in SIGNALS
              if signal.getsignal(number) is not signal.SIG_IGN}  # nohup stays nohup
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _ear = None


@contextlib.contextmanager
def held() -> Iterator[None]:
    """Inside, no signal is heard; one that came raises Stopped at the end: for what is done whole or not at all."""
    ear = _ear
    if ear is None:
        yield
        return
    ear.held += 1
    try:
        yield
    finally:
        ear.held -= 1
    ear.check()
