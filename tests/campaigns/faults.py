"""Has the file system refuse what commands that publish ask of it, at points spread over all they do.

    python tests/campaigns/faults.py --points 300

The disk is full from one operation on; or one operation fails as on a broken disk, for lack of permission,
because the file is gone, on a read-only file system, or because too many files are open; or no file may grow
beyond a size. After each it looks at whether

    told      the command ended with 0, 1 or 2, and where that was no 0 with words on what to do; no traceback
    whole     readers see the old site or the new one, and the new one where it ended with 0
    next      the next run publishes what a run does that was not disturbed
    left      no file and no folder is left that such a run would not leave either
"""

import argparse
import errno
import random
import re
import resource
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from breaking import Bench, Breaker, Outcome, full_from, refuse  # noqa: E402 - they lie where no package is
from scenes import GAP, SCENES, Scene, Stage, warm  # noqa: E402

FAULTS = ("full", "EIO", "EACCES", "ENOENT", "EROFS", "EMFILE", "size")
SIZES = (0, 1, 50, 200, 1_000, 3_000, 6_000, 10_000, 20_000, 50_000)
"""Bytes that no file may exceed."""

_ADVICE = re.compile(
    r"again|choose another|install|shorten|free some|give it more|see (to|whether)|check that|→",
    re.IGNORECASE,
)


_WITHOUT_GIT = "can't be known: git "


class Faults:
    """The faults of one scene, and what broke: for each kind of break, where."""

    def __init__(self, scene: Scene, folder: Path, bench: Bench) -> None:
        self.stage = Stage(scene, folder, bench)
        self.scene = scene
        self.stage.back()
        self.operations = self.stage.run(own=True).operations
        self.tried = 0
        self.broken: dict[str, list[str]] = {"told": [], "whole": [], "next": [], "left": []}

    def attempt(self, fault: str, at: int) -> Outcome:
        """Run the command with a fault at an operation (or with a limit to sizes), and look."""
        stage = self.stage
        stage.back()
        if fault == "size":
            outcome = stage.run(_limited(at))
        elif fault == "full":
            outcome = stage.run(full_from(at), own=True)
        else:
            outcome = stage.run(refuse(lambda number, *_: number == at, getattr(errno, fault)), own=True)
        self.tried += 1
        self._look(outcome, f"{fault} at {at}")
        return outcome

    def _look(self, outcome: Outcome, where: str) -> None:
        stage, said = self.stage, outcome.said
        last = said.strip()[-400:]
        if outcome.code not in (0, 1, 2) or "Traceback" in said:
            self.broken["told"].append(f"{where}: {last}")
        elif outcome.code and not _ADVICE.search(said):
            self.broken["told"].append(f"{where}, without advice: {last}")
        public = stage.public()
        unfinished = "the next build finishes the rest" in said
        whole = public in (stage.old, stage.new) or (public is None and self.scene.sees == GAP)
        if outcome.code == 0 and _WITHOUT_GIT in said:
            pass  # published all the same, without the history, and said so
        elif (outcome.code == 0 and public != stage.new) or not (whole or (unfinished and stage.whole())):
            self.broken["whole"].append(f"{where}: {last}")
        after = stage.run()
        if after.code or stage.public() != stage.new:
            self.broken["next"].append(f"{where}: {after.said.strip()[-400:]}")
        # A lock file that could not be deleted blocks nobody. Git's own are git's.
        left = [name for name in stage.extra() if not name.endswith(("-lock", "/.git/index.lock"))]
        if left:
            self.broken["left"].append(f"{where}: {', '.join(left[:4])}")


def _limited(size: int) -> Breaker:
    """No file may have more bytes than that: nothing else is refused."""
    done = []

    def breaker(*_: object) -> None:
        if not done:
            done.append(True)
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))

    return breaker


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n\n")[0], epilog="Ends with 1 where anything broke."
    )
    parser.add_argument("--points", type=int, default=300, help="how many faults, over all scenes (300)")
    parser.add_argument("--seed", type=int, default=2026, help="other points, where another number is given")
    parser.add_argument("--scene", default="", help="only scenes whose name has these words")
    options = parser.parse_args(arguments)
    scenes = [scene for scene in SCENES if options.scene in scene.name]
    chance = random.Random(options.seed)
    broken = 0
    print(f"{'scene':30} {'operations':>10} {'faults':>7}   told whole  next  left", flush=True)
    with tempfile.TemporaryDirectory(prefix="faults-") as folder, Bench() as bench:
        warm(Path(folder, "warm"))
        for number, scene in enumerate(scenes):
            share = options.points * (number + 1) // len(scenes) - options.points * number // len(scenes)
            faults = Faults(scene, Path(folder, str(number)), bench)
            for turn in range(share):
                fault = FAULTS[turn % len(FAULTS)]
                spot = int((turn + chance.random()) * faults.operations / share) + 1
                faults.attempt(fault, chance.choice(SIZES) if fault == "size" else spot)
            row = " ".join(f"{len(found) or '-':>5}" for found in faults.broken.values())
            print(f"{scene.name:30} {faults.operations:10} {faults.tried:7}  {row}", flush=True)
            found = [f"    {what}, {one}" for what, places in faults.broken.items() for one in places]
            print(*found, sep="\n", end="\n" if found else "", flush=True)
            broken += len(found)
    print("- means that nothing broke.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
