"""Settings, cycles and teams."""

from okrsite.loading.decoder import Decoder, read_file_record
from okrsite.loading.discover import ContentFile
from okrsite.loading.fields import COMPANY, CYCLE, SETTINGS, TEAM
from okrsite.loading.nodes import Node
from okrsite.model.cycle import Cycle, cycle_dates, nearest_cycle_name
from okrsite.model.team import Team
from okrsite.settings import Cadence, Grades, Settings
from okrsite.source import SourceFile


def decode_settings(decoder: Decoder, root: Node | None) -> Settings:
    """okrsite.yml; what is missing or faulty (and reported) takes its default."""
    record = read_file_record(decoder, root, SETTINGS, "okrsite.yml")
    return Settings(
        company=record.get("company") or "",
        url=record.get("url") or "",
        language=record.get("language") or "en",
        content_language=record.get("content_language") or "",
        time_zone=record.get("time_zone") or "UTC",
        fiscal_start=record.get("fiscal_year_starts") or 1,
        fiscal_named_for=record.get("fiscal_year_named_for") or "end",
        check_in_every=record.get("check_in_every") or Cadence(),
        repository=(record.get("repository") or "").rstrip("/"),
        branch=record.get("branch") or "main",
        forge=record.get("forge") or "",
        authors=record.get("authors") or "name",
        theme=record.get("theme") or "default",
        presets=record.get("preset") or (),
        rules=record.get("rules") or (),
        grades=record.get("grades") or Grades(),
        source=decoder.source,
    )


def decode_company(decoder: Decoder, root: Node | None) -> tuple[SourceFile, str]:
    """The company's own page, and its heading, which may be empty."""
    record = read_file_record(decoder, root, COMPANY, "the company's index.md")
    return decoder.source, record.get("title") or ""


def decode_cycle(decoder: Decoder | None, root: Node | None, name: str, settings: Settings) -> Cycle | None:
    """A cycle by its name and, where there is one, its index.md (`decoder`); None where it has no dates."""
    named = cycle_dates(name, fiscal_start=settings.fiscal_start, named_for=settings.fiscal_named_for)
    if decoder is None:
        return Cycle(id=name, title=name, starts=named[0], ends=named[1]) if named else None
    record = read_file_record(decoder, root, CYCLE, "a cycle's index.md")
    starts, ends = record.get("starts"), record.get("ends")
    if named:
        starts, ends = starts or named[0], ends or named[1]
    given = (("starts", starts), ("ends", ends))
    missing = [field for field, value in given if value is None and not record.has(field)]
    if missing:
        fields = " and ".join(f"`{field}`" for field in missing)
        near = nearest_cycle_name(name)
        decoder.fault(
            "bad-cycle-name",
            record.node,
            f"the name `{name}` gives no dates, so the cycle needs {fields}",
            (f"Rename the folder to `{near}`, or write the dates" if near else "Write them")
            + " between the two lines of `---` in this file, like `starts: 2026-09-01`.",
        )
    if starts and ends and ends < starts:
        decoder.fault(
            "wrong-type",
            record.at("ends" if record.has("ends") else "starts"),
            f"the cycle ends ({ends}) before it starts ({starts})",
            "Check the two dates.",
        )
        return None
    if starts is None or ends is None:
        return None
    return Cycle(id=name, title=record.get("title") or name, starts=starts, ends=ends, source=decoder.source)


def decode_team(decoder: Decoder, root: Node | None, file: ContentFile) -> Team:
    """A team; one without a name goes by its id."""
    record = read_file_record(decoder, root, TEAM, "a team")
    return Team(
        id=file.name,
        name=record.get("name") or file.name,
        parent=record.get("parent") or "",
        lead=record.get("lead") or "",
        members=record.get("members") or (),
        handles=record.get("handles") or (),
        since=record.get("since") or "",
        until=record.get("until") or "",
        succeeded_by=record.get("succeeded_by") or (),
        formerly=record.get("formerly") or (),
        unclear=record.unclear,
        source=decoder.source,
    )
