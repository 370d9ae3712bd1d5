"""What a build is doing when it is broken off: the ways in which a site is published, each ready to begin.

Every scene has a folder with a company whose site was published once (`old`), and one thing was changed
since. What its command publishes then (`new`) is known from a build that nothing disturbed.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from breaking import Bench, Breaker, Outcome
from project import TODAY, company, run, tree, write
from repositories import ISOLATED, Repo

from okrsite.building import making, swap
from okrsite.building.output import MARKER
from okrsite.cli.main import main

Site = Mapping[str, bytes]

SSH = """#!/bin/sh
# Another machine, which is this one.
shift
exec sh -c "$*"
"""

EDIT = {"teams/vans.md": "---\nname: Vans\nparent: company\n---\nAnother road.\n"}
"""Shows on few pages."""

RENAMED = {"okrsite.yml": "company: Ovens and Vans\nrules:\n  objective-count: off\n"}
"""Shows on every page."""

WHOLE, PAGES, GAP = "whole", "pages", "gap"
"""What readers may see while it goes on: the old site or the new one; of each page the old or the new one;
or for a moment no site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A way to publish. `change` are the files that differ since the site was published (None: it never
    was), `sees` what readers may see meanwhile, `patch` how okrsite is changed for it. `way` is the command:
    `build`, `folder`, `branch` or `rsync`. With `beside` another output is built at the same time, with the
    same cache.
    """

    name: str
    change: Mapping[str, str] | None = None
    sees: str = WHOLE
    way: str = "build"
    repository: bool = False
    beside: bool = False
    arguments: tuple[str, ...] = ()
    patch: Callable[[], None] = lambda: None


def _no_exchange() -> None:
    swap.exchange = lambda *_: False


def _mounted() -> None:
    os.path.ismount = lambda _: True


def _spread() -> None:
    """Several processes for a small company."""
    making.BATCH = 2
    os.sched_getaffinity = lambda _: {0, 1, 2}


SCENES = (
    Scene(name="few pages changed", change=EDIT, sees=PAGES),
    Scene(name="whole folder, exchanged", change=RENAMED),
    Scene(name="whole folder, two renames", change=RENAMED, sees=GAP, patch=_no_exchange),
    Scene(name="a mount point, file by file", change=RENAMED, sees=PAGES, patch=_mounted),
    Scene(name="the first build", sees=GAP),
    Scene(name="by several processes", change=RENAMED, patch=_spread),
    Scene(name="two builds, one cache", change=EDIT, sees=PAGES, beside=True),
    Scene(name="with history", change=EDIT, sees=PAGES, repository=True),
    Scene(name="as it was, with --at", change=EDIT, repository=True, arguments=("--at", "HEAD")),
    Scene(name="publish to a folder", change=EDIT, sees=PAGES, way="folder"),
    Scene(name="publish to a branch", change=EDIT, repository=True, way="branch"),
    Scene(name="publish over rsync", change=EDIT, way="rsync"),
)


def warm(folder: Path) -> None:
    """Have this process load all that a build needs. Copies of it share that: what they do with files is then
    what okrsite does with them, not what Python does to load okrsite."""
    company(folder)
    places = ("--content", folder / "content", "--output", folder / "site")
    done = run("build", *places, "--today", TODAY)
    assert done.exit_code == 0, done.output


class Stage:
    """A scene in a folder: `work` has all that it needs, `scratch` is the folder for temporary files."""

    def __init__(self, scene: Scene, folder: Path, bench: Bench) -> None:
        self.scene = scene
        self.work, self.scratch, self._saved = (folder / name for name in ("work", "scratch", "saved"))
        self._bench = bench
        self.scratch.mkdir(parents=True)
        company(self.work)
        write(self.work, {"bin/ssh": SSH})
        (self.work / "bin/ssh").chmod(0o755)
        (self.work / "web").mkdir()
        repository = Repo(self.work) if scene.repository else None
        if repository is not None:
            write(self.work, {".gitignore": ".okrsite-cache\nweb\nbin\n"})
            repository.commit("Begin", day="2026-11-02")
        self.old: Site = {}
        if scene.change is not None:
            self._must(self.run())
            self.old = self.public() or {}
            write(self.work / "content", scene.change)
        if repository is not None:
            repository.commit("Change", day="2026-11-09")
        shutil.copytree(self.work, self._saved, symlinks=True)
        self.undisturbed = self._must(self.run())
        self.new: Site = self.public() or {}
        self._left = set(self._names())
        assert self.new != self.old

    def back(self) -> None:
        """Have all as it was before the command."""
        for folder in (self.work, self.scratch):
            shutil.rmtree(folder)
        shutil.copytree(self._saved, self.work, symlinks=True)
        self.scratch.mkdir()

    def run(
        self, breaker: Breaker | None = None, after: float | None = None, *, own: bool = False
    ) -> Outcome:
        """Run the command, with a breaker or until it is killed after some seconds. With `own`, operations on
        files count only where they are the scene's."""
        return self._bench.run(
            self._command(self.work / "web/site"),
            breaker=breaker,
            after=after,
            within=self.work.parent if own else None,
            beside=self._command(self.work / "web/other") if self.scene.beside else None,
            environment={
                **ISOLATED,
                "TMPDIR": str(self.scratch),
                "RSYNC_RSH": str(self.work / "bin/ssh"),
                **{f"GIT_{role}_NAME": "Ada Chen" for role in ("AUTHOR", "COMMITTER")},
                **{f"GIT_{role}_EMAIL": "ada@example.com" for role in ("AUTHOR", "COMMITTER")},
            },
        )

    def public(self) -> Site | None:
        """What readers see; None where there is nothing."""
        site = self.work / "web/site"
        if self.scene.way == "branch":
            branch = Repo(self.work, exists=True)
            if not branch.git("branch", "--list", "gh-pages"):
                return None
            listed = branch.git("ls-tree", "-r", "gh-pages").splitlines()
            return {line.partition("\t")[2]: line.encode() for line in listed}
        if not site.exists():
            return None
        return {path: data for path, data in tree(site).items() if not path.startswith(f"{MARKER}-")}

    def whole(self) -> bool:
        """Whether readers see what they may see while a command is at work, or was killed."""
        found = self.public()
        if found is None:
            return not self.old or self.scene.sees == GAP
        if found in (self.old, self.new):
            return True
        pages = self.old.items() | self.new.items()
        return self.scene.sees == PAGES and found.items() <= pages

    def left(self) -> list[str]:
        """What lies about that an undisturbed command does not leave, or lacks that it leaves."""
        names = set(self._names())
        return [f"no {name}" for name in sorted(self._left - names)] + sorted(names - self._left)

    def extra(self) -> list[str]:
        """What lies about that an undisturbed command does not leave."""
        return sorted(set(self._names()) - self._left)

    def _names(self) -> Iterator[str]:
        for folder in (self.work, self.scratch):
            for path in sorted(folder.rglob("*")):
                name = path.relative_to(folder.parent).as_posix()
                # A build is remembered only where no file was written just before.
                if not re.search(r"/\.git/(objects|logs)/|/\.okrsite-cache/last-", name):
                    yield re.sub(r"/\d{8}T\d{6}[^/]*", "/RELEASE", name)

    def _command(self, site: Path) -> Callable[[], int]:
        scene = self.scene
        arguments = ["--content", str(self.work / "content"), "--today", TODAY, *scene.arguments]
        match scene.way:
            case "build":
                arguments = ["build", *arguments, "--output", str(site)]
            case "folder":
                arguments = ["publish", *arguments, "--to", str(site)]
            case "rsync":
                arguments = ["publish", *arguments, "--to", f"okrs.example:{site}"]
            case _:
                arguments = ["publish", *arguments]

        def command() -> int:
            scene.patch()
            main(arguments)
            return 0

        return command

    def _must(self, outcome: Outcome) -> Outcome:
        assert outcome.code == 0, outcome.said
        return outcome
