"""Strategies of Hypothesis that write whole companies: valid ones, and nearly valid ones."""

from collections.abc import Callable
from datetime import date

from fuzz_companies import TODAY
from hypothesis import strategies as st

from okrsite.writing.scalars import field, indented, list_field, markdown, quoted, scalar

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
