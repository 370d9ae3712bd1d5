"""The process in which Graphviz runs: native code that crashes or chatters does so in here.

Reads DOT graphs from standard input, each ending in a line that is a single `}`, and answers each
on standard output as `dot -Tplain` would, in the same order; a graph that cannot be laid out has no
answer. It is started by its file's path and imports nothing of okrsite, which keeps its start short.
"""

import sys
from collections.abc import Iterable, Iterator

UNUSABLE = 3
"""The exit status that says: there is no Graphviz here at all."""


def main() -> int:
    try:
        import pygraphviz
    except ImportError as error:
        print(error, file=sys.stderr)
        return UNUSABLE
    for dot in split(sys.stdin.buffer):
        try:
            answer = pygraphviz.AGraph(string=dot.decode()).draw(format="plain", prog="dot")
        except (ValueError, OSError):
            continue
        sys.stdout.buffer.write(answer)
        # At once, so that a crash in the next graph does not take this answer with it.
        sys.stdout.buffer.flush()
    return 0


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
