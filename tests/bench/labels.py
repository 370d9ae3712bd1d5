"""How well the rules about wording agree with people: precision and recall for each label.

    python tests/bench/labels.py [FILE] [--wrong]

FILE holds labelled statements, one JSON object a line: `kind` (`objective` or `key-result`), `text`, `labels`
that careful readers gave, and `unsure` labels, which are not scored. Without one, the development set beside
the repository is taken (`../shared/labels/dev.jsonl`). `--wrong` also lists each statement that was judged
otherwise than by the readers.

The statements become a content folder, one objective a statement, and the real check runs over it once.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from okrsite.building.pipeline import check_content

USUAL = Path(__file__).resolve().parents[3] / "shared" / "labels" / "dev.jsonl"
TODAY = date(2026, 11, 20)
RULES = {
    ("key-result", "no-number"): "key-result-without-number",
    ("key-result", "task"): "key-result-as-task",
    ("key-result", "no-baseline"): "baseline-missing",
    ("key-result", "vanity"): "vanity-metric",
    ("objective", "number"): "objective-with-number",
    ("objective", "task"): "objective-as-task",
    ("objective", "vague"): "objective-vague",
}
"""The rule that finds what a label says of a kind of statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    kind: str
    text: str
    labels: frozenset[str]
    unsure: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How one label went: statements that readers gave it, that the rule found, and the wrong ones."""

    kind: str
    label: str
    cases: int
    found: int
    too_many: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        return (self.found - len(self.too_many)) / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        return (self.cases - len(self.missed)) / self.cases if self.cases else None


def read(file: Path) -> list[Statement]:
    """The statements of a file. Raises OSError, and ValueError where a line is no statement."""
    statements = []
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
            statements.append(
                Statement(
                    kind=entry["kind"],
                    text=entry["text"],
                    labels=frozenset(entry["labels"]),
                    unsure=frozenset(entry.get("unsure", ())),
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"line {number} is no labelled statement: {error}") from error
    return statements


def write(statements: Iterable[Statement], content: Path) -> dict[str, Statement]:
    """Write a content folder with an objective for each statement, which is its title or its key result's.
    Returns the statements by the path of their file."""
    (content / "teams").mkdir(parents=True)
    (content / "okrsite.yml").write_text("company: Labels\n", encoding="utf-8")
    (content / "teams" / "company.md").write_text("---\nname: Labels\n---\n", encoding="utf-8")
    folder = content / "2026-Q4" / "company"
    folder.mkdir(parents=True)
    by_path = {}
    for number, statement in enumerate(statements):
        text = json.dumps(statement.text, ensure_ascii=False)
        fields = f"title: {text}\n"
        if statement.kind == "key-result":
            fields = f"title: Customers are glad of us\nkey_results:\n  - id: one\n    title: {text}\n"
        path = folder / f"s{number:05d}.md"
        path.write_text(f"---\n{fields}---\n", encoding="utf-8")
        by_path[path.relative_to(content).as_posix()] = statement
    return by_path


def judged(statements: Sequence[Statement]) -> list[tuple[Statement, frozenset[str]]]:
    """Each statement with the rules that find something in it."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        by_path = write(statements, content)
        found: dict[str, set[str]] = {path: set() for path in by_path}
        for diagnostic in check_content(content, today=TODAY).diagnostics:
            found.setdefault(diagnostic.path, set()).add(diagnostic.rule)
    return [(statement, frozenset(found[path])) for path, statement in by_path.items()]


def scores(statements: Sequence[Statement]) -> list[Score]:
    """The score of each label."""
    result = []
    verdicts = judged(statements)
    for (kind, label), rule in RULES.items():
        scored = [(s, rule in rules) for s, rules in verdicts if s.kind == kind and label not in s.unsure]
        result.append(
            Score(
                kind=kind,
                label=label,
                cases=sum(label in s.labels for s, _ in scored),
                found=sum(hit for _, hit in scored),
                too_many=tuple(s.text for s, hit in scored if hit and label not in s.labels),
                missed=tuple(s.text for s, hit in scored if not hit and label in s.labels),
            )
        )
    return result


def _percent(share: float | None) -> str:
    return "-" if share is None else f"{share:.0%}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the scores. Returns the exit code: 2 where there is nothing to score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=USUAL, help="labelled statements")
    parser.add_argument("--wrong", action="store_true", help="list the statements judged otherwise")
    options = parser.parse_args(arguments)
    try:
        statements = read(options.file)
    except (OSError, ValueError) as error:
        print(f"No labelled statements in {options.file}: {error}", file=sys.stderr)
        return 2
    print(f"{len(statements)} statements of {options.file}\n")
    print(f"{'kind':<12}{'label':<14}{'cases':>6}{'found':>7}{'precision':>11}{'recall':>8}")
    for score in scores(statements):
        figures = (
            f"{score.cases:>6}{score.found:>7}{_percent(score.precision):>11}{_percent(score.recall):>8}"
        )
        print(f"{score.kind:<12}{score.label:<14}{figures}")
        if options.wrong:
            for mark, texts in (("too many", score.too_many), ("missed", score.missed)):
                for text in texts:
                    print(f"    {mark:<9} {text}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
