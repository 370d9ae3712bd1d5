"""Where something is missing: partial clones, which have the commits and fetch older texts when somebody asks
for them, and sparse checkouts, which leave files out of the folder.

Git would fetch the texts one after the other; here they come all at once.
"""

from collections.abc import Iterable

from okrsite.history.git import GitError, Repository


class PartialClone(GitError):
    """The clone lacks older texts, and they can't be had."""

    told = "This clone is partial: it lacks the older texts, and they could not be fetched."


def fetch_missing(repository: Repository, tip: str, blobs: Iterable[str]) -> None:
    """Fetch those of the texts that a partial clone lacks in the history of a commit; any other repository is
    left as it is. Raises PartialClone where the remote can't be reached."""
    remote = _promisor(repository)
    if not remote:
        return
    listed = repository.text("rev-list", "--objects", "--missing=print", tip).splitlines()
    missing = {line[1:] for line in listed if line.startswith("?")} & set(blobs)
    if not missing:
        return
    try:
        repository.run(
            *("fetch", remote, "--quiet", "--no-tags", "--no-write-fetch-head"),
            *("--recurse-submodules=no", "--filter=blob:none", "--stdin"),
            stdin="".join(f"{blob}\n" for blob in sorted(missing)).encode(),
        )
    except GitError as error:
        raise PartialClone(
            f"This clone is partial: it lacks the older texts, and {remote} could not be asked for them"
            f" ({str(error).splitlines()[0]}). Get them with `git fetch --refetch --no-filter`, or clone"
            " without `--filter`."
        ) from error


def refuse_sparse(repository: Repository) -> None:
    """Raises GitError where the checkout leaves out files of the content: they would look deleted."""
    where = f":(top,literal){repository.folder}" if repository.folder else ":(top)"
    listed = repository.run("ls-files", "-t", "-z", "--", where).split(b"\0")
    left_out = sum(line.startswith(b"S ") for line in listed)
    if left_out:
        files = "1 file of the content is" if left_out == 1 else f"{left_out:,} files of the content are"
        raise GitError(
            f"This checkout is sparse: {files} not in the folder, and would look deleted."
            " Get everything with `git sparse-checkout disable`."
        )


def _promisor(repository: Repository) -> str:
    """The remote that a partial clone gets the rest from, empty for a whole clone."""
    kept = repository.text("config", "--get-regexp", r"^remote\..*\.promisor$", wanted=(0, 1))
    for line in kept.splitlines():
        name, _, value = line.rpartition(" ")
        if value == "true":
            return name.removeprefix("remote.").removesuffix(".promisor")
    return ""
