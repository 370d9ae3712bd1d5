"""What an import may hold at most: texts that a content file can take, files that can be read again."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import accumulate
from pathlib import Path
from typing import TypeVar

from okrsite.exchange.importing.found import (
    Found,
    FoundInitiative,
    FoundKeyResult,
    FoundObjective,
    ImportingError,
    Remark,
)
from okrsite.loading.discover import classify
from okrsite.loading.one_file import findings_alone
from okrsite.loading.prose_limits import LONGEST_PROSE
from okrsite.loading.yaml_reading import LONGEST
from okrsite.settings import Settings
from okrsite.writing.files import NewFile
from okrsite.writing.scalars import quoted

LONGEST_TITLE = 1_000
"""Characters of a title. What is longer is no sentence, and would be searched for figures for minutes."""
LONGEST_TEXT = LONGEST - 200
"""Characters of a field as it is written, without its name and what it is indented by."""
UNREADABLE = frozenset({"front-matter-broken", "front-matter-missing", "unreadable-file", "unsupported-yaml"})

_Part = TypeVar("_Part", FoundObjective, FoundKeyResult, FoundInitiative)


def bounded(found: Found) -> Found:
    """What was found, with texts that no content file can take cut, and told of."""
    remarks: list[Remark] = []
    objectives = [
        replace(
            _bounded(one, remarks),
            key_results=tuple(_bounded(part, remarks) for part in one.key_results),
            initiatives=tuple(_bounded(part, remarks) for part in one.initiatives),
        )
        for one in found.objectives
    ]
    return Found(objectives=tuple(objectives), remarks=(*found.remarks, *remarks))


def _bounded(part: _Part, remarks: list[Remark]) -> _Part:
    changed: dict[str, str | tuple[str, ...]] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        most = LONGEST_TITLE if field.name == "title" else LONGEST_TEXT
        if field.name == "where":
            continue
        if isinstance(value, str) and len(value) > LONGEST_TITLE // 2:
            kept = value[: LONGEST_PROSE - 200] if field.name == "why" else cut(value, most)
            if kept != value:
                changed[field.name] = kept
                remarks.append(_told(part.where, field.name, value, kept))
        elif isinstance(value, tuple) and any(isinstance(text, str) and len(text) > 400 for text in value):
            texts = tuple(cut(text, LONGEST_TITLE) for text in value)
            changed[field.name] = texts
            longer = ((a, b) for a, b in zip(value, texts, strict=True) if a != b)
            remarks += [_told(part.where, field.name, a, b) for a, b in longer]
    return replace(part, **changed) if changed else part  # type: ignore[arg-type]


def cut(text: str, most: int) -> str:
    """As much of a text from its beginning as takes so many characters when it is written."""
    lengths = accumulate(len(quoted(sign)) - 2 for sign in text)
    return text[: sum(1 for _ in _while_at_most(lengths, most))].rstrip()


def _while_at_most(lengths: Iterable[int], most: int) -> Iterator[int]:
    for length in lengths:
        if length > most:
            return
        yield length


def _told(where: str, field: str, value: str, kept: str) -> Remark:
    name = field.replace("_", " ")
    return Remark(
        where=f"{where}, {name}",
        message=f"a text of {len(value):,} characters was cut to its first {len(kept):,}",
        hint="Shorten it in the file, and import again; what needs more room is prose.",
    )


def refuse_unreadable(files: Iterable[NewFile], content: Path) -> None:
    """Raise ImportingError where a file would be written that can't be read again."""
    for new in files:
        file = classify(content, new.path)
        found = findings_alone(file, new.text, Settings()) if file is not None else ()
        wrong = next((one for one in found if one.rule in UNREADABLE), None)
        if wrong is not None:
            raise ImportingError(
                f"{new.path} would get too large to be read: {wrong.message}. Split what is imported, and"
                " import the parts."
            )
