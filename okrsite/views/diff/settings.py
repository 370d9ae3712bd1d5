"""What a change does to okrsite.yml, and to the files that pages show."""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import fields

from okrsite.settings import Bands, Cadence, Grades, RuleSetting, Settings
from okrsite.translation.dates import month_names
from okrsite.views.diff.fields import plain_diffs
from okrsite.views.diff.parts import FieldDiff
from okrsite.views.words import percent_text

WRITTEN_AS = {
    "fiscal_start": "fiscal_year_starts",
    "fiscal_named_for": "fiscal_year_named_for",
    "presets": "preset",
}
"""Settings that are called otherwise in okrsite.yml."""


def setting_diffs(old: Settings, new: Settings) -> tuple[FieldDiff, ...]:
    """The settings that differ, each by its name in okrsite.yml; rules and grades one by one."""
    return plain_diffs(dict(_written(old)), dict(_written(new)))


def _written(settings: Settings) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    for field in fields(settings):
        name, value = WRITTEN_AS.get(field.name, field.name), getattr(settings, field.name)
        match value:
            case Cadence():
                yield name, value.text
            case Grades():
                for ambition in ("roofshot", "moonshot"):
                    yield from _bands(f"{name}.{ambition}", getattr(value, ambition))
            case int():
                yield name, month_names()[value - 1] if field.name == "fiscal_start" else str(value)
            case str() if value:
                yield name, value
            case tuple() if field.name == "rules":
                for rule, setting in value:
                    yield from _rule(f"{name}.{rule}", setting)
            case tuple() if value:
                yield name, value


def _bands(name: str, bands: Bands) -> Iterator[tuple[str, str]]:
    for field in fields(bands):
        yield f"{name}.{field.name}", percent_text(getattr(bands, field.name))


def _rule(name: str, setting: RuleSetting) -> Iterator[tuple[str, str]]:
    if setting.level:
        yield name, setting.level
    for option, value in setting.options:
        yield f"{name}.{option}", value


def asset_diffs(
    old: Iterable[str], new: Iterable[str], renamed: Mapping[str, str], touched: Container[str]
) -> Iterator[FieldDiff]:
    """Files in `assets/` that came, went, have another name or are among those that were `touched`."""
    before, after = set(old), set(new)
    moved = {
        one: other for one, other in renamed.items() if one in before - after and other in after - before
    }
    for one, other in sorted(moved.items()):
        yield FieldDiff(field="renamed", old=one, new=other)
    for path in sorted(after - before - set(moved.values())):
        yield FieldDiff(field="added", old="", new=path)
    for path in sorted(path for path in before & after if path in touched):
        yield FieldDiff(field="changed", old=path, new=path)
    for path in sorted(before - after - moved.keys()):
        yield FieldDiff(field="removed", old=path, new="")
