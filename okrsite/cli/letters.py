"""The letters of file names: UTF-8, wherever okrsite runs."""

import os
import sys


def in_utf8() -> None:
    """Start this program anew in Python's UTF-8 mode where the system's settings would have Python read the
    names of files in other letters, so that a picture's name means the same everywhere. What the terminal
    takes stays as it is."""
    if os.name == "nt" or sys.getfilesystemencoding() == "utf-8" or "utf8" in sys._xoptions:
        return
    printed = getattr(sys.stdout, "encoding", None)
    env = dict(os.environ)
    if printed:
        env.setdefault("PYTHONIOENCODING", printed)
    os.execve(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]], env)
