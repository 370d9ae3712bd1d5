"""What was judged of texts before, kept from one run to the next: titles stay as they are for a quarter."""

from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

Judgement = tuple[str, ...] | None
"""What is found in a text: some words, or nothing."""

Texts = dict[str, Judgement]


class Judged:
    """Judgements by what is asked of a text, and by the text: for what these two alone decide.

    `kept` are those of an earlier run, as `used` gave them; whatever else it is, is as if it were not there.
    """

    def __init__(self, kept: object = None) -> None:
        self._kept: Mapping[str, Texts] = kept if _is_kept(kept) else {}
        self._used: dict[str, Texts] = {}

    def of(self, asked: str, text: str, judge: Callable[[], Judgement]) -> Judgement:
        """What was judged of a text, or is now."""
        used = self._used.setdefault(asked, {})
        if text not in used:
            kept = self._kept.get(asked, {})
            used[text] = kept[text] if text in kept else judge()
        return used[text]

    @property
    def used(self) -> Mapping[str, Texts] | None:
        """All that was asked for, None where it is what was kept: other texts are gone."""
        return None if self._used == self._kept else self._used


def _is_kept(kept: Any) -> TypeGuard[dict[str, Texts]]:
    return type(kept) is dict and all(
        type(texts) is dict and all(found is None or _is_words(found) for found in texts.values())
        for texts in kept.values()
    )


def _is_words(found: Any) -> bool:
    return type(found) is tuple and all(type(word) is str for word in found)
