"""A build that knows the last one: what is as it was is not done again.

Three memories wrap the stages of the pipeline, each for itself: of the whole build (`unchanged`), of what
content files gave (`loading.kept`), and of what was made of it (`record`). What is published is the same
without them.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from okrsite.building.report import Built, Report
from okrsite.building.unchanged import Asked, Remembered

if TYPE_CHECKING:
    from okrsite.building.earlier import Earlier
    from okrsite.building.pipeline import Progress
    from okrsite.building.report import Checked
    from okrsite.loading.kept import Kept


def check(
    content: Path, *, today: date | None = None, progress: "Progress | None" = None, cache: Path | None
) -> "Checked":
    """What `pipeline.check_content` finds, with the memory of what content files gave."""
    from okrsite.building.pipeline import check_content
    from okrsite.keeping.garbage import uncollected

    memory = memory_of(content, cache) if cache else None
    with uncollected():  # all that is made stays until the end
        checked = check_content(content, today=today, progress=progress, memory=memory)
    if memory:
        memory.save()
    return checked


def report(
    content: Path, *, today: date | None = None, progress: "Progress | None" = None, cache: Path | None
) -> Report:
    """The report of a check; that of the last one where nothing is other than it was."""
    remembered = Remembered(cache) if cache else None
    found = remembered.checked(content, today) if remembered else None
    if found is not None:
        return found
    from okrsite.building.refusals import refuse_no_content

    refuse_no_content(content)
    watch = remembered.watch(content) if remembered else None
    checked = check(content, today=today, progress=progress, cache=cache)
    if watch:
        watch.keep_check(checked)
    return checked.report


def build(
    content: Path,
    output: Path,
    *,
    theme: str | None = None,
    today: date | None = None,
    strict: bool = False,
    at: "Earlier | None" = None,
    progress: "Progress | None" = None,
    cache: Path | None,
) -> Built:
    """What `pipeline.build` does, with the memories that are kept in the folder of the `cache`."""
    remembered = None if cache is None or at is not None else Remembered(cache)
    asked = Asked(content=content, output=output, theme=theme, today=today, strict=strict)
    last = remembered.built(asked) if remembered else None
    if last is not None:
        return last
    from okrsite.building import pipeline  # all that builds, which is more than a moment to load
    from okrsite.building.record import Records
    from okrsite.building.refusals import refuse_no_content

    refuse_no_content(content)
    watch = remembered.watch(content) if remembered else None
    memory = memory_of(content, cache) if cache and at is None else None
    built = pipeline.build(
        content,
        output,
        theme=theme,
        today=today,
        strict=strict,
        at=at,
        progress=progress,
        memory=memory,
        records=Records(cache) if cache else None,
    )
    if memory:
        memory.save()
    if watch:
        watch.keep(asked, built)
    return built


def memory_of(content: Path, cache: Path) -> "Kept":
    """What is kept of the files of a content folder: each folder has a memory of its own."""
    from okrsite.loading.kept import Kept

    return Kept(cache, f"content-{content.resolve().name}", content)
