"""Fuzzed: whole companies, written by strategies of Hypothesis. Valid ones pass the check, build, and come
back from an export; nearly valid ones get findings inside of their files, never a traceback."""

import json
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from fuzz_companies import TODAY, check, folder_with
from fuzz_engine import Broken, Target
from fuzz_files import found_inside
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from okrsite.building import pipeline
from okrsite.building.pipeline import published_company
from okrsite.diagnostics import Severity
from okrsite.exchange.delimited import table_csv
from okrsite.exchange.documents import Documents
from okrsite.exchange.importing.plan import Wishes, plan
from okrsite.exchange.importing.sheets import read_csv
from okrsite.exchange.importing.spreadsheets import read_tables
from okrsite.exchange.tables import tables
from okrsite.views.cards import Cards
from okrsite.writing.scalars import field, indented, list_field, markdown, quoted, scalar

FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)
"""The same cases on every machine and in every run."""

Files = dict[str, str]

SIGNS = st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs"))
TITLES = st.one_of(
    st.sampled_from(
        ("Fix: the thing", "- a", "# 1", "null", "1:30", "@all", "<b>", "{{ x }}", "Größe 🚲", "مرحبا")
    ),
    st.text(SIGNS, min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool),
).filter(lambda text: text.upper() != "TBD")
PEOPLE = st.sampled_from(("Ada Chen", "Noor Haddad", "Lee Park", "Zoë Ødegård", "null", "O'Neil, Pat"))
IDS = st.sampled_from(("on-time", "waste", "a", "b2", "null", "true", "q4", "2026", "x-1-y"))
UNITS = st.sampled_from(("", "%", " days", " kg", "pp", " per user"))
PROSE = st.sampled_from(
    ("", "Because.\n", "## Why\n\n- a\n- b\n\n| a |\n| --- |\n| 1 |\n", "<script>alert(1)</script>\n")
)
DAYS = st.dates(date(2026, 10, 1), TODAY)


@st.composite
def figure(draw: st.DrawFn, unit: str) -> str:
    number = draw(st.decimals(-9_999_999, 9_999_999, places=2, allow_nan=False))
    return quoted(f"{number.normalize():f}{unit}")


@st.composite
def key_result(draw: st.DrawFn, id: str) -> tuple[str, str, list[str]]:
    """Its id, its kind and its lines."""
    kind = draw(st.sampled_from(("move", "open", "keep", "milestones", "binary", "graded")))
    unit = draw(UNITS)
    lines = [f"id: {quoted(id)}", *field("title", draw(TITLES))]
    if kind in ("move", "open"):
        start, target = draw(st.lists(figure(unit), min_size=2, max_size=2, unique=True))
        lines += [f"to: {target}"] if kind == "open" else [f"from: {start}", f"to: {target}"]
    elif kind == "keep":
        lines.append(f"{draw(st.sampled_from(('at_least', 'at_most')))}: {draw(figure(unit))}")
    elif kind == "milestones":
        names = draw(
            st.lists(st.sampled_from(("bought", "built", "hot", "1. go", "yes")), min_size=1, unique=True)
        )
        lines += list_field("milestones", names)
    elif kind == "binary":
        lines.append("binary: true")
    if draw(st.booleans()):
        lines += field("owner", draw(PEOPLE))
    if draw(st.booleans()):
        lines.append(f"weight: {draw(st.sampled_from(('0', '0.5', '2')))}")
    if draw(st.booleans()):
        lines.append("ambition: moonshot")
    if draw(st.integers(0, 5)) == 0:
        lines += [f"dropped: {draw(DAYS)}", *field("because", draw(TITLES))]
    return id, kind, lines


@st.composite
def reading(draw: st.DrawFn, kind: str) -> list[str]:
    lines = []
    if kind in ("move", "open", "keep"):
        lines.append(f"value: {draw(st.integers(-1000, 1000))}")
    elif kind == "milestones":
        lines.append("done: 1")
    elif kind == "binary":
        lines.append(draw(st.sampled_from(("done: true", "chance: 60%", "chance: 0%"))))
    else:
        lines.append(f"score: {draw(st.sampled_from(('0', '0.45', '1.0')))}")
    lines.append(f"confidence: {draw(st.integers(0, 10))}")
    if draw(st.booleans()):
        lines += [
            f"status: {draw(st.sampled_from(('on track', 'at risk', 'off track')))}",
            *field("note", draw(TITLES)),
        ]
    return lines


@st.composite
def companies(draw: st.DrawFn) -> Files:
    """The files of a company that passes the check without errors."""
    teams = draw(
        st.lists(st.sampled_from(("ovens", "vans", "night-shift")), min_size=1, max_size=3, unique=True)
    )
    files: Files = {
        "okrsite.yml": "\n".join((*field("company", draw(TITLES)), *draw(_settings()), "")),
        "index.md": draw(PROSE),
        "teams/company.md": markdown(field("name", draw(TITLES)), ""),
        "kpis/waste.md": markdown([*field("name", draw(TITLES)), "unit: kg", "at_most: 40 kg"], draw(PROSE)),
        "kpis/waste.csv": "date,value\n2026-10-31,38\n2026-11-15,36.5\n",
        "2026/company/top.md": markdown(
            [*field("title", draw(TITLES)), "key_results:", "  - {id: k, title: K}"], ""
        ),
    }
    for team in teams:
        lines = [
            *field("name", draw(TITLES)),
            "parent: company",
            *list_field("members", draw(st.lists(PEOPLE, unique=True))),
        ]
        files[f"teams/{team}.md"] = markdown(lines, draw(PROSE))
        readable: list[tuple[str, str]] = []
        for name in draw(
            st.lists(st.sampled_from(("warm", "quick", "o3")), min_size=1, max_size=2, unique=True)
        ):
            text, key_results = draw(objective())
            files[f"2026-Q4/{team}/{name}.md"] = text
            readable += [(f"{name}#{id}", kind) for id, kind in key_results]
        for day in draw(st.lists(DAYS, max_size=2, unique=True)):
            read = draw(st.lists(st.sampled_from(readable), unique=True)) if readable else []
            lines = ["key_results:"] if read else []
            for key, kind in read:
                lines += indented([f"{quoted(key)}:", *indented(draw(reading(kind)))])
            files[f"2026-Q4/{team}/checkins/{day}.md"] = markdown(
                [*field("author", draw(PEOPLE)), *lines], "## Next\n\nA.\n"
            )
    if draw(st.booleans()):
        attending = list_field("attendees", draw(st.lists(PEOPLE, min_size=1, unique=True)))
        files["2026-Q4/reviews/2026-10-30.md"] = markdown(attending, "## Stop\n\nShouting.\n")
    return files


@st.composite
def objective(draw: st.DrawFn) -> tuple[str, list[tuple[str, str]]]:
    """A file, and the ids and kinds of the key results that may be read."""
    lines = [*field("title", draw(TITLES)), *field("owner", draw(PEOPLE)), "parent: company/top"]
    ids = draw(st.lists(IDS, max_size=3, unique=True))
    made = [draw(key_result(id)) for id in ids]
    if made:
        lines.append("key_results:")
    for _, _, each in made:
        lines += [f"  {'-' if number == 0 else ' '} {line}" for number, line in enumerate(each)]
    if ids and draw(st.booleans()):
        lines += [
            "initiatives:",
            f"  - title: {scalar(draw(TITLES))}",
            f"    for: [{', '.join(map(quoted, ids))}]",
        ]
    return markdown(lines, draw(PROSE)), [(id, kind) for id, kind, _ in made]


@st.composite
def _settings(draw: st.DrawFn) -> list[str]:
    every = {
        "url": "https://okrs.example/a/",
        "language": draw(st.sampled_from(("en", "de", "ar", "de-AT"))),
        "time_zone": draw(st.sampled_from(("UTC", "Pacific/Kiritimati", "America/New_York"))),
        "fiscal_year_starts": draw(st.sampled_from(("january", "july"))),
        "check_in_every": draw(st.sampled_from(("2 weeks", "10 days", "1 month"))),
        "preset": "strict",
        "repository": "https://gitlab.example/okrs",
    }
    chosen = draw(st.lists(st.sampled_from(sorted(every)), unique=True))
    return [f"{name}: {every[name]}" for name in chosen]


BREAKS: tuple[Callable[[str], str], ...] = (
    lambda text: text.replace(": ", ":", 1),
    lambda text: text.replace("---\n", "", 1),
    lambda text: text.replace("---\n", "--\n"),
    lambda text: text.replace("title", "titel", 1),
    lambda text: text.replace("id:", "id: Bad Name #", 1),
    lambda text: text.replace("parent: company", "parent: comapny/tpo#k"),
    lambda text: text.replace("from: ", "from: ~", 1),
    lambda text: text.replace("to: ", "to: 10-20 #", 1),
    lambda text: text.replace("confidence: ", "confidence: 1", 1),
    lambda text: text.replace("done: 1", "done: 99").replace("chance: ", "chance: 1"),
    lambda text: text.replace("key_results:", "key_results: &x\n  - *x\nkey_results:", 1),
    lambda text: text.replace("  - id", "\t- id", 1),
    lambda text: text.replace("weight: ", "weight: -", 1),
    lambda text: text.replace('"', "", 1),
    lambda text: text + text,
    lambda text: text[: len(text) // 2],
    lambda text: text.upper(),
    lambda text: text.replace("\n", "\r"),
    lambda text: f"\x00{text}",
    lambda text: text[:0],
)
"""Mistakes that people and programs make with a file."""
ASTRAY = (
    "2026-Q5/ovens/a.md",
    "2026-Q4/Ovens/a.md",
    "2026-Q4/ovens/b.txt",
    "teams/no body.md",
    "kpis/none.csv",
)


@st.composite
def nearly(draw: st.DrawFn) -> Files:
    """The files of a company in which a few things are wrong."""
    files = draw(companies())
    for path in draw(st.lists(st.sampled_from(sorted(files)), min_size=1, max_size=3)):
        files[path] = draw(st.sampled_from(BREAKS))(files[path])
    if draw(st.integers(0, 4)) == 0:
        files[draw(st.sampled_from(ASTRAY))] = draw(PROSE)
    if draw(st.integers(0, 9)) == 0:
        del files[draw(st.sampled_from(sorted(files)))]
    return files


# what has to hold


def errors_of(files: Mapping[str, str]) -> list[str]:
    """The errors that the check finds."""
    found = check(files).diagnostics
    found_inside(files, found)
    return [f"{d.location} {d.rule}: {d.message}" for d in found if d.severity is Severity.ERROR]


def passes(files: Files) -> None:
    """A valid company has no errors, and its export says as many things as it holds."""
    if errors := errors_of(files):
        raise Broken(f"a valid company has errors: {errors[0]}")
    checked = check(files)
    company = published_company(checked, folder_with(False))
    json.loads(Documents(company, Cards(company)).everything())


def comes_back(files: Files) -> None:
    """What is exported as a table and imported into nothing is the same objectives and key results again."""
    company = published_company(check(files), folder_with(False))
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(table_csv(tables(company, Cards(company))[0]).encode("utf-8-sig"))
        file.flush()
        found = read_tables(read_csv(Path(file.name)), "okrs.csv", {})
    made = plan(check({}).facts, folder_with(False), found, Wishes())
    again = check({one.path: one.text for one in made.files})
    if errors := [d.message for d in again.diagnostics if d.severity is Severity.ERROR]:
        raise Broken(f"what was exported comes back with errors: {errors[0]}")

    def told(portfolio: object) -> list[object]:
        return [
            (o.id, o.title, o.owner, [(k.id, k.title, k.owner, k.kind, k.dropped) for k in o.key_results])
            for o in portfolio.objectives  # type: ignore[attr-defined]
        ]

    if told(again.facts.portfolio) != told(company.portfolio):
        raise Broken("what was exported comes back as something else")


def builds(files: Files) -> None:
    """A valid company is published as a whole."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        for path, text in files.items():
            (content / path).parent.mkdir(parents=True, exist_ok=True)
            (content / path).write_bytes(text.encode())
        built = pipeline.build(content, Path(folder) / "site", today=TODAY)
        if built.published is None or not (Path(folder) / "site" / "index.html").is_file():
            raise Broken("a valid company is not published")


def _target(
    name: str, what: str, files: st.SearchStrategy[Files], attempt: Callable[[Files], object], **more: float
) -> Target:
    @given(files)
    @FIXED
    def tried(files: Files) -> None:
        attempt(files)

    seeds = [bytes((7 * n + k) % 256 for n in range(1500)) for k in range(40)]
    return Target(
        name=name, what=what, seeds=lambda: seeds, attempt=lambda data: _drawn(tried, data), limit=10, **more
    )


def _drawn(tried: Callable[..., None], data: bytes) -> None:
    """Let the bytes decide what the strategies draw; where they are too few, nothing is tried."""
    tried.hypothesis.fuzz_one_input(data + data[::-1] * 4)  # type: ignore[attr-defined]


TARGETS = (
    _target("valid-companies", "whole valid companies: no errors", companies(), passes, share=0.5),
    _target(
        "round-trips",
        "whole valid companies: exported and imported again",
        companies(),
        comes_back,
        share=0.5,
    ),
    _target(
        "nearly-valid", "whole companies with mistakes: findings in their place", nearly(), errors_of, share=2
    ),
    _target("builds", "whole valid companies: published", companies(), builds, share=0.005),
)
