"""A small company with something of everything, and edits that people make: for tests of what is kept between
builds.

An edit names a file and what becomes of it. Most leave the company as it may be published; what does not is
an edit like any other.
"""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from okrsite.rules.registry import COACHING

TODAY = "2026-11-20"
SETTINGS = "company: Acme\nurl: https://okrs.acme.example/\nrules:\n" + "".join(
    f"  {rule}: off\n" for rule in sorted(COACHING)
)

FILES: Mapping[str, str] = {
    "okrsite.yml": SETTINGS,
    "index.md": "---\ntitle: Where we go\n---\nSee [search](2026-Q4/growth/search.md).\n",
    "assets/plan.svg": "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
    "assets/secret.svg": "<svg>Nobody names me.</svg>",
    "teams/company.md": "---\nname: Acme\nlead: Ada Chen\n---\nAll of us.\n",
    "teams/growth.md": "---\nname: Growth\nparent: company\nlead: Jo Malik\n---\n![It](../assets/plan.svg)\n",
    "teams/web.md": "---\nname: Web\nparent: growth\nmembers: [Noor Haddad, Jo Malik]\n---\n",
    "teams/product.md": "---\nname: Product\nparent: company\nlead: Lee Park\n---\nWe make it.\n",
    "teams/old.md": "---\nname: Old\nparent: company\nuntil: 2026-Q3\nsucceeded_by: product\n---\n",
    "kpis/waste.md": "---\nname: Waste\nunit: kg\nat_most: 40 kg\nowner: Lee Park\n---\nLess is better.\n",
    "kpis/waste.csv": "date,value\n2026-09-30,44\n2026-10-31,38\n2026-11-15,36\n",
    "2026/index.md": "---\ntitle: The year\n---\nOne year.\n",
    "2026/company/loved.md": """---
title: Be loved
owner: Ada Chen
key_results:
  - id: stay
    title: Customers stay
    from: 71%
    to: 80%
---
Because [teams](../../teams/growth.md) can.
""",
    "2026-Q3/growth/first.md": """---
title: Begin
owner: Jo Malik
key_results:
  - id: done
    title: It began
    milestones: [drawn, built]
---
""",
    "2026-Q3/growth/checkins/2026-09-04.md": "---\nkey_results:\n  first#done: {done: [drawn]}\n---\nHalf.\n",
    "2026-Q3/growth/review.md": """---
objectives:
  first:
    decision: done
    carried_to: 2026-Q4/growth/search
    scores: {done: 0.5}
---
## What worked

Most of it.
""",
    "2026-Q3/old/bye.md": "---\ntitle: Hand over\nstatus: dropped\nbecause: The team ended.\n---\n",
    "2026-Q4/company/every-street.md": """---
title: Be in every street
owner: ada chen
parent: 2026/company/loved#stay
key_results:
  - id: streets
    title: Streets
    from: 12
    to: 40
---
Look at [the second](../growth/search.md#second) and ![a plan](../../assets/plan.svg).
""",
    "2026-Q4/growth/search.md": """---
title: Let people find
owner: Jo Malik
parent: company/every-street#streets
with: product
supports: company/every-street
formerly: growth/find
key_results:
  - id: found
    title: Found at once
    from: 40%
    to: 70%
    owner: Noor Haddad
  - id: second
    title: Found at the second try
    at_least: 20%
    weight: 0
initiatives:
  - title: Try it
    for: found
    owner: Noor Haddad
    status: doing
---
Who finds, stays. See [waste](../../kpis/waste.md).
""",
    "2026-Q4/web/quick.md": """---
title: Be quick
owner: Noor Haddad
parent: growth/search#found
depends_on: product/clean
allow: {objective-vague: We know what we mean.}
key_results:
  - id: seconds
    title: Seconds
    from: 4 seconds
    to: 1 second
---
""",
    "2026-Q4/product/clean.md": """---
title: Waste little
owner: Lee Park
parent: company/every-street
key_results:
  - id: waste
    title: Little is thrown away
    at_most: 40 kg
    kpi: waste
  - id: given-up
    title: Never mind
    from: 1
    to: 2
    dropped: 2026-11-02
    because: Nobody wants it.
---
""",
    "2026-Q4/product/idea.md": "---\ntitle: An idea\nstatus: draft\nparent: company/every-street\n---\n",
    "2026-Q4/growth/checkins/2026-10-30.md": """---
author: Jo Malik
key_results:
  search#found: {value: 45%, confidence: 7, status: on track}
---
## What changed

A [box](../search.md) to type into.
""",
    "2026-Q4/growth/checkins/2026-11-13.md": "---\nkey_results:\n  search#found: {value: 47%}\n---\n",
    "2026-Q4/web/checkins/2026-11-06.md": "---\nkey_results:\n  quick#seconds: {value: 3 seconds}\n---\nO!\n",
    "2026-Q4/reviews/2026-11-10.md": "---\nattendees: [Lee Park]\n---\n## Stop\n\n[A](../growth/search.md)\n",
    "2027-Q1/web/later.md": "---\ntitle: Go on\nowner: NOOR HADDAD\nparent: null\n---\n",
}
"""All that a company may have, without an error on TODAY."""

THEME: Mapping[str, str] = {
    "theme.yml": "name: Acme\nextends: default\ncolours:\n  light:\n    accent: '#0a5a3c'\n",
    "static/theme.css": "body { margin: 0 }\n",
    "templates/archive.html": "{% extends 'default/archive.html' %}\n",
}

OTHER_TEXTS: Mapping[str, tuple[str, ...]] = {
    "name: ": ("Another name", "Growth", "growth"),
    "title: ": ("Another title", "Let people find", "A title with [brackets] and *stars*"),
    "owner: ": ("JO MALIK", "Someone New", "Lee Park"),
    "lead: ": ("JO MALIK", "Someone New", "Noor Haddad"),
    "author: ": ("Ada Chen", "Nobody Known"),
    "parent: ": ("company/every-street", "company/every-street#streets", "web/quick", "product"),
    "depends_on: ": ("growth/search#found", "company/every-street"),
    "supports: ": ("2026/company/loved", "web/quick"),
    "formerly: ": ("growth/sought", "web/sought"),
    "with: ": ("web", "[web, product]"),
    "until: ": ("2026-Q4", "2026-Q2"),
    "succeeded_by: ": ("growth", "[growth, web]"),
    "decision: ": ("dropped", "continued"),
    "carried_to: ": ("2027-Q1/web/later", "2026-Q4/web/quick"),
    "status: ": ("draft", "published", "dropped"),
    "unit: ": ("boxes",),
    "at_most: ": ("30 kg", "50 kg"),
    "    to: ": ("90%", "2 seconds", "41"),
    "    from: ": ("30%", "5 seconds", "11"),
    "    dropped: ": ("2026-11-09",),
    "    weight: ": ("2", "1"),
    "value: ": ("46%", "2 seconds", "71%"),
    "company: ": ("Other", "Acme & Sons"),
    "url: ": ("https://other.example/okrs/", "https://okrs.acme.example/"),
    "accent: ": ("'#5a0a3c'",),
    "Who finds": ("[Web](../../teams/web.md) finds", "[Nobody](../web/quick.md#seconds) finds"),
    "See [": ("See [", "Look at [missing](nowhere.md), not at ["),
    "2026-11-15,": ("35\n2026-11-18,", "3"),
    "<svg": ("<svg id='a'",),
    "confidence: ": ("9", "1"),
}
"""What may stand in the place of what follows a beginning, up to the end of a word or line."""

NEW_LINES = (
    "status: draft",
    "parent: company/every-street",
    "allow: {objective-unaligned: We want it so.}",
    "owner: Ada Chen",
    "formerly: growth/older",
    "shared: yes",
)
NEW_PROSE = (
    "More.",
    "See [it](../../2026-Q4/growth/search.md).",
    "![New](../../assets/plan.svg)",
    "# A heading",
)
NEW_SETTINGS = (
    "repository: https://github.com/acme/okrs",
    "check_in_every: 1 week",
    "language: ar",
    "language: de",
    "content_language: de",
    "time_zone: Pacific/Kiritimati",
    "fiscal_start: April",
)


class Edit(NamedTuple):
    """An edit: how, of which file, and two numbers that choose the rest."""

    how: str
    file: int
    one: int
    two: int


def edit(content: Path, made: Edit) -> None:
    """Make an edit."""
    files = sorted(path for path in content.rglob("*") if path.is_file())
    file = files[made.file % len(files)]
    HOW[made.how](content, file, made.one, made.two)


def write_company(folder: Path, *layers: Mapping[str, str]) -> Path:
    """Write the company, with layers over it, as if that was an hour ago."""
    for files in (FILES, *layers):
        for path, text in files.items():
            write(folder / path, text)
    return folder


def write(file: Path, text: str) -> None:
    """Write a file with its folder."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def held(folder: Path) -> dict[str, bytes]:
    """All that a folder holds, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _replace(_content: Path, file: Path, one: int, two: int) -> None:
    """Change what a field says."""
    text = file.read_text("utf-8")
    fields = [field for field in OTHER_TEXTS if field in text]
    if fields:
        field = fields[one % len(fields)]
        before, _, after = text.partition(field)
        value = OTHER_TEXTS[field][two % len(OTHER_TEXTS[field])]
        kept = 0 if field in ("Who finds", "See [", "<svg", "2026-11-15,") else _length(after)
        shown = value if field in ("Who finds", "See [", "<svg") else field + value
        write(file, before + shown + after[kept:])


def _length(after: str) -> int:
    return min(at for at in (after.find("\n"), after.find(","), after.find("}"), len(after)) if at >= 0)


def _add_line(_content: Path, file: Path, one: int, _two: int) -> None:
    text = file.read_text("utf-8")
    if text.startswith("---\n"):
        write(file, text.replace("---\n", f"---\n{NEW_LINES[one % len(NEW_LINES)]}\n", 1))


def _drop_line(_content: Path, file: Path, one: int, _two: int) -> None:
    lines = file.read_text("utf-8").splitlines(keepends=True)
    del lines[one % len(lines)]
    write(file, "".join(lines))


def _add_prose(_content: Path, file: Path, one: int, _two: int) -> None:
    if file.suffix == ".md":
        write(file, f"{file.read_text('utf-8')}\n{NEW_PROSE[one % len(NEW_PROSE)]}\n")


def _delete(_content: Path, file: Path, _one: int, _two: int) -> None:
    if file.name != "okrsite.yml":
        file.unlink()


def _rename(_content: Path, file: Path, one: int, _two: int) -> None:
    """Give a file another name; an objective says what it was."""
    target = file.with_name(("x-" if one % 2 else "", "y-")[one % 2] + file.name)
    if file.name[0].isdigit():
        target = file.with_name(f"2026-11-0{1 + one % 9}.md")
    if file.name != "okrsite.yml" and not target.exists():
        file.rename(target)


def _move(content: Path, file: Path, one: int, _two: int) -> None:
    """Move a file into another folder."""
    folders = sorted({path.parent for path in content.rglob("*.md")})
    target = folders[one % len(folders)] / file.name
    if file.suffix == ".md" and not target.exists():
        file.rename(target)


def _copy(content: Path, file: Path, one: int, _two: int) -> None:
    """Give a file the text of one of its neighbours, or of any other."""
    others = sorted(file.parent.glob("*.md") if one % 3 else content.glob("*/*/*.md"))
    if others and file.suffix == ".md":
        write(file, others[one % len(others)].read_text("utf-8"))


def _new(content: Path, _file: Path, one: int, two: int) -> None:
    team, cycle = (
        ("growth", "web", "product", "company")[two % 4],
        ("2026-Q4", "2026-Q3", "2027-Q1", "2026")[one % 4],
    )
    news = (
        (
            f"{cycle}/{team}/new-{one % 3}.md",
            f"---\ntitle: New {two}\nparent: company/every-street\n---\nNew.\n",
        ),
        (f"2026-Q4/{team}/checkins/2026-11-{16 + two % 4}.md", "---\nkey_results: {}\n---\n## Next\n\nOn.\n"),
        (f"teams/new-{one % 3}.md", f"---\nname: New {two}\nparent: {team}\nlead: Lee Park\n---\n"),
        (f"kpis/new-{one % 3}.md", "---\nname: New\nunit: kg\nat_least: 4 kg\n---\n"),
        (f"assets/new-{one % 3}.svg", f"<svg id='{two}'/>"),
        (f"{cycle}/index.md", f"---\ntitle: Cycle {two}\n---\nSaid.\n"),
        (f"{cycle}/{team}/review.md", f"---\nobjectives: {{}}\n---\n## What worked {two % 3}\n\nIt.\n"),
        (f"{cycle}/reviews/2026-11-1{two % 9}.md", "---\nattendees: [Lee Park]\n---\n## Stop\n\nThat.\n"),
        ("people/index.md", "---\ntitle: A cycle called people?\n---\n"),
    )
    path, text = news[(one * 5 + two) % len(news)]
    write(content / path, text)


def _settings(content: Path, _file: Path, one: int, _two: int) -> None:
    write(content / "okrsite.yml", f"{SETTINGS}{NEW_SETTINGS[one % len(NEW_SETTINGS)]}\n")


def _theme(content: Path, _file: Path, one: int, two: int) -> None:
    """Use a theme beside the content, or change it."""
    theme = content.parent / "themes" / "acme"
    write(content / "okrsite.yml", f"{SETTINGS}theme: acme\n")
    file = theme / sorted(THEME)[one % len(THEME)]
    more = ("{# more #}\n<p>More</p>\n", "p { margin: 0 }\n", "description: More\n")[one % 3]
    write(file, THEME[sorted(THEME)[one % len(THEME)]])
    if two % 2:
        write(file, file.read_text("utf-8") + more)
    for path, text in THEME.items():
        if not (theme / path).exists():
            write(theme / path, text)


def _back(content: Path, _file: Path, one: int, _two: int) -> None:
    """Have a file again as it was at first."""
    path = sorted(FILES)[one % len(FILES)]
    write(content / path, FILES[path])


def _touch(_content: Path, file: Path, one: int, _two: int) -> None:
    os.utime(file, ns=(0, one))


HOW: Mapping[str, Callable[[Path, Path, int, int], None]] = {
    "replace": _replace,
    "add line": _add_line,
    "drop line": _drop_line,
    "add prose": _add_prose,
    "delete": _delete,
    "rename": _rename,
    "move": _move,
    "copy": _copy,
    "new": _new,
    "settings": _settings,
    "theme": _theme,
    "back": _back,
    "touch": _touch,
}
