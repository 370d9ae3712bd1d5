"""Who wrote what a branch took in: the commits of the side branches that each merge brought."""

from okrsite.history.log import Commit, Entry, Touch


class Sides:
    """Which commits each commit of the branch brought along; to be asked from the first one on."""

    def __init__(self, entries: tuple[Entry, ...]) -> None:
        self.by_id = {entry.commit.id: entry for entry in entries}
        self.order = {entry.commit.id: number for number, entry in enumerate(entries)}
        self.landed: set[str] = set()

    def of(self, entry: Entry) -> tuple[Entry, ...]:
        """The commits that a merge brought, newest first, without merges: those bring what others wrote."""
        self.landed.add(entry.commit.id)
        found: list[Entry] = []
        waiting = list(entry.commit.parents[1:])
        while waiting:
            id = waiting.pop()
            side = self.by_id.get(id)
            if side is not None and id not in self.landed:
                self.landed.add(id)
                waiting += side.commit.parents
                if len(side.commit.parents) < 2:
                    found.append(side)
        return tuple(sorted(found, key=lambda side: self.order[side.commit.id]))


class Authors:
    """Who wrote what a commit of the branch brought: its own author, or those of the commits it merged."""

    def __init__(self, own: Commit, side: tuple[Entry, ...]) -> None:
        self.own = own
        self.by_path: dict[str, list[tuple[int, Commit, Touch]]] = {}
        for age, one in enumerate(side):  # newest first
            for touch in one.touches:
                self.by_path.setdefault(touch.path, []).append((age, one.commit, touch))

    def of(self, touch: Touch) -> tuple[Commit, ...]:
        """The commits that wrote a file, oldest first, those too that had it under an earlier name; the last
        is the one that wrote its text."""
        found: list[Commit] = []
        author = None
        path, younger = touch.path, -1
        while path:
            steps = [step for step in self.by_path.get(path, ()) if step[0] > younger]
            path = ""
            for age, commit, step in steps:
                found.append(commit)
                if author is None and step.blob == touch.blob:
                    author = commit
                if step.old_path != step.path:
                    path, younger = step.old_path, age
                    break
        if author is not None:
            found.remove(author)
            found.insert(0, author)
        return tuple(reversed(found)) or (self.own,)
