"""What was found in texts before, kept from one run to the next: most texts stay as they are."""

from collections.abc import Callable, Mapping
from typing import Any, TypeGuard, TypeVar

F = TypeVar("F", bound="tuple[str | int, ...] | None")
"""What is found in a text: some words and numbers, or nothing."""

Texts = dict[str, Any]

MOST = 1_000_000
"""Findings that are held at once, and as many from before."""


class Judged:
    """Findings by what is asked of a text, and by the text or its name: for what these two alone decide.

    `kept` are those of an earlier run, as `used` gave them; whatever else it is, is as if it were not there.
    """

    def __init__(self, kept: object = None) -> None:
        self._kept: Mapping[str, Texts] = kept if _is_kept(kept) else {}
        self._used: dict[str, Texts] = {}
        self._count = 0

    def of(self, asked: str, text: str, judge: Callable[[], F], *kinds: type, nothing: bool = False) -> F:
        """What was found in a text, or is now: values of these `kinds`, or perhaps `nothing`."""
        used = self._used.setdefault(asked, {})
        if text not in used:
            known = self._kept.get(asked, {}).get(text, ())
            fits = nothing if known is None else type(known) is tuple and tuple(map(type, known)) == kinds
            self.learn(asked, text, known if fits else judge())
            used = self._used[asked]
        found: F = used[text]
        return found

    def knows(self, asked: str, text: str) -> bool:
        """Whether something is known of a text, or that there is nothing to find."""
        return text in self._used.get(asked, ()) or text in self._kept.get(asked, ())

    def learn(self, asked: str, text: str, found: tuple[str | int, ...] | None) -> None:
        """Keep what was found in a text, here or by another process. Whoever works for long forgets, of very
        many texts, those that nobody has asked for lately."""
        if self._count >= MOST:
            self._kept, self._used, self._count = self._used, {}, 0
        self._used.setdefault(asked, {})[text] = found
        self._count += 1

    @property
    def used(self) -> Mapping[str, Texts] | None:
        """All that was asked for, None where it is what was kept: other texts are gone."""
        return None if self._used == self._kept else self._used


def _is_kept(kept: object) -> TypeGuard[dict[str, Texts]]:
    return type(kept) is dict and all(type(texts) is dict for texts in kept.values())
