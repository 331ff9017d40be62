"""What other processes are given to do by the tests of the engine; quick to import."""

import os
import signal
import time
from pathlib import Path


def late(seconds):
    time.sleep(seconds)
    return seconds


def invert(number):
    return 1 / number


def survive(mark):
    """Kills its process the first time, and returns the second; without a `mark`, always kills it."""
    if not mark or not os.path.exists(mark):
        mark and Path(mark).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return mark
