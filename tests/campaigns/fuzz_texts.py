"""Fuzzed: single values. Numbers, references, the names of cycles, dates, prose, and texts that are written
into files and read again."""

import csv
import io
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from fuzz_engine import Broken, Target

from okrsite.exchange.delimited import guarded, unguarded
from okrsite.exchange.importing.found import day_of
from okrsite.loading import yaml_reading
from okrsite.loading.discover import classify
from okrsite.loading.nodes import Mapping, Scalar
from okrsite.loading.one_file import findings_alone
from okrsite.model.cycle import cycle_dates, nearest_cycle_name
from okrsite.model.quantity import LOOK as NUMBER_LOOK, NotANumber, parse_quantity
from okrsite.model.reference import LOOK as REFERENCE_LOOK, id_like, is_id, parse_key, parse_reference
from okrsite.prose.addresses import is_local, is_outside
from okrsite.prose.html import headings, plain_html, to_html
from okrsite.prose.links import links
from okrsite.prose.parts import lead, sections, words_of
from okrsite.settings import Settings
from okrsite.writing.ids import id_from
from okrsite.writing.scalars import field, one_line, reads_back

REPOSITORY = Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "content"


def text_in(data: bytes) -> str:
    """The text of an input; what is no UTF-8 becomes lone surrogates, as in the arguments of a command."""
    return data.decode("utf-8", "surrogateescape")


def file_text(data: bytes) -> str:
    """The text of an input, as it is when it was read from a file."""
    return data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def _lines(text: str) -> list[bytes]:
    return [line.encode() for line in text.split("|")]


def numbers(data: bytes) -> None:
    """A number is read or refused with a sentence; what is read fits the schema, and reads the same again."""
    text = text_in(data)
    try:
        quantity = parse_quantity(text)
    except NotANumber as refusal:
        if not str(refusal).strip():
            raise Broken("a number is refused without a word") from refusal
        return
    if not re.fullmatch(NUMBER_LOOK, text, re.DOTALL) and text == text.strip():
        raise Broken("a number is read that the schema refuses")
    if not quantity.number.is_finite():
        raise Broken("a number is not finite")
    again = parse_quantity(quantity.figure)
    if again.number != quantity.number:
        raise Broken("a figure does not read back")
    if reads_back(quantity) and parse_quantity(quantity.text).text != quantity.text:
        raise Broken("a number changes each time that it is written")


def references(data: bytes) -> None:
    """What is read as a reference is one: its parts put together are what was written."""
    text = text_in(data)
    found = parse_reference(text)
    if found is not None:
        parts = "/".join(part for part in (found.cycle, found.team, found.objective) if part)
        if parts + (f"#{found.key_result}" if found.key_result else "") != text.strip():
            raise Broken("a reference is not what was written")
        if not re.fullmatch(REFERENCE_LOOK, text.strip()):
            raise Broken("a reference is read that the schema refuses")
    parse_key(text)
    near = id_like(text)
    if near and not is_id(near) and parse_reference(near) is None:
        raise Broken("the id that is offered is none")
    made = id_from(text, "objective", {"objective"})
    if not is_id(made):
        raise Broken("an id is made that is none")


def cycles(data: bytes) -> None:
    """A cycle's name gives no dates, or days in their order; the name that is offered gives some."""
    name = text_in(data)
    for month in (1, 2, 7, 12):
        for named_for in ("start", "end"):
            found = cycle_dates(name, fiscal_start=month, named_for=named_for)
            if found is not None and found[0] > found[1]:
                raise Broken("a cycle ends before it begins")
    near = nearest_cycle_name(name)
    if near and cycle_dates(near) is None:
        raise Broken("the cycle that is offered has no dates")
    for path in (f"{name}/ovens/warm.md", f"2026-Q4/ovens/checkins/{name}.md", f"{name}/index.md"):
        classify(EXAMPLE, path)


def dates(data: bytes) -> None:
    """A day is read or refused, in content and in what is imported."""
    text = text_in(data)
    found = day_of(text)
    if found is not None and day_of(found.isoformat()) != found and found.year >= 1000:
        raise Broken("a day does not read back")
    file = classify(EXAMPLE, "2026-Q4/index.md")
    assert file is not None
    written = f"---\nstarts: {file_text(data)}\nends: {date(2026, 12, 31)}\n---\n"
    for finding in findings_alone(file, written, Settings()):
        if not finding.message or not finding.hint:
            raise Broken("a finding without words")


class _Markup(HTMLParser):
    """Looks whether prose made any markup of its own."""

    ALLOWED = frozenset(
        (
            *("p", "h1", "h2", "h3", "h4", "h5", "h6", "a", "em", "strong", "s", "code", "pre", "blockquote"),
            *("ul", "ol", "li", "hr", "br", "img", "table", "thead", "tbody", "tr", "th", "td", "div"),
        )
    )
    ATTRIBUTES = frozenset(
        ("href", "src", "alt", "title", "class", "id", "start", "tabindex", "rel", "loading")
    )

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.ALLOWED:
            raise Broken(f"prose makes a tag: {tag}")
        for name, value in attrs:
            if name not in self.ATTRIBUTES:
                raise Broken(f"prose makes an attribute: {name}")
            if name in ("href", "src") and not (is_outside(value or "") or is_local(value or "")):
                raise Broken("prose leads to an address of another kind")
            if name == "src" and is_outside(value or ""):
                raise Broken("prose loads something from elsewhere")

    def handle_comment(self, data: str) -> None:
        raise Broken(f"prose makes a comment: {data[:40]}")


def prose(data: bytes) -> None:
    """Prose becomes harmless markup, whoever asks for it in whichever form."""
    text = file_text(data)
    html = to_html(text, anchors=True)
    parser = _Markup(convert_charrefs=True)
    parser.feed(html)
    parser.close()
    plain = plain_html(text)
    if plain is not None and plain != to_html(text):
        raise Broken("the short way to markup gives another one")
    headings(text)
    sections(text)
    lead(text)
    words_of(text)
    lines = text.split("\n")
    for link in links(text):
        if not (1 <= link.line <= len(lines) and 1 <= link.column <= len(lines[link.line - 1]) + 1):
            raise Broken("a link stands outside of its text")


def written(data: bytes) -> None:
    """A text that is written into a field or a cell is read again to the letter."""
    text = text_in(data)
    try:
        line = one_line(text)
    except ValueError:
        line = ""
    for value in (line, "\n".join(part.strip() for part in file_text(data).split("\n")).strip()):
        if any(not sign.isprintable() and sign != "\n" for sign in value):
            continue
        lines = field("title", value)
        if max(map(len, (value, *lines))) > yaml_reading.LONGEST:
            continue  # what writes says so, and the check does
        root, faults = yaml_reading.parse("\n".join(lines))
        found = root.get("title") if isinstance(root, Mapping) else None
        if faults or not isinstance(found, Scalar) or found.text != value:
            raise Broken("a text that was written into a field is read as another")
        if unguarded(guarded(value)) != value:
            raise Broken("a guarded cell is read as another")
        buffer = io.StringIO(newline="")
        csv.writer(buffer).writerow([guarded(value), "end"])
        buffer.seek(0)
        row = next(csv.reader(buffer))
        if [unguarded(cell) for cell in row] != [value, "end"]:
            raise Broken("a cell is read as another")


def _prose_seeds() -> list[bytes]:
    files = [*sorted(EXAMPLE.rglob("*.md"))[:60], REPOSITORY / "README.md"]
    odd = (
        'a | b\n--- | :-:\nc | [d](e.md)\n\n![p](a/p.png "t")\n\n<b onclick=x>\n\n[x]: javascript:1\n\n[x]\n'
    )
    return [odd.encode(), *(file.read_bytes()[:3000] for file in files)]


TARGETS = (
    Target(
        name="numbers",
        what="figures with signs, currencies, multipliers and units",
        seeds=lambda: _lines(
            "42%|$2.5k|1,500|1.2M|3.5 days|-4|0.5 pp|€ 1'500.25|+3|−2bn|120 ms|7 per user|1e3|10-20"
        ),
        attempt=numbers,
        share=20,
    ),
    Target(
        name="references",
        what="references, keys of check-ins, ids made of titles",
        seeds=lambda: _lines(
            "warm-at-six|ovens/warm-at-six|2026-Q4/ovens/warm-at-six#on-time|#a|fy27/a/b|Have warm loaves"
        ),
        attempt=references,
        share=20,
    ),
    Target(
        name="cycle-names",
        what="names of cycles and of files named for a day",
        seeds=lambda: _lines(
            "2026|2026-Q4|2026-H1|FY27|FY27-Q2|fy2027 q1|q4-2026|2026Q4|summer-push|2026-10-16-ada"
        ),
        attempt=cycles,
        share=14,
    ),
    Target(
        name="dates",
        what="days in content and in imports",
        seeds=lambda: _lines(
            "2026-10-16|16.10.2026|10/16/2026|16 Oct 2026|October 16, 2026|2026/1/1|2026-10-16T12:00"
        ),
        attempt=dates,
        share=10,
    ),
    Target(
        name="prose",
        what="Markdown: harmless markup only",
        seeds=_prose_seeds,
        attempt=prose,
        share=6,
    ),
    Target(
        name="written",
        what="texts written into fields and cells, and read again",
        seeds=lambda: _lines(
            "Fix: the thing|- a|# b|'|\"x\" y|@name|**Win**|>= 5|null|1:30|=SUM(A1)|two\nlines|'=a|''=a"
        ),
        attempt=written,
        share=14,
    ),
)
