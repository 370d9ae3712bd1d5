"""Kills commands that publish, at points spread over all they do, and looks at what is left.

    python tests/campaigns/kills.py --points 500

A point is an operation on files (Python tells of each before it is done) or, one time in five, a moment.
After each kill it looks at whether

    whole     readers see the old site or the new one, as the guide promises it for that way to publish
    next      the next run publishes, byte for byte, what a run does that was not disturbed
    left      no file and no folder is left that such a run would not leave either
    orphans   all processes that were begun have ended by themselves
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "cli")]

from breaking import Bench, kill_at  # noqa: E402 - they lie where no package is
from scenes import SCENES, Scene, Stage, warm  # noqa: E402

MOMENTS = 5
"""Of so many points one is a moment."""


@dataclass(slots=True, kw_only=True)
class Tally:
    """What came of the kills of one scene: how many, how many came too late, and where something broke."""

    scene: str
    operations: int = 0
    kills: int = 0
    late: int = 0
    broken: dict[str, list[str]] = field(
        default_factory=lambda: {"whole": [], "next": [], "left": [], "orphans": []}
    )

    @property
    def fine(self) -> bool:
        return not any(self.broken.values())


def kills(scene: Scene, folder: Path, points: int, seed: int, bench: Bench) -> Tally:
    """Kill the command of a scene at some points."""
    stage = Stage(scene, folder, bench)
    chance = random.Random(f"{scene.name} {seed}")
    stage.back()
    begun = time.monotonic()
    operations = stage.run().operations
    seconds = time.monotonic() - begun
    tally = Tally(scene=scene.name, operations=operations)
    moments = points // MOMENTS
    steps = max(points - moments, 1)
    for number in range(points):
        stage.back()
        if number < steps:  # one in each part of what it does
            point = int((number + chance.random()) * operations / steps) + 1
            outcome, at = stage.run(kill_at(point)), f"operation {point}"
        else:
            moment = chance.uniform(0, seconds)
            outcome, at = stage.run(after=moment), f"{moment:.3f} s"
        tally.kills += outcome.code < 0
        tally.late += outcome.code >= 0
        if outcome.orphans:
            tally.broken["orphans"].append(f"{at}: {outcome.orphans}")
        if not stage.whole():
            tally.broken["whole"].append(at)
        after = stage.run()
        if after.code or stage.public() != stage.new:
            tally.broken["next"].append(f"{at}: {after.said[-300:]}")
        if left := stage.left():
            tally.broken["left"].append(f"{at}: {', '.join(left[:4])}")
    return tally


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=(__doc__ or "").split("\n\n")[0], epilog="Ends with 1 where anything broke."
    )
    parser.add_argument("--points", type=int, default=500, help="how often to kill, over all scenes (500)")
    parser.add_argument("--seed", type=int, default=2026, help="other points, where another number is given")
    parser.add_argument("--scene", default="", help="only scenes whose name has these words")
    options = parser.parse_args(arguments)
    scenes = [scene for scene in SCENES if options.scene in scene.name]
    print(f"{'scene':30} {'operations':>10} {'killed':>7} {'ended':>6} whole  next  left orphans", flush=True)
    tallies = []
    with tempfile.TemporaryDirectory(prefix="kills-") as folder, Bench() as bench:
        warm(Path(folder, "warm"))
        for number, scene in enumerate(scenes):
            share = options.points * (number + 1) // len(scenes) - options.points * number // len(scenes)
            tally = kills(scene, Path(folder, str(number)), share, options.seed, bench)
            tallies.append(tally)
            broken = " ".join(f"{len(found) or '-':>5}" for found in tally.broken.values())
            print(
                f"{tally.scene:30} {tally.operations:10} {tally.kills:7} {tally.late:6} {broken}", flush=True
            )
            found = [f"    {what} at {one}" for what, places in tally.broken.items() for one in places]
            print(*found, sep="\n", end="\n" if found else "", flush=True)
    print(f"{sum(tally.kills for tally in tallies)} kills; - means that nothing broke.")
    return 0 if all(tally.fine for tally in tallies) else 1


if __name__ == "__main__":
    sys.exit(main())
