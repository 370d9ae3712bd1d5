"""Many files read by several processes at once."""

from collections.abc import Callable, Mapping, Sequence

from okrsite.loading.discover import ContentFile
from okrsite.loading.memory import Memory
from okrsite.loading.one_file import DECODERS, Outcome, read_one
from okrsite.loading.packing import packed, unpacked
from okrsite.loading.reading import digest_of, read_text
from okrsite.spreading import WorkerError, processes, spread

FEWEST = 2000
"""Below this many files, one process is as fast."""

BATCH = 250
"""Files that a process takes at a time, and hands over together."""

Ahead = Mapping[str, tuple[bytes, Outcome]]
"""By path the digest of a file's text, and what that gave."""


def read_ahead(
    content: str, files: Sequence[ContentFile], memory: Memory, tell: Callable[[int], None]
) -> Ahead:
    """What files give whose text decides everything: those that can be read. Nothing where they are few, or
    where there are not several processes to be had.

    `tell` is called with the number of files done.
    """
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    count = processes(len(batches)) if len(files) >= FEWEST else 1
    if count < 2:
        return {}
    made: list[bytes] = []
    done = 0

    def work(number: int) -> int:
        read = [_read(content, file, memory) for file in batches[number]]
        made.append(packed([(number, read)]))
        return len(read)

    def step(files: int) -> None:
        nonlocal done
        done += files
        tell(done)

    try:
        found = spread(count, len(batches), work, lambda: made, step)
    except WorkerError:
        return {}
    ahead: dict[str, tuple[bytes, Outcome]] = {}
    for data in (data for of_process in (made, *found) for data in of_process):
        for number, read in unpacked(data):
            for file, (digest, outcome) in zip(batches[number], read, strict=True):
                outcome = outcome or (memory.recall(file, digest) if digest else None)
                if outcome is not None:
                    ahead[file.path] = digest, outcome
    return ahead


def _read(content: str, file: ContentFile, memory: Memory) -> tuple[bytes, Outcome | None]:
    """The digest of a file's text and what it gives, if that is not known. No digest where the file can't be
    read: whoever reports that reads it again."""
    text = read_text(f"{content}/{file.path}", file.path, lambda _: None)
    if text is None:
        return b"", None
    digest = digest_of(text)
    known = memory.recall(file, digest) is not None
    return digest, None if known else read_one(file, text, DECODERS[file.kind])
