"""The process in which Graphviz runs: native code that crashes or chatters does so in here.

Reads DOT graphs from standard input, each ending in a line that is a single `}`, and answers each
on standard output as `dot -Tplain` would, in the same order; a graph that cannot be laid out has no
answer. It is started by its file's path and imports nothing of okrsite, which keeps its start short.
"""

import signal
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress

PATIENCE = 900
"""Seconds for one graph. Whoever asks gives up before; a graph that hangs is not to outlive them for long."""

_DIE_WITH_PARENT = 1  # linux/prctl.h

UNUSABLE = 3
"""The exit status that says: there is no Graphviz here at all."""


def main() -> int:
    try:
        import pygraphviz
    except ImportError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    _die_with_parent()
    for dot in split(sys.stdin.buffer):
        _end_in(PATIENCE)
        try:
            answer = pygraphviz.AGraph(string=dot.decode()).draw(format="plain", prog="dot")
        except (ValueError, OSError):
            answer = b""
        _end_in(0)
        sys.stdout.buffer.write(answer)
        # At once, so that a crash in the next graph does not take this answer with it.
        sys.stdout.buffer.flush()
    return 0


def _end_in(seconds: int) -> None:
    """Have the system end this process, even in native code; 0 calls it off."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _die_with_parent() -> None:
    """Have the system end this process when the one that started it is killed, where it can."""
    if sys.platform == "linux":
        with suppress(ImportError, OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL, 0, 0, 0)


def split(lines: Iterable[bytes]) -> Iterator[bytes]:
    """The graphs in a stream of lines."""
    graph = bytearray()
    for line in lines:
        graph += line
        if line.rstrip() == b"}":
            yield bytes(graph)
            graph.clear()


if __name__ == "__main__":
    sys.exit(main())
