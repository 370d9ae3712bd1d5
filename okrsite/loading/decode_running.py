"""What is written while a cycle runs: check-ins, reviews, meetings, KPIs and their readings."""

import csv
import io
import re
from datetime import date

from okrsite.diagnostics import Finding
from okrsite.loading.decoder import Decoder, Record, read_file_record
from okrsite.loading.discover import ContentFile
from okrsite.loading.fields import CHECK_IN, KPI, MEETING, REVIEW
from okrsite.loading.nodes import Node, Scalar
from okrsite.loading.reading import Report
from okrsite.loading.values import refuse_crossed_limits
from okrsite.model.check_in import CheckIn, Reading
from okrsite.model.kpi import Kpi, KpiReading
from okrsite.model.quantity import NotANumber, Quantity, parse_quantity, unit_named
from okrsite.model.reference import Reference, parse_key
from okrsite.model.review import Meeting, Review, Verdict
from okrsite.source import Place, SourceFile, Span

MOST_LINES = 5_000
"""Lines of a table of readings: thirteen years of days."""
LONGEST_LINE = 500
"""Characters of one of them."""


def decode_check_in(decoder: Decoder, root: Node | None, file: ContentFile) -> CheckIn:
    record = read_file_record(decoder, root, CHECK_IN, "a check-in")
    assert file.day is not None
    return CheckIn(
        cycle=file.cycle,
        team=file.team,
        day=file.day,
        suffix=file.suffix,
        author=record.get("author") or "",
        readings=tuple(_reading(decoder, key, entry) for key, entry in record.get("key_results") or ()),
        source=decoder.source,
    )


def _reading(decoder: Decoder, key: Scalar, record: Record) -> Reading:
    return Reading(
        key=key.text,
        reference=_key(decoder, key),
        value=record.get("value"),
        done=record.get("done"),
        chance=record.get("chance"),
        score=record.get("score"),
        confidence=record.get("confidence"),
        status=record.get("status") or "",
        note=record.get("note") or "",
        place=Place(source=decoder.source, pointer=("key_results", key.text)),
    )


def _key(decoder: Decoder, key: Scalar) -> Reference | None:
    """`objective#key-result`, `team/objective#key-result`, or a key result alone."""
    text = key.text.strip()
    found = parse_key(text)
    if found is None:
        decoder.fault(
            "wrong-type",
            key,
            f"`{text[:80]}` names no key result",
            "Write `objective#key-result`, or the key result's id alone.",
        )
        return None
    return found


def decode_review(decoder: Decoder, root: Node | None, file: ContentFile) -> Review:
    record = read_file_record(decoder, root, REVIEW, "a review")
    return Review(
        cycle=file.cycle,
        team=file.team,
        verdicts=tuple(
            Verdict(
                objective=key.text.strip(),
                decision=entry.get("decision") or "",
                carried_to=entry.get("carried_to"),
                scores=entry.get("scores") or (),
                place=Place(source=decoder.source, pointer=("objectives", key.text)),
            )
            for key, entry in record.get("objectives") or ()
        ),
        source=decoder.source,
    )


def decode_meeting(decoder: Decoder, root: Node | None, file: ContentFile) -> Meeting:
    record = read_file_record(decoder, root, MEETING, "a cross-team review")
    assert file.day is not None
    return Meeting(
        cycle=file.cycle,
        day=file.day,
        suffix=file.suffix,
        attendees=record.get("attendees") or (),
        source=decoder.source,
    )


def decode_kpi(decoder: Decoder, root: Node | None, file: ContentFile, table: tuple[str, str] | None) -> Kpi:
    """A KPI; `table` is the path and text of its CSV file, None where it has none."""
    record = read_file_record(decoder, root, KPI, "a KPI")
    low, high = record.get("at_least"), record.get("at_most")
    unit: Quantity | None = unit_named(record.get("unit")) if record.get("unit") else None
    for name, limit in (("at_least", low), ("at_most", high)):
        if limit is None or limit.bare:
            continue
        if unit is None:
            unit = limit
        elif limit.unit != unit.unit:
            decoder.fault(
                "mixed-units",
                record.at(name),
                f"`{name}: {limit.text}` is in `{limit.unit_text}`, but the KPI is in `{unit.unit_text}`",
                "Write all numbers of a KPI in one unit; nothing is converted.",
            )
    refuse_crossed_limits(decoder, record, low, high)
    readings = _kpi_readings(table[0], table[1], unit, decoder.report) if table else ()
    if unit is None:
        unit = next((reading.value for reading in readings if not reading.value.bare), None)

    def united(quantity: Quantity | None) -> Quantity | None:
        return quantity.with_unit_of(unit) if quantity and unit and quantity.bare else quantity

    return Kpi(
        id=file.name,
        name=record.get("name") or file.name,
        owner=record.get("owner") or "",
        unit=unit,
        at_least=united(low),
        at_most=united(high),
        readings=tuple(
            KpiReading(day=r.day, value=united(r.value) or r.value, line=r.line) for r in readings
        ),
        source=decoder.source,
        readings_source=SourceFile(path=table[0]) if table else None,
    )


def _kpi_readings(path: str, text: str, unit: Quantity | None, report: Report) -> tuple[KpiReading, ...]:
    """The lines of a KPI's CSV file, oldest first; of two on one day the later line."""
    source = SourceFile(path=path)
    lines = text.split("\n")
    by_day: dict[date, KpiReading] = {}

    def fault(rule: str, line: int, column: int, message: str, hint: str) -> None:
        end = len(lines[line - 1]) + 1 if line <= len(lines) else column
        span = Span(line=line, column=column, end_line=line, end_column=end)
        report(Finding(rule=rule, place=Place(source=source, span=span), message=message, hint=hint))

    if len(lines) > MOST_LINES:
        message = f"the table has more than {MOST_LINES:,} lines up to here"
        fault("unreadable-file", MOST_LINES + 1, 1, message, "Keep one line a day, and leave the oldest out.")
        return ()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        if len(line) > LONGEST_LINE:
            message = f"`{line[:40]}…` is not a date and a value"
            fault("wrong-type", number, 1, message, "Write one date and one value, like `2026-10-31,42%`.")
            continue
        try:
            cells = [cell.strip() for cell in next(csv.reader(io.StringIO(line), strict=True))]
            while len(cells) > 2 and not cells[-1]:  # as spreadsheets write empty columns
                cells.pop()
        except (csv.Error, StopIteration):
            fault("wrong-type", number, 1, "the quotes on this line are not closed", "Close them.")
            continue
        if [cell.lower() for cell in cells] == ["date", "value"]:
            continue
        first = not by_day and number == 1
        if len(cells) != 2:
            hint = "Write one date and one value, like `2026-10-31,42%`."
            if len(cells) == 1 and ";" in line:
                hint = "Use a comma between date and value, not a semicolon."
            elif len(cells) > 2:
                hint = f'A number with a comma needs quotes: `{cells[0]},"{",".join(cells[1:])}"`'
            if first and not re.match(r"[0-9]", line):
                hint = "Begin the file with the line `date,value`."
            fault("wrong-type", number, 1, f"`{line[:60]}` is not a date and a value", hint)
            continue
        try:
            day = date.fromisoformat(cells[0]) if re.fullmatch(r"[0-9-]{10}", cells[0]) else None
        except ValueError:
            day = None
        if day is None:
            hint = "Write year, month and day, like `2026-10-31`."
            if first:
                hint = "Begin the file with the line `date,value`."
            fault("wrong-type", number, 1, f"`{cells[0][:40]}` is no date", hint)
            continue
        column = line.index(",") + 2
        try:
            value = parse_quantity(cells[1])
        except NotANumber as error:
            words = str(error)
            fault(
                "wrong-type",
                number,
                column,
                f"`{cells[1][:40]}` is no number",
                f"{words[0].upper()}{words[1:]}.",
            )
            continue
        if unit is None and not value.bare:
            unit = value
        elif unit is not None and not value.bare and value.unit != unit.unit:
            fault(
                "mixed-units",
                number,
                column,
                f"`{value.text}` is in `{value.unit_text}`, but the KPI is in `{unit.unit_text}`",
                "Write all numbers of a KPI in one unit; nothing is converted.",
            )
            continue
        if day in by_day:
            fault(
                "reading-twice",
                number,
                1,
                f"there is already a value for {day} on line {by_day[day].line}; this one counts",
                "Delete one of the two.",
            )
        by_day[day] = KpiReading(day=day, value=value, line=number)
    return tuple(by_day[day] for day in sorted(by_day))
