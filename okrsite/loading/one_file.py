"""One file from its text to a value of the model, without the rest of the company around it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from okrsite.diagnostics import Finding
from okrsite.loading import nodes, yaml_reading
from okrsite.loading.decode_company import decode_company, decode_cycle, decode_settings, decode_team
from okrsite.loading.decode_objective import decode_objective
from okrsite.loading.decode_running import decode_check_in, decode_kpi, decode_meeting, decode_review
from okrsite.loading.decoder import Decoder
from okrsite.loading.discover import ContentFile
from okrsite.loading.reading import ODD_BREAKS, split_front_matter, unsaved_text
from okrsite.loading.yaml_losses import YamlFault
from okrsite.model.allowance import Allowance
from okrsite.settings import Settings
from okrsite.source import Place, SourceFile, Span

T = TypeVar("T")

Decode = Callable[[Decoder, nodes.Node | None, ContentFile], T | None]
Report = Callable[[Finding], None]

WITHOUT_FIELDS = frozenset({"company", "cycle", "meeting"})
"""Kinds of files that may be prose alone."""

DECODERS: Mapping[str, Decode[Any]] = {
    "team": decode_team,
    "objective": decode_objective,
    "check_in": decode_check_in,
    "review": decode_review,
    "meeting": decode_meeting,
}
"""For the kinds of files whose own text decides what they are; the others take something from another file
too."""

_DRAFT_LINE = re.compile(r"^status:[ \t]*[\"']?draft[\"']?[ \t]*(#.*)?$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What reading one file gave: a value of the model (None where it can't be read), what was found on the
    way, what the file is allowed, and whether it is a draft that can't be read."""

    value: Any
    findings: tuple[Finding, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    broken_draft: bool = False


def read_one(file: ContentFile, text: str, decode: Decode[T]) -> Outcome:
    """What the text of a Markdown file gives."""
    found: list[Finding] = []
    source = split_front_matter(text, file.path, found.append, needed=file.kind not in WITHOUT_FIELDS)
    written = text if found else source.front or ""
    root, readable = (None, False) if found else fields_of(source, found.append)
    if not readable:
        draft = file.kind == "objective" and says_draft(written)
        return Outcome(value=None, findings=tuple(found), broken_draft=draft)
    decoder = Decoder(source, found.append, line_offset=source.front_line - 1)
    value = decode(decoder, root, file)
    return Outcome(
        value=value,
        findings=tuple(found),
        allowances=tuple(
            Allowance(rule=rule, reason=reason, place=Place(source=source).name_of("allow", rule))
            for rule, reason in decoder.allowed
        ),
    )


def says_draft(text: str) -> bool:
    """Whether a line says that an objective is a draft, be the others as they may."""
    return bool(_DRAFT_LINE.search(text))


def settings_in(path: str, text: str, report: Report) -> Settings:
    """The settings that a text gives; those of a new site where it can't be read."""
    source = SourceFile(path=path, front=text.translate(ODD_BREAKS), front_line=1)
    root, readable = fields_of(source, report)
    return decode_settings(Decoder(source, report), root) if readable else Settings()


def findings_alone(file: ContentFile, text: str, settings: Settings) -> tuple[Finding, ...]:
    """What is wrong with the text of a file that is seen alone: what the rules add needs all the others."""
    found: list[Finding] = []
    readable = unsaved_text(text, file.path, found.append)
    if readable is None:
        return tuple(found)
    if file.kind == "settings":
        settings_in(file.path, readable, found.append)
        return tuple(found)
    decoders: dict[str, Decode[Any]] = {
        "company": lambda decoder, root, _: decode_company(decoder, root),
        "cycle": lambda decoder, root, file: decode_cycle(decoder, root, file.cycle, settings),
        "kpi": lambda decoder, root, file: decode_kpi(decoder, root, file, None),
        **DECODERS,
    }
    decode = decoders.get(file.kind)
    return read_one(file, readable, decode).findings if decode else ()


def fields_of(source: SourceFile, report: Report) -> tuple[nodes.Node | None, bool]:
    """The YAML of a file as nodes, and whether it could be read."""
    if source.front is None:
        return None, True
    root, faults = yaml_reading.parse(source.front)
    if root is not None and not root.has_fields:
        at = root.start
        faults.append(
            YamlFault(
                rule="wrong-type",
                line=at[0],
                column=at[1],
                message="there are no fields here",
                hint="Write each field on a line of its own: `name: value`.",
            )
        )
        root = None
    for fault in faults:
        line, column = fault.line + source.front_line, fault.column + 1
        span = Span(line=line, column=column, end_line=line, end_column=column + 1)
        report(
            Finding(
                rule=fault.rule,
                place=Place(source=source, span=span),
                message=fault.message,
                hint=fault.hint,
            )
        )
    return root, root is not None or not faults
