"""The contents of files as git keeps them: many at once, through one process."""

from collections.abc import Iterable, Iterator

from okrsite.history.git import Repository


def read_blobs(repository: Repository, blobs: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each blob's id with its bytes, in the order asked for; one that is not there is left out."""
    wanted = tuple(dict.fromkeys(blobs))
    if not wanted:
        return
    printed = repository.run("cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in wanted).encode())
    position = 0
    while position < len(printed):
        end = printed.index(b"\n", position)
        header = printed[position:end].split(b" ")
        if len(header) != 3 or not header[2].isdigit():
            position = end + 1
            continue
        begin, length = end + 1, int(header[2])
        yield header[0].decode(), printed[begin : begin + length]
        position = begin + length + 1
