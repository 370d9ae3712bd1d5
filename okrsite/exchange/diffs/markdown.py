"""A change as Markdown for one comment on a pull request, on GitHub and on GitLab.

The first line is a mark that nobody sees: by it automation finds the comment that it wrote, and updates it.
No line begins with a text of somebody's: GitLab would read `/close` there as a command.
"""

from collections.abc import Iterator

from okrsite.exchange.diffs.escaping import code, escaped
from okrsite.exchange.diffs.outline import Piece, Row, Section, compared, nothing, spelling
from okrsite.exchange.diffs.sections import CLOSED, GOALPOSTS, alarm_step, sections
from okrsite.views.diff.parts import Alarm, DiffView
from okrsite.views.words import count, listed

MARK = "<!-- okrsite diff -->"

LIMIT = 65_000
"""Characters of a comment; GitHub takes 65,536."""
ALARMS = 40_000
"""Of them, for the tables of moved goalposts at most."""
CLOSING = 1_500
"""Of them, for what stands at the end."""
SHARE = 2_500
"""Of them, for each section, though one before it be long."""
MOST_LINES = 60
"""So many lines are told of one objective, say."""


def markdown(view: DiffView) -> str:
    """The whole comment; what does not fit is left out, section by section, and that is said."""
    page = _Page()
    page.add(f"{MARK}\n### What this changes in the OKRs\n\n")
    if view.nothing:
        page.add(f"{escaped(nothing(view))}\n")
    else:
        counts = (f"**{one.text}**" if one.alarm else one.text for one in view.summary)
        page.add(f"{', '.join(counts)}\n")
    for title, alarms in ((GOALPOSTS, view.goalposts), (CLOSED, view.closed)):
        if alarms:
            page.table(title, alarms)
    folded = [
        (section, tuple("".join(_cut(tuple(_lines(row, 0)))) for row in section.rows))
        for section in sections(view)
        if section.title not in (GOALPOSTS, CLOSED)
    ]
    for number, (section, items) in enumerate(folded):
        others = sum(min(sum(map(_size, after)), SHARE) for _, after in folded[number + 1 :])
        page.fold(section, items, LIMIT - CLOSING - others)
    closing = [spelling(view), "" if view.nothing else escaped(compared(view)), page.left_out()]
    closing = [f"<sub>{sentence}</sub>" for sentence in closing if sentence]
    return page.text + ("\n" + "<br>\n".join(closing) + "\n" if closing else "")


class _Page:
    """A comment as it grows."""

    def __init__(self) -> None:
        self.text = ""
        self.size = 0
        self.missing: list[str] = []

    def add(self, text: str) -> None:
        self.text += text
        self.size += _size(text)

    def table(self, title: str, alarms: tuple[Alarm, ...]) -> None:
        """Broken promises, which nobody has to unfold."""
        self.add(
            f"\n#### {title}\n\n| objective | what | before | now | |\n| --- | --- | --- | --- | --- |\n"
        )
        for number, alarm in enumerate(alarms):
            line = _alarm_line(alarm)
            if self.size + _size(line) > ALARMS:
                self.missing.append(f"{len(alarms) - number:,} of the {title.lower()}")
                return
            self.add(line)

    def fold(self, section: Section, items: tuple[str, ...], limit: int) -> None:
        """A section to unfold, with as many of its items as there is room for."""
        tally = f": {section.tally}" if section.tally else ""
        head = f"\n<details{' open' if section.alarm else ''}>\n<summary>{section.title}{tally}</summary>\n\n"
        end = "\n</details>\n"
        room = limit - self.size - _size(head) - _size(end)
        shown = 0
        while shown < len(items) and room >= _size(items[shown]):
            room -= _size(items[shown])
            shown += 1
        if shown < len(items):
            self.missing.append(count(len(items) - shown, section.unit))
        if shown:
            self.add(f"{head}{''.join(items[:shown])}{end}")

    def left_out(self) -> str:
        """What there was no room for; empty where all is there."""
        if not self.missing:
            return ""
        missing = listed(self.missing)
        return f"Left out, as a comment can only be so long: {missing}. <code>okrsite diff</code> shows all."


def _alarm_line(alarm: Alarm) -> str:
    """A row of the table: what is taken out or comes anew has no old and new."""
    if alarm.objective is not None:
        where = " · ".join(part for part in (alarm.team.title if alarm.team else "", alarm.cycle) if part)
        objective = f"**{escaped(alarm.objective.title)}**<br>{escaped(where)}"
    else:
        name = f"{alarm.team.title} · {alarm.cycle}" if alarm.team else f"Cycle {alarm.cycle}"
        objective = f"**{escaped(name)}**"
    parts = (escaped(alarm.key_result.title) if alarm.key_result else "", f"*{escaped(alarm.field)}*")
    what = ": ".join(part for part in parts if part.strip("*")) or "the objective"
    if alarm.what == "changed":
        cells = (
            escaped(alarm.old) or "–",
            escaped(alarm.new) or "–",
            f"**{alarm.effect}**" if alarm.effect else "",
        )
    else:
        cells = ("", "", "".join(_piece(piece) for piece in alarm_step(alarm)))
    return f"| {objective} | {what} | {' | '.join(cells)} |\n"


def _lines(row: Row, depth: int) -> Iterator[str]:
    yield f"{'  ' * depth}- {''.join(_piece(piece) for piece in row.pieces)}\n"
    for below in row.rows:
        yield from _lines(below, depth + 1)


def _cut(lines: tuple[str, ...]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return lines
    return (*lines[: MOST_LINES - 1], f"  - … and {len(lines) - MOST_LINES + 1:,} more lines\n")


def _piece(piece: Piece) -> str:
    """A piece with its marks, which close to no space: they would be no marks then."""
    if piece.role in {"code", "written"}:
        return code(piece.text)
    begin = " " if piece.text[:1].isspace() else ""
    end = " " if piece.text[-1:].isspace() and piece.text.strip() else ""
    marks = {"title": "**", "new": "**", "alarm": "**", "name": "*"}.get(piece.role, "")
    words = escaped(piece.text)
    return f"{begin}{marks}{words}{marks}{end}" if words else begin


def _size(text: str) -> int:
    """How long a text is as forges count: characters outside the first 65,536 are two."""
    return len(text.encode("utf-16-le", "replace")) // 2
