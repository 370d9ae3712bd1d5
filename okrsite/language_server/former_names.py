"""The field `formerly`, written into a file that YAML has read: what a thing used to be called."""

from okrsite.language_server.edits import Edit
from okrsite.language_server.lines import Stretch
from okrsite.language_server.parsed import Parsed
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence

FIELD = "formerly"


def remembering(
    path: str, parsed: Parsed, group: Mapping, old: str, *, after: str, dead: str = ""
) -> Edit | None:
    """The edit after which a group of fields says that it was once called `old`.

    A new field stands below the field `after`. `dead` is a name in the list that is its own again: `old`
    takes its place. None where it says so already, or where nobody can tell how to write it.
    """
    value = group.get(FIELD)
    listed = value.items if isinstance(value, Sequence) else [value] if value is not None else []
    names = [item for item in listed if isinstance(item, Scalar) and item.text.strip()]
    if any(name.text.strip() == old for name in names):
        return None
    for name in names:
        if dead and name.text.strip() == dead:
            return Edit(path, parsed.stretch(name), old)
    if value is None:
        return _new_field(path, parsed, group, old, after)
    if isinstance(value, Scalar):
        return _beside_single(path, parsed, group, value, old)
    return _in_list(path, parsed, value, old) if isinstance(value, Sequence) else None


def _new_field(path: str, parsed: Parsed, group: Mapping, old: str, after: str) -> Edit | None:
    found = next(((key, value) for key, value in group.entries if key.text == after), None)
    if found is None:
        return None
    key, value = found
    if group.flow:
        at = parsed.stretch(value)
        return Edit(path, Stretch.within(at.end_line, at.end, at.end), f", {FIELD}: {old}")
    last = _last_line(parsed, group, value)
    return _line_below(path, parsed, last, f"{' ' * key.start[1]}{FIELD}: {old}")


def _last_line(parsed: Parsed, group: Mapping, value: Node) -> int:
    """The last line of a field in a group: a text in several lines may end where the next field begins."""
    last = parsed.stretch(value).end_line
    following = [key.start[0] + parsed.first for key, _ in group.entries]
    last = min([last, *(line - 1 for line in following if line > parsed.stretch(value).line)])
    while last > parsed.stretch(value).line and not parsed.lines[last].strip():
        last -= 1
    return last


def _line_below(path: str, parsed: Parsed, line: int, text: str) -> Edit:
    end = len(parsed.lines[line])
    return Edit(path, Stretch.within(line, end, end), f"\n{text}")


def _beside_single(path: str, parsed: Parsed, group: Mapping, value: Scalar, old: str) -> Edit | None:
    """One name where there is none, or one already."""
    at = parsed.stretch(value)
    if value.text.strip():
        written = parsed.lines[at.line][at.start : at.end]
        return Edit(path, at, f"[{written}, {old}]") if at.line == at.end_line else None
    key = next(key for key, _ in group.entries if key.text == FIELD)
    end = parsed.stretch(key)
    colon = parsed.lines[end.line].find(":", end.end) + 1
    if not value.plain:  # empty quotes
        return Edit(path, at, old)
    if parsed.lines[end.line][colon:].strip():  # a comment
        return _line_below(path, parsed, end.line, f"{' ' * (key.start[1] + 2)}- {old}")
    return Edit(path, Stretch.within(end.line, colon, colon), f" {old}") if colon else None


def _in_list(path: str, parsed: Parsed, value: Sequence, old: str) -> Edit | None:
    if not value.items:
        return Edit(path, parsed.stretch(value), f"[{old}]") if value.flow else None
    last = parsed.stretch(value.items[-1])
    if value.flow:
        return Edit(path, Stretch.within(last.end_line, last.end, last.end), f", {old}")
    hyphen = parsed.lines[last.line].rfind("-", 0, last.start)
    return _line_below(path, parsed, last.end_line, f"{' ' * hyphen}- {old}") if hyphen >= 0 else None
