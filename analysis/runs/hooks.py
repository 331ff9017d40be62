"""Hooks: commands of the user's own that a run calls on failure or on change, for mail or chat.

The command is given to the shell as it was written; what the run has to say is never part of it, but goes in as
environment variables and, whole, as JSON on standard input, so that nothing an article says can become a command:

    BROADSHEET_STATUS    ok, failed, kernel_died, timeout or wrong parameters
    BROADSHEET_SUMMARY   one line
    BROADSHEET_FOLDER    the run's folder, empty where there is none
    BROADSHEET_SET       the name of the set of parameters, empty for none

    --on-failure 'mail -s "$BROADSHEET_SUMMARY" desk@example.org'
"""

import json
import os
import subprocess
from collections.abc import Callable

SECONDS = 300


def call(command: str, about: dict, say: Callable[[str], None], warn: Callable[[str], None]) -> bool:
    """Run a hook's command and tell whether it succeeded; what it prints goes to `say`, to `warn` where it fails or
    takes more than SECONDS, which changes nothing about the run.
    """
    named = {f"BROADSHEET_{name.upper()}": str(about.get(name) or "").replace("\0", "")
             for name in ("status", "summary", "folder", "set")}
    try:
        done = subprocess.run(["/bin/sh", "-c", command], input=json.dumps(about, default=str), text=True,
                              env=os.environ | named, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=SECONDS, check=False, start_new_session=True, errors="backslashreplace")
    except (OSError, subprocess.TimeoutExpired) as error:
        warn(f"hook failed: {error}")
        return False
    if done.stdout.strip():
        (warn if done.returncode else say)(done.stdout.strip())
    if done.returncode:
        warn(f"hook failed with exit status {done.returncode}: {command}")
    return done.returncode == 0
