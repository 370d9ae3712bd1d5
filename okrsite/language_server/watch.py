"""When to check what is being written: soon after the last letter, and never two at a time."""

import asyncio
from collections.abc import Awaitable, Callable

from okrsite.building.refusals import ContentError
from okrsite.language_server.company import Company, Superseded
from okrsite.language_server.findings import Findings, shown
from okrsite.language_server.snapshot import Snapshot

PAUSE = 0.25
"""Seconds without a change after which the check begins."""

MOMENT = 1.0
"""Seconds that an answer may wait for the first check."""

Told = Callable[[Snapshot, Findings], Awaitable[None]]
Failed = Callable[[Exception], None]


class Watch:
    """Keeps the check of a company up to date. Belongs to one event loop.

    `typed` is called after each pause, before the check; `told` with what a check found, unless something was
    written in the meantime; `failed` with what went wrong.
    """

    def __init__(self, company: Company, typed: Callable[[], None], told: Told, failed: Failed) -> None:
        self.company = company
        self.latest: Snapshot | None = None
        self._number = -1
        self._typed = typed
        self._told = told
        self._failed = failed
        self._timer: asyncio.TimerHandle | None = None
        self._running: asyncio.Task[None] | None = None
        self._again = False
        self._waiting: list[asyncio.Future[None]] = []
        self._ended = False

    def changed(self) -> None:
        """Something was written: check when the pause is over."""
        self._cancel()
        if not self._ended:
            self._timer = asyncio.get_running_loop().call_later(PAUSE, self._pause_over)

    async def settled(self) -> Snapshot | None:
        """The company as it stands now; None where it can't be read."""
        if self._number != self.company.number and not self._ended:
            waiting = asyncio.get_running_loop().create_future()
            self._waiting.append(waiting)
            self._begin()
            await waiting
        return self.latest

    async def recent(self) -> Snapshot | None:
        """The company as it was lately; None where the first check takes longer than a moment."""
        if self.latest is None:
            await asyncio.wait([asyncio.ensure_future(self.settled())], timeout=MOMENT)
        return self.latest

    def end(self) -> None:
        """Let go of everything."""
        self._ended = True
        self._cancel()
        self.company.number += 1
        self._release()

    def _cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _pause_over(self) -> None:
        try:
            self._typed()
        except Exception as error:
            self._failed(error)
        self._begin()

    def _begin(self) -> None:
        self._cancel()
        if self._running is not None:
            self._again = True
            return
        self._running = asyncio.get_running_loop().create_task(self._check())
        self._running.add_done_callback(self._over)

    def _over(self, _: "asyncio.Task[None]") -> None:
        self._running = None
        if self._again and not self._ended:
            self._again = False
            self._begin()

    async def _check(self) -> None:
        number, texts = self.company.number, dict(self.company.texts)
        try:
            snapshot = await asyncio.to_thread(self.company.check, texts, number)
            found = await asyncio.to_thread(shown, snapshot)
            if number != self.company.number:
                raise Superseded
            self.latest, self._number = snapshot, number
            self._release()
            await self._told(snapshot, found)
        except Superseded:
            self._again = self._again or bool(self._waiting)
        except Exception as error:
            self._number = number
            self._release()
            if not isinstance(error, ContentError):
                self._failed(error)

    def _release(self) -> None:
        for waiting in self._waiting:
            if not waiting.done():
                waiting.set_result(None)
        self._waiting.clear()
