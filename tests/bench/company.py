"""A made-up company of any size, written as okrsite content. The same arguments give the same bytes.

Its teams form a tree in which each team has five others below it. Every team has one objective a quarter,
with three or four key results, about 120 words of Markdown, six check-ins and, once the quarter is over, a
review; the objective's parent is the objective of the team above, mostly one of its key results. The last
quarter is the fourth of 2026. The company keeps its house in order: `okrsite check` has nothing to say.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

LAST_YEAR = 2026
TODAY = date(LAST_YEAR, 12, 20)
"""A day in the last quarter, after all check-ins."""

BELOW = 5
CHECK_INS = 6
DEEP = "rules:\n  cascade-too-deep:\n    at_most: 9\n"
"""A big company has more levels than three, and says so."""

OBJECTIVE = "outcome"

AIMS = ["Shorten", "Lighten", "Open up", "Steady", "Deepen", "Quicken", "Lift", "Widen", "Calm", "Prove"]
MATTERS = [
    *("the way to the first order", "the handover", "the yearly audit", "returns", "the night shift"),
    *("spare parts", "the price list", "the harbour route", "training", "complaints", "the spring range"),
]
PEOPLE = [
    *("new customers", "drivers", "apprentices", "buyers in the south", "shop owners", "auditors"),
    *("night staff", "suppliers", "families", "neighbours of the plant"),
]
DEEDS = [
    *("order again within a month", "finish without asking", "find the part at once", "recommend us"),
    *("answer the same day", "come on time", "stay a second year", "need no second visit"),
]
SAID = """
last year showed that small delays add up and that nobody sees them until a customer calls so now the teams
look at the whole way together and change one thing at a time with numbers from the floor not from the desk
"""
WORDS = SAID.split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """What was written: numbers of teams, objectives, key results, check-ins and of all files."""

    teams: int
    objectives: int
    key_results: int
    check_ins: int
    files: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """A key result to be: percentages from, to and reached by today, and the confidence in each check-in."""

    start: int
    goal: int
    reached: float
    confidence: tuple[int, ...]


def write_company(content: Path, objectives: int, *, quarters: int = 4, seed: int = 2026) -> Size:
    """Write a company with about that many objectives into a folder, which is made."""
    return _Writer(content, Random(seed)).write(max(1, round(objectives / quarters)), quarters)


class _Writer:
    def __init__(self, content: Path, chance: Random) -> None:
        self.content = content
        self.chance = chance
        self.files = self.key_results = self.check_ins = 0

    def write(self, teams: int, quarters: int) -> Size:
        self.file("okrsite.yml", "company: Tidewater Goods\ncheck_in_every: 2 weeks\n" + DEEP)
        self.file("index.md", "A company that exists to be measured.\n")
        for number in range(teams):
            above = f"parent: {team_id(above_of(number))}\n" if number else ""
            name = f"Crew {number:04}" if number else "Tidewater Goods"
            text = f"---\nname: {name}\n{above}lead: {person(number)}\n---\nWhat {name} is for.\n"
            self.file(f"teams/{team_id(number)}.md", text)
        for back in reversed(range(quarters)):
            year, quarter = LAST_YEAR - back // 4, 4 - back % 4
            for number in range(teams):
                self.objective(f"{year}-Q{quarter}", date(year, 3 * quarter - 2, 1), number)
        return Size(
            teams=teams,
            objectives=teams * quarters,
            key_results=self.key_results,
            check_ins=self.check_ins,
            files=self.files,
        )

    def objective(self, cycle: str, first: date, number: int) -> None:
        chance, folder = self.chance, f"{cycle}/{team_id(number)}"
        title = f"{chance.choice(AIMS)} {chance.choice(MATTERS)} for {chance.choice(PEOPLE)}"
        lines = ["---", f"title: {title}", f"owner: {person(number)}"]
        if number:
            key = f"#k{chance.randint(1, 3)}" if chance.random() < 0.7 else ""
            lines.append(f"parent: {team_id(above_of(number))}/{OBJECTIVE}{key}")
        lines.append("key_results:")
        measures = []
        where = f"of crew {number:04}" if number else "of the whole company"
        deeds = chance.sample([(who, does) for who in PEOPLE for does in DEEDS], chance.choice((3, 3, 4)))
        for place, (who, does) in enumerate(deeds):
            start = chance.randint(5, 50)
            goal = start + chance.randint(5, 40)
            reached = start + (goal - start) * chance.uniform(0, 1.1)
            measures.append(_Measure(start=start, goal=goal, reached=reached, confidence=self.confidence()))
            lines += [
                f"  - id: k{place + 1}",
                f"    title: {who.capitalize()} {where} {does}",
                f"    who: {who.capitalize()} {where}",
                f"    does: {does}",
                f"    from: {start}%",
                f"    to: {goal}%",
            ]
        self.key_results += len(measures)
        self.file(f"{folder}/{OBJECTIVE}.md", "\n".join([*lines, "---", self.prose(), ""]))
        for done in range(1, CHECK_INS + 1):
            day = first + timedelta(days=12 * done)
            self.check_in(f"{folder}/checkins/{day}.md", number, measures, done)
        if cycle != f"{LAST_YEAR}-Q4":
            text = f"---\nobjectives:\n  {OBJECTIVE}:\n    decision: done\n---\n## What worked\n\n"
            self.file(f"{folder}/review.md", f"{text}{self.sentence(30)}\n")

    def confidence(self) -> tuple[int, ...]:
        """A confidence for each check-in, never far from the one before."""
        found = [self.chance.randint(3, 9)]
        while len(found) < CHECK_INS:
            found.append(min(9, max(1, found[-1] + self.chance.randint(-2, 2))))
        return tuple(found)

    def check_in(self, path: str, number: int, measures: list[_Measure], done: int) -> None:
        lines = ["---", f"author: {person(number)}", "key_results:"]
        for place, measure in enumerate(measures, start=1):
            value = measure.start + (measure.reached - measure.start) * done / CHECK_INS
            lines += [
                f"  k{place}:",
                f"    value: {value:.1f}%",
                f"    confidence: {measure.confidence[done - 1]}",
            ]
        self.file(path, "\n".join([*lines, "---", "## What changed", "", self.sentence(18), ""]))
        self.check_ins += 1

    def prose(self) -> str:
        points = "\n".join(f"- {self.sentence(4)} `{self.chance.choice(WORDS)}`" for _ in range(4))
        link = f"[numbers](https://example.com/{self.chance.randint(1, 999)})"
        return (
            f"{self.sentence(30)} **{self.sentence(5)}**\n\n"
            f"## Why now\n\n{self.sentence(30)} See the {link}.\n\n{points}\n\n{self.sentence(30)}"
        )

    def sentence(self, length: int) -> str:
        return " ".join(self.chance.choice(WORDS) for _ in range(length)).capitalize() + "."

    def file(self, path: str, text: str) -> None:
        file = self.content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
        self.files += 1


def team_id(number: int) -> str:
    return f"crew-{number:04}" if number else "company"


def above_of(number: int) -> int:
    return (number - 1) // BELOW


def person(number: int) -> str:
    return f"Person {number:04}"
