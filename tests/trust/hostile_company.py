"""A company with something in every field, and the places in its files where a payload can stand."""

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TODAY = "2026-11-20"
OBJECTIVE = "2026-Q4/ovens/warm.md"

KEY_RESULT = {
    "title": "Mornings with bread on the shelf at six",
    "who": "Our bakers",
    "does": "open with a full shelf",
    "owner": "Noor Haddad",
    "ambition": "moonshot",
    "formerly": ["old-name"],
}
FILES: Mapping[str, tuple[dict[str, Any], str]] = {
    "okrsite.yml": (
        {
            "company": "Harbour Bakery",
            "url": "https://okrs.harbour.example/",
            "language": "en",
            "time_zone": "Europe/Berlin",
            "check_in_every": "2 weeks",
            "repository": "https://github.com/harbour/okrs",
            "branch": "main",
            "fiscal_year_starts": "january",
            "theme": "default",
            "grades": {"roofshot": {"delivered": "0.8"}},
            "rules": {"key-result-count": {"at_least": "1", "at_most": "9"}, "objective-count": "off"},
        },
        "",
    ),
    "index.md": ({"title": "Bread for all"}, "We bake before you wake."),
    "teams/company.md": ({"name": "Harbour Bakery", "lead": "Ada Chen"}, "All of us."),
    "teams/ovens.md": (
        {
            "name": "Ovens",
            "parent": "company",
            "lead": "Ada Chen",
            "members": ["Noor Haddad", "Lee Park"],
            "handles": ["@harbour/ovens"],
            "since": "2026-Q1",
            "until": "2027-Q4",
            "formerly": ["kilns"],
        },
        "The heat.",
    ),
    "teams/vans.md": ({"name": "Vans", "parent": "company"}, "The road."),
    "kpis/waste.md": (
        {"name": "Bread thrown away", "owner": "Ada Chen", "unit": "kg", "at_least": "1", "at_most": "40"},
        "Less is better.",
    ),
    "2026-Q4/index.md": (
        {"title": "Autumn", "starts": "2026-10-01", "ends": "2026-12-31"},
        "The season.",
    ),
    "2026-Q4/company/street.md": (
        {
            "title": "Be the bakery of every street",
            "owner": "Ada Chen",
            "key_results": [{"id": "streets", "title": "Streets before seven", "from": "12", "to": "40"}],
        },
        "Because bread is best at seven.",
    ),
    OBJECTIVE: (
        {
            "title": "Have the first loaves warm at six",
            "owner": "Noor Haddad",
            "parent": "company/street#streets",
            "supports": ["company/street"],
            "depends_on": ["vans/way"],
            "with": ["vans"],
            "obstacle": "The cold.",
            "formerly": ["hot"],
            "allow": {"objective-vague": "we know what we mean"},
            "key_results": [
                KEY_RESULT
                | {
                    "id": "on-time",
                    "from": "60%",
                    "to": "95%",
                    "weight": "2",
                    "expected": {"2026-11-01": "70%"},
                },
                {
                    "id": "waste",
                    "title": "Little is thrown away",
                    "at_most": "40",
                    "unit": "kg",
                    "kpi": "waste",
                },
                {"id": "steps", "title": "The oven is built", "milestones": ["dug", "walled", "lit"]},
                {"id": "sign", "title": "We hold the sign", "binary": "true", "added": "2026-10-20"},
                {
                    "id": "gone",
                    "title": "Rolls in the window",
                    "at_least": "10 rolls",
                    "dropped": "2026-11-01",
                    "because": "Nobody looked.",
                },
            ],
            "initiatives": [
                {
                    "title": "A second oven",
                    "for": ["on-time"],
                    "owner": "Lee Park",
                    "url": "https://tracker.example/12",
                    "hypothesis": "Two bake more than one.",
                    "status": "doing",
                    "rice": {"reach": "100", "impact": "1", "confidence": "80%", "effort": "2"},
                }
            ],
        },
        "A cold oven at four means an empty shelf at six.",
    ),
    "2026-Q4/vans/way.md": (
        {
            "title": "Take the short way",
            "parent": "company/street",
            "status": "dropped",
            "because": "The long one is nicer.",
            "key_results": [{"id": "minutes", "title": "Minutes to the door", "from": "45", "to": "20"}],
        },
        "",
    ),
    "2026-Q4/ovens/checkins/2026-11-06.md": (
        {
            "author": "Noor Haddad",
            "key_results": {
                "warm#on-time": {
                    "value": "71%",
                    "confidence": "6",
                    "status": "at risk",
                    "note": "The second oven has a clock now.",
                },
                "warm#steps": {"done": ["1"]},
                "warm#sign": {"chance": "60%"},
            },
        },
        "## What changed\n\nThe clock.\n\n## Impediments\n\nNone.",
    ),
    "2026-Q4/ovens/review.md": (
        {
            "objectives": {
                "warm": {
                    "decision": "continue",
                    "carried_to": "2027-Q1/ovens/warm",
                    "scores": {"on-time": "0.7"},
                }
            }
        },
        "## What worked\n\nThe clock.",
    ),
    "2026-Q4/reviews/2026-11-10.md": ({"attendees": ["Ada Chen", "Lee Park"]}, "## Stop\n\nNothing."),
}
TABLES = {"kpis/waste.csv": "date,value\n2026-10-31,38\n2026-11-15,36\n"}

Pointer = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a file of the company: a value, the name of a field (`key`), or the prose (no pointer)."""

    path: str
    pointer: Pointer = ()
    key: bool = False

    def __str__(self) -> str:
        steps = ".".join(map(str, self.pointer)) or "prose"
        return f"{self.path}: {'name of ' if self.key else ''}{steps}"


def slots() -> Iterator[Slot]:
    """Every place: all values, all names of fields, and all prose."""
    for path, (fields, _) in FILES.items():
        if path.endswith(".md"):
            yield Slot(path)
        for pointer, key in _pointers(fields, ()):
            yield Slot(path, pointer, key)


def _pointers(value: Any, above: Pointer) -> Iterator[tuple[Pointer, bool]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*above, name), True
            yield from _pointers(inner, (*above, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _pointers(inner, (*above, number))
    else:
        yield above, False


def with_payload(slot: Slot, payload: str) -> dict[str, str]:
    """The file of a slot with a payload in it, in quotes where it stands in fields."""
    fields, prose = deepcopy(FILES[slot.path])
    if not slot.pointer:
        return {slot.path: text_of(slot.path, fields, payload)}
    *way, last = slot.pointer
    inner: Any = fields
    for step in way:
        inner = inner[step]
    if slot.key:
        inner[payload] = inner.pop(last)
    else:
        inner[last] = payload
    return {slot.path: text_of(slot.path, fields, prose)}


def text_of(path: str, fields: Mapping[str, Any], prose: str = "") -> str:
    """A file with these fields; every text stands in quotes, with its own characters."""
    written = "".join(
        f"{json.dumps(name, ensure_ascii=False)}: {_flow(value)}\n" for name, value in fields.items()
    )
    return written if path.endswith(".yml") else f"---\n{written}---\n{prose}\n"


def _flow(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\x7f")


def files() -> dict[str, str]:
    """All files of the company as they should be."""
    return {path: text_of(path, *of) for path, of in FILES.items()} | TABLES


def write(folder: Path, *layers: Mapping[str, str | bytes]) -> Path:
    """Write the company into a folder, with other files over its own, and return the folder."""
    for layer in (files(), *layers):
        for path, content in layer.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(
                content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
            )
    return folder


_WORDS = """
company title name lead members handles owner who does obstacle because hypothesis note author
attendees milestones unit
"""
WORDS = frozenset(_WORDS.split())
"""Fields that take any text."""


def full_of(payloads: tuple[str, ...]) -> dict[str, str]:
    """The files of a company that says each payload wherever any text may stand: in a team, an objective, a
    check-in, a review, a meeting and a KPI of its own, and all in a row where there is but one place."""
    made = files() | {"assets/a.png": "no picture"}
    everything = " ".join(payloads)
    for path in ("okrsite.yml", "index.md", "2026-Q4/index.md", "teams/company.md"):
        words = "\n\n".join(" ".join(payload.split()) for payload in payloads)
        made[path] = text_of(path, _filled(FILES[path][0], everything), words)
    for number, payload in enumerate(payloads):
        for path, (fields, _) in FILES.items():
            other = path.replace("ovens", f"t{number}").replace("kpis/waste", f"kpis/k{number}")
            other = other.replace("2026-11-10", f"2026-11-10-{number}")
            if other != path:
                filled = _filled(fields, payload)
                filled.pop("formerly", None)
                if path == OBJECTIVE:
                    filled["key_results"][1]["kpi"] = f"k{number}"
                made[other] = text_of(other, filled, prose(payload, path))
        made[f"kpis/k{number}.csv"] = TABLES["kpis/waste.csv"]
    return made


def prose(payload: str, path: str) -> str:
    """The prose of a file with a payload in every form that Markdown has."""
    line = " ".join(payload.split())
    up = "../" * path.count("/")
    return (
        f'{line}\n\n# {line}\n\n**{line}** `{line}` [{line}](https://x.example/ "{line}")'
        f' ![{line}]({up}assets/a.png "{line}") <{line}>\n\n> {line}\n\n- {line}\n\n'
        f"| {line} | b |\n| - | - |\n| {line} | {line} |\n\n```{line}\n{line}\n```\n\n    {line}\n\n"
        f"[a]: https://x.example/ '{line}'\n\n[a] [{line}][a]\n\n[{line}]: https://x.example/\n\n[{line}]\n\n"
        f"## {line}\n\n{line}\n===\n"
    )


def _filled(value: Any, payload: str, name: str = "") -> Any:
    if isinstance(value, dict):
        return {
            key: _filled(inner, payload, "note" if name == "allow" else key) for key, inner in value.items()
        }
    if isinstance(value, list):
        return [_filled(inner, payload, name) for inner in value[:1] if name in WORDS] or [
            _filled(inner, payload, name) for inner in value
        ]
    return payload if name in WORDS else value
