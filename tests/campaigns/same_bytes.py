"""Runs okrsite under the product of all circumstances that must not matter, and compares every byte.

    python tests/campaigns/same_bytes.py --minutes 30 --python python3.12 --python python3.13

First a few choices that have each circumstance once, then each alone, then choices from the product of all,
in an order that soon covers every pair, as long as there is time. Each time a site is built, and all is
exported, drawn, compared and reported: the digests of all files must be those of the plain run.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from math import prod
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "trust"), str(HERE.parent / "cli")]

from circumstances import AXES, Choice, Place, Value, pythons, together, told  # noqa: E402

Axes = Mapping[str, tuple[Value, ...]]


def choices(axes: Axes, seed: int) -> Iterator[Choice]:
    """Each value with others, each alone, then at random from the product, first those that bring most pairs
    that were not tried."""
    plain = {axis: values[0] for axis, values in axes.items()}
    yield from ({**plain, **choice} for choice in together())
    yield from ({**plain, axis: value} for axis, values in axes.items() for value in values[1:])
    chance = random.Random(seed)
    tried: set[frozenset[tuple[str, str]]] = set()
    while True:
        several = [{axis: chance.choice(values) for axis, values in axes.items()} for _ in range(40)]
        best = max(several, key=lambda choice: len(_pairs(choice) - tried))
        tried |= _pairs(best)
        yield best


def _pairs(choice: Choice) -> set[frozenset[tuple[str, str]]]:
    named = [(axis, value.name) for axis, value in choice.items()]
    return {frozenset(pair) for pair in combinations(named, 2)}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=5, help="how long to go on (default: 5)")
    parser.add_argument("--runs", type=int, default=0, help="how many runs at most (default: as time allows)")
    parser.add_argument("--seed", type=int, default=0, help="another order of choices")
    parser.add_argument("--few", action="store_true", help="compare the site and two exports only")
    parser.add_argument(
        "--python",
        action="append",
        default=[],
        metavar="FILE",
        help="another Python that okrsite is installed for",
    )
    options = parser.parse_args(arguments)
    axes = {**AXES, "Python": pythons(*options.python)}
    end = time.monotonic() + options.minutes * 60
    runs = 0
    differing: Counter[str] = Counter()
    tried: set[frozenset[tuple[str, str]]] = set()
    with tempfile.TemporaryDirectory(prefix="same-bytes-") as folder:
        place = Place(Path(folder).resolve(), few=options.few)
        expected = place.digests({axis: values[0] for axis, values in axes.items()})
        for choice in choices(axes, options.seed):
            if time.monotonic() > end or (options.runs and runs >= options.runs):
                break
            runs += 1
            tried |= _pairs(choice)
            try:
                found = place.digests(choice)
            except AssertionError as error:
                differing[f"failed under {error}"] += 1
                continue
            for path in sorted(p for p in found.keys() | expected.keys() if found.get(p) != expected.get(p)):
                differing[f"{path} under {told(choice)}"] += 1
    every = sum(len(one) * len(other) for one, other in combinations(axes.values(), 2))
    print(f"{'runs':>24}  {runs:,} of a product of {prod(map(len, axes.values())):,}")
    print(f"{'pairs tried':>24}  {len(tried):,} of {every:,}")
    print(f"{'files compared':>24}  {len(expected):,} in each")
    print(f"{'files that differed':>24}  {len(differing):,}")
    for words in sorted(differing):
        print(words)
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
