"""Keeps connections to a preview open while it rebuilds, and looks at what that costs it.

    python tests/campaigns/connections.py --minutes 60 --connections 200

Most connections are pages that listen for news. One in ten never reads what it is sent, and one in ten goes
and comes back with every save. Meanwhile a file is saved every few seconds, pages are asked for as a browser
does, and connections that send nothing, or garbage, come and go. Linux only, as it reads /proc.
"""

import argparse
import selectors
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from project import COMPANY, company  # noqa: E402 - they lie where no package is
from serving import Preview, serving  # noqa: E402

OBJECTIVE = "2026-Q4/vans/short-way.md"
EVENTS = "/_okrsite/events"
GROWTH_AT_MOST = 20 * 1024
"""KiB in an hour: more would be seen in a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The server at a moment: `memory` is what is resident, in KiB; `answer` is how long a page took, in
    milliseconds; `told` are the events that pages have read so far."""

    second: float
    memory: int
    threads: int
    files: int
    saves: int
    told: int
    answer: float

    def __str__(self) -> str:
        return (
            f"{self.second:8.0f} {self.memory:9,} {self.threads:8} {self.files:6} {self.saves:6}"
            f" {self.told:8,} {self.answer:9.1f}"
        )


HEAD = "  second   KiB RAM  threads  files  saves   events  page, ms"


class Pages:
    """The open pages, all in this thread."""

    def __init__(self, port: int, count: int) -> None:
        self.port = port
        self.told = 0
        self._selector = selectors.DefaultSelector()
        self._reading: list[socket.socket] = []
        self._deaf = [self._open() for _ in range(count // 10)]
        for _ in range(count - len(self._deaf)):
            self._begin()

    def __len__(self) -> int:
        """How many are open still."""
        return len(self._reading) + len(self._deaf)

    def _open(self) -> socket.socket:
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sendall(f"GET {EVENTS} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n\r\n".encode())
        return connection

    def _begin(self) -> None:
        connection = self._open()
        self._selector.register(connection, selectors.EVENT_READ)
        self._reading.append(connection)

    def turn_over(self) -> None:
        """One in ten of those who read goes, and another one comes."""
        for connection in self._reading[: len(self._reading) // 9]:
            self._end(connection)
            self._begin()

    def _end(self, connection: socket.socket) -> None:
        self._selector.unregister(connection)
        self._reading.remove(connection)
        connection.close()

    def read(self, seconds: float) -> None:
        """Read what comes within a time."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            for key, _ in self._selector.select(left):
                assert isinstance(key.fileobj, socket.socket)
                piece = key.fileobj.recv(65536)
                self.told += piece.count(b"event: state\n")
                if not piece:
                    self._end(key.fileobj)

    def close(self) -> None:
        """End all."""
        for connection in (*self._reading, *self._deaf):
            connection.close()
        self._selector.close()


def _strangers(port: int) -> None:
    """Connections that are of no use to anyone."""
    for data in (b"", b"GET / HT", b"\x16\x03\x01", b"POST / HTTP/1.1\r\nHost: evil.example\r\n\r\n"):
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            connection.sendall(data)


def _sample(preview: Preview, begun: float, saves: int, told: int) -> Sample:
    asked = time.perf_counter()
    assert "Harbour Bakery" in preview.page()
    answer = 1000 * (time.perf_counter() - asked)
    folder = Path("/proc", str(preview.process.pid))
    lines = (folder / "status").read_text().splitlines()
    state = {name: value.split() for name, _, value in (line.partition(":") for line in lines)}
    return Sample(
        second=time.monotonic() - begun,
        memory=int(state["VmRSS"][0]),
        threads=int(state["Threads"][0]),
        files=len(list((folder / "fd").iterdir())),
        saves=saves,
        told=told,
        answer=answer,
    )


def campaign(
    folder: Path, seconds: float, connections: int, every: float, lines: int
) -> Iterator[Sample | str]:
    """Keep so many connections open for so long. Gives a sample now and then, and what went wrong."""
    text = COMPANY[OBJECTIVE]
    with serving(company(folder)) as preview:
        port = int(preview.url.rstrip("/").rpartition(":")[2])
        pages = Pages(port, connections)
        begun, saves, due = time.monotonic(), 0, 0.0
        while (passed := time.monotonic() - begun) < seconds:
            if passed >= due:
                yield _sample(preview, begun, saves, pages.told)
                due += seconds / lines
            saves += 1
            title = f"Take the short way, for the {saves}th time"
            (folder / "content" / OBJECTIVE).write_text(text.replace("Take the short way", title))
            pages.turn_over()
            _strangers(port)
            pages.read(every)
        yield _sample(preview, begun, saves, pages.told)
        if len(pages) < connections:
            yield f"{connections - len(pages)} of the connections were ended"
        if pages.told < saves * connections // 2:
            yield f"only {pages.told:,} events came of {saves} saves"
        ended = time.monotonic()
        code = preview.end()
        pages.close()
        if code or time.monotonic() - ended > 5:
            yield f"Ctrl-C took {time.monotonic() - ended:.1f} s and gave exit code {code}"
    if (left := sorted(path.name for path in folder.iterdir())) != ["content"]:
        yield f"this was left behind: {left}"


def growth(samples: Sequence[Sample]) -> float:
    """KiB an hour, by the line that fits the samples' second half best: the first fills caches."""
    late = samples[len(samples) // 2 :]
    mean = sum(one.second for one in late) / len(late)
    spread = sum((one.second - mean) ** 2 for one in late)
    return 3600 * sum((one.second - mean) * one.memory for one in late) / spread if spread else 0.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the campaign; 1 where something grew, or went wrong."""
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n\n")[0], epilog="Ends with 1 where something grew or broke."
    )
    parser.add_argument("--minutes", type=float, default=60, help="how long to keep them open (60)")
    parser.add_argument("--connections", type=int, default=200, help="how many to keep open (200)")
    parser.add_argument("--every", type=float, default=3, help="seconds between two saves (3)")
    parser.add_argument("--lines", type=int, default=12, help="lines of the table (12)")
    options = parser.parse_args(arguments)
    samples: list[Sample] = []
    faults: list[str] = []
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory(prefix="connections-") as folder:
        seconds = 60 * options.minutes
        for found in campaign(Path(folder), seconds, options.connections, options.every, options.lines):
            if isinstance(found, str):
                faults.append(found)
            else:
                samples.append(found)
                print(found, flush=True)
    first, last = samples[len(samples) // 2], samples[-1]
    hourly = growth(samples)
    print(
        f"In the second half, {last.second - first.second:.0f} s and {last.saves - first.saves} saves:"
        f" {last.memory - first.memory:+,} KiB, {last.threads - first.threads:+} threads,"
        f" {last.files - first.files:+} files. At that pace an hour would add {hourly / 1024:+.1f} MiB"
        f"{'.' if options.minutes >= 60 else ', which so short a time can only suggest.'}"
    )
    # A thread that answers, or a connection that just comes, may be there at one moment and not at the other.
    for what, before, after in (("threads", first.threads, last.threads), ("files", first.files, last.files)):
        if after > before + 12:
            faults.append(f"{what}: {after}, and {before} before")
    if options.minutes >= 5 and hourly > GROWTH_AT_MOST:
        faults.append(f"memory grows by {hourly / 1024:.1f} MiB an hour")
    for fault in faults:
        print(f"Broken: {fault}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
