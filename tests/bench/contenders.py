"""The programs that are measured, side by side: okrsite, and Hugo with the site in `hugo/`.

Both read the same folder of content, and each writes into a folder of its own. What differs is told here: how
they are called, what they keep between runs, where the page of an objective is, and how a reader learns that
it is new. A browser that shows okrsite's preview listens to its events, and loads the page when they name
another build; Hugo's page is asked for again and again, some two hundred times a second.
"""

import http.client
import json
import re
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

HOST = "127.0.0.1"
PATIENCE = 900.0  # seconds
_ASK_EVERY = 0.005  # seconds
_HUGO_SITE = Path(__file__).with_name("hugo")


class Contender(Protocol):
    """A program that makes a site of a company."""

    name: str
    output: Path
    build: tuple[str, ...]
    """The command that builds the site."""

    def forget(self) -> None:
        """Have the next run find nothing of an earlier one."""

    def serve(self, port: int) -> tuple[str, ...]:
        """The command that previews the site on a port."""

    def page_of(self, objective: Path) -> str:
        """The address of an objective's page."""

    def awaited(self, port: int, address: str, text: str) -> Callable[[], None]:
        """Begin to look at a page. What is returned waits until a reader has it with this text in it."""


class Okrsite:
    """The okrsite that is installed for this Python."""

    name = "okrsite"

    def __init__(self, content: Path, output: Path, *, today: str) -> None:
        self._program = okrsite()
        self._content = content
        self.output = output
        self._asked = ("--content", str(content), "--today", today)
        self.build: tuple[str, ...] = (self._program, "build", *self._asked, "--output", str(output))
        self.check: tuple[str, ...] = (self._program, "check", *self._asked)

    def forget(self) -> None:
        """Remove the site, and the cache that lies beside the content."""
        for folder in (self.output, self._content.with_name(".okrsite-cache")):
            shutil.rmtree(folder, ignore_errors=True)

    def serve(self, port: int) -> tuple[str, ...]:
        return (self._program, "serve", *self._asked, "--port", str(port))

    def page_of(self, objective: Path) -> str:
        return f"/{objective.relative_to(self._content).with_suffix('.html').as_posix()}"

    def awaited(self, port: int, address: str, text: str) -> Callable[[], None]:
        events = _states(port)
        seen = next(events)["build"]

        def wait() -> None:
            for state in events:
                if state["errors"]:
                    sys.exit(f"okrsite serve found faults after an edit: {state['faults']}")
                if state["build"] != seen and text in page(port, address):
                    return
            sys.exit("okrsite serve ended its events")

        return wait


class Hugo:
    """Hugo, with the site beside this file: a copy of it, with the folders' pages that it needs."""

    name = "Hugo"

    def __init__(self, program: str, content: Path, output: Path) -> None:
        self.output = output
        self._content = content
        self._program = program
        self._site = Path(shutil.copytree(_HUGO_SITE, content.with_name("hugo")))
        self._asked = ("--source", str(self._site), "--noBuildLock")
        self.build: tuple[str, ...] = (program, *self._asked, "--destination", str(output))
        for folder in content.glob("*/*/"):
            if any(folder.glob("*.md")):
                index = self._site / "content" / folder.relative_to(content) / "_index.md"
                index.parent.mkdir(parents=True)
                index.write_text("---\nlayout: team-quarter\n---\n", "utf-8")

    def forget(self) -> None:
        shutil.rmtree(self.output, ignore_errors=True)

    def serve(self, port: int) -> tuple[str, ...]:
        return (self._program, "server", *self._asked, "--bind", HOST, "--port", str(port))

    def page_of(self, objective: Path) -> str:
        return f"/{objective.relative_to(self._content).with_suffix('').as_posix().lower()}/"

    def awaited(self, port: int, address: str, text: str) -> Callable[[], None]:
        page(port, address)  # Hugo's server renders again only what somebody looked at

        def wait() -> None:
            until(lambda: text in page(port, address), f"an edit is not in {address}")

        return wait


def okrsite() -> str:
    """The command of the okrsite that is installed for this Python."""
    found = shutil.which("okrsite", path=sysconfig.get_path("scripts"))
    return found or sys.exit(f"okrsite is not installed for {sys.executable}: pip install .")


def hugo(named: str | None) -> str | None:
    """The Hugo that is named, or else the one that is found; None where there is none. Of the Python package
    `hugo` it is the program inside, without the start of Python before it."""
    found = named or shutil.which("hugo", path=sysconfig.get_path("scripts")) or shutil.which("hugo")
    if found is None:
        return None
    try:
        said = subprocess.run([found, "version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"There is no Hugo at {found}: {error}")
    inside = re.search(r"^\W*\[\d+mRunning Hugo .* at (.+)\x1b", said)
    return inside[1] if inside else found


def version(program: str, argument: str) -> str:
    """The number in what a program says of its version."""
    said = subprocess.run([program, argument], capture_output=True, text=True, check=True).stdout
    return next(iter(re.findall(r"\d+(?:\.\d+)+", said)), "")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        return int(taken.getsockname()[1])


def page(port: int, address: str) -> str:
    """A page of a preview; empty where it is not there, or is being replaced."""
    with _answer(port, address) as answer:
        try:
            return answer.read().decode(errors="replace") if answer.status == 200 else ""
        except http.client.IncompleteRead:
            return ""


def until(done: Callable[[], bool], otherwise: str) -> None:
    """Ask again and again until something is so. Exits where it never is."""
    end = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > end:
            sys.exit(f"{otherwise} after {PATIENCE:.0f} seconds")
        time.sleep(_ASK_EVERY)


def answers(port: int) -> bool:
    """Whether a preview serves its start page."""
    try:
        return bool(page(port, "/"))
    except OSError:
        return False


def _states(port: int) -> Iterator[dict[str, object]]:
    """What okrsite's preview tells open pages, first how it stands."""
    with _answer(port, "/_okrsite/events") as answer:
        for line in answer:
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


@contextmanager
def _answer(port: int, address: str) -> Iterator[http.client.HTTPResponse]:
    connection = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request("GET", address)
        yield connection.getresponse()
    finally:
        connection.close()
