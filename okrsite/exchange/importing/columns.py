"""What the columns of a spreadsheet, and the labels of a list, are called."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okrsite.exchange.importing.found import ImportingError, Remark

LEFT_OUT = "-"
"""The field of a column that is left out on purpose."""

FIELDS: Mapping[str, str] = {
    "cycle": "cycle|quarter|period|time frame|timeframe|time period|cycle id|sprint|term",
    "year": "year|fiscal year",
    "label": "id|#|no|nr|ref|reference|key|number|identifier|item id|okr id",
    "starts": "cycle starts|cycle start|period start",
    "ends": "cycle ends|cycle end|period end",
    "team": "team|department|dept|squad|group|division|business unit|area|function|tribe|team name|entity",
    "team_id": "team id",
    "objective": "objective|objectives|o|goal|goals|objective title|objective name|objective description|obj",
    "objective_id": "objective id",
    "objective_owner": "objective owner|o owner|goal owner",
    "objective_status": "objective status",
    "objective_because": "objective because",
    "key_result": "key result|key results|kr|krs|key result title|key result name|key result description"
    "|kr title|kr name|kr description|measure|metric|success metric|key metric",
    "key_result_id": "key result id|kr id",
    "type": "type|item type|level|okr type|record type",
    "title": "title|name|item|description of okr|okr|okrs",
    "kind": "kind",
    "owner": "owner|kr owner|key result owner|dri|responsible|accountable|assignee|owned by|lead|person"
    "|owner name|responsible person|who is responsible",
    "who": "who|whose behaviour|whose behavior",
    "does": "does|does what|behaviour|behavior",
    "start": "from|start|baseline|start value|starting value|initial|initial value|base|starting point|begin"
    "|baseline value|kr start|kr baseline",
    "target": "to|target|target value|goal value|end value|target metric|kr target|final target"
    "|desired value",
    "at_least": "at least|minimum|min|floor",
    "at_most": "at most|maximum|max|ceiling|limit",
    "unit": "unit|units|uom|unit of measure|measurement unit|metric unit|format",
    "milestones": "milestones|milestone|steps|deliverables",
    "weight": "weight|weighting|weightage|kr weight",
    "ambition": "ambition|roofshot or moonshot|stretch|commitment|committed or aspirational",
    "kpi": "kpi",
    "current": "current|actual|current value|actual value|now|latest|latest value|value|current status value"
    "|kr current|as is|actuals|current metric|result",
    "progress": "progress|complete|completion|percent complete|percentage complete|attainment|score|grade"
    "|kr progress|progress percent|completed|kr score|final score|achievement",
    "read_on": "read on|last updated|updated|updated on|last update|as of|date|check in date|last check in"
    "|update date|last check in date",
    "status": "status|health|rag|rag status|state|kr status|current status|track",
    "confidence": "confidence|confidence level|confidence score|kr confidence",
    "note": "note|notes|comment|comments|update|latest update|remarks|remark|status update|commentary",
    "due": "due|due date|deadline|target date|end date|by when|due by|completion date|finish date|finish",
    "parent": "parent|aligned to|aligned with|alignment|parent objective|supports|contributes to"
    "|ladders up to|parent goal|company objective|parent okr|parent id|aligns to|links to",
    "why": "why|why it matters|rationale|description|context|purpose|motivation|why now|why this matters"
    "|intent",
    "initiatives": "initiatives|initiative|actions|action|projects|project|action items|tasks|task"
    "|key actions|activities|key initiatives",
    "added": "added|added on",
    "dropped": "dropped|dropped on",
    "because": "because|reason",
    LEFT_OUT: "expected|pace|outcome|page|team above",
}
"""For each field what people call it, in small letters; `-` are columns that follow from others."""

NAMES: Mapping[str, str] = {name: field for field, names in FIELDS.items() for name in names.split("|")}

OF_OBJECTIVE = {
    "objective_id": "id",
    "objective_owner": "owner",
    "objective_status": "status",
    "objective_because": "because",
    "parent": "parent",
    "why": "why",
    "cycle": "cycle",
    "starts": "starts",
    "ends": "ends",
    "team_id": "team_id",
}
"""The fields of a row that say something of its objective, and what they are called there."""

OF_KEY_RESULT = {
    "key_result_id": "id",
    "kind": "kind",
    "owner": "owner",
    "who": "who",
    "does": "does",
    "start": "start",
    "target": "target",
    "at_least": "at_least",
    "at_most": "at_most",
    "unit": "unit",
    "weight": "weight",
    "ambition": "ambition",
    "kpi": "kpi",
    "current": "current",
    "progress": "progress",
    "read_on": "read_on",
    "status": "status",
    "confidence": "confidence",
    "note": "note",
    "due": "due",
    "added": "added",
    "dropped": "dropped",
    "because": "because",
}

CARRIED = ("cycle", "year", "starts", "ends", "team", "team_id")
"""Fields that an empty cell takes from the row above."""

_OF_ONE = re.compile(r"(?:key result|kr)\s*#?\s*(\d{1,2})\b\s*[:\-–]?\s*(.*)")
"""A column of the first, second ... of several key results that stand beside one another."""


def plain_name(text: str) -> str:
    """A column's name in small letters, without marks and what stands in brackets: `KR Target (%)`."""
    text = re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", text.casefold())
    return " ".join(re.sub(r"[^\w]+|_", " ", text.replace("%", " percent ")).split())


def field_named(text: str) -> str:
    """The field that a name means, empty where it is none that is known."""
    name = plain_name(text) or text.strip()
    if not name:
        return ""
    found = NAMES.get(name, "")
    for mark in ("percent ", " percent"):  # `% complete`, `Progress %`
        found = found or NAMES.get(name.replace(mark, " ").strip(), "")
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field, and of which key result where several stand beside one another (0 where
    each has a row of its own)."""

    field: str
    number: int = 0


def column_named(text: str) -> Column | None:
    """The column that a name means, None where it is none that is known."""
    if field := field_named(text):
        return Column(field)
    if match := _OF_ONE.fullmatch(plain_name(text)):
        field = field_named(match[2]) if match[2] else "key_result"
        return Column(field, int(match[1])) if field else None
    return None


def chosen_columns(maps: Sequence[str]) -> Mapping[str, str]:
    """Fields by the plain names of columns, as `--map COLUMN=FIELD` says. Raises ImportingError."""
    chosen = {}
    for text in maps:
        name, equals, wanted = text.rpartition("=")
        field = wanted.strip().casefold().replace(" ", "_").replace("-", "_")
        if not wanted.strip() or wanted.strip() == LEFT_OUT:
            field = LEFT_OUT
        elif field not in FIELDS:
            field = field_named(wanted)
        if not equals or not name.strip():
            raise ImportingError(
                f"--map takes a column and a field, like --map 'Goal=objective', and not `{text}`."
            )
        if not field:
            from okrsite.diagnostics import did_you_mean

            known = [known.replace("_", "-") for known in FIELDS if known != LEFT_OUT]
            hint = did_you_mean(wanted, known) or f"Fields are {', '.join(known)}."
            raise ImportingError(f"--map: there is no field `{wanted.strip()}`. {hint}")
        chosen[plain_name(name) or name.strip()] = field
    return chosen


Header = Mapping[int, Column]
"""What each column holds, by its index."""


def header_of(cells: Sequence[str], chosen: Mapping[str, str]) -> Header:
    """The columns that a row of titles names. Of two that mean the same, the first is taken; `Goal` beside an
    objective is the target, where no other column is."""
    names = [plain_name(text) or text.strip() for text in cells]
    columns = [Column(chosen[name]) if name in chosen else column_named(name) for name in names]
    others = {column for name, column in zip(names, columns, strict=True) if name not in ("goal", "goals")}
    found: dict[int, Column] = {}
    for index, column in enumerate(columns):
        if (
            names[index] in ("goal", "goals")
            and column == Column("objective") in others
            and Column("target") not in others
        ):
            column = Column("target")
        if column and (column.field == LEFT_OUT or column not in found.values()):
            found[index] = column
    return found


def is_header(header: Header) -> bool:
    """Whether a row can be the titles of a table of OKRs."""
    fields = {column.field for column in header.values()}
    named = fields & {"objective", "key_result", "title"}
    return bool(named) and len(fields - {LEFT_OUT}) > 1


def unknown_columns(
    cells: Sequence[str], header: Header, filled: Mapping[int, int], where: str
) -> list[Remark]:
    """What to tell of columns whose names say nothing, if anything stands in them."""
    remarks = []
    for index, text in enumerate(cells):
        if index in header or not filled.get(index):
            continue
        name = " ".join(text.split())
        message = f"`{name}` is no column that is known"
        if twin := column_named(text):
            message = f"`{name}` is a second column for the {twin.field.replace('_', ' ')}"
        if not name:
            message = f"column {index + 1} has no name"
        remarks.append(
            Remark(
                where=where,
                message=f"{message}; {filled[index]} of its cells are filled",
                hint=f"Say what it is with --map '{name}=FIELD', or --map '{name}=-' to leave it out."
                if name
                else "Give it a name in the row of titles.",
            )
        )
    return remarks
