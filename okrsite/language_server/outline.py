"""What a file consists of: its objective, key results and initiatives, or what it reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from okrsite.language_server.lines import Stretch
from okrsite.language_server.parsed import Parsed
from okrsite.loading.discover import ContentFile
from okrsite.loading.nodes import Mapping, Node, Scalar, Sequence

Sort = Literal["objective", "key result", "initiative", "reading", "team", "kpi"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something in a file. `at` is where its name stands, `whole` all that belongs to it."""

    sort: Sort
    name: str
    detail: str
    at: Stretch
    whole: Stretch
    inner: tuple["Entry", ...] = ()


def outline(file: ContentFile, parsed: Parsed) -> tuple[Entry, ...]:
    """What a file consists of, in its order."""
    root = parsed.root
    if root is None:
        return ()
    if file.kind == "objective":
        inner = (*_listed(parsed, root, "key_results", "id", "key result"), *_initiatives(parsed, root))
        return _whole_file(parsed, root, "objective", "title", inner, file.name)
    if file.kind in {"check_in", "review"}:
        return tuple(_named(parsed, root.get("key_results" if file.kind == "check_in" else "objectives")))
    if file.kind in {"team", "kpi"}:
        return _whole_file(parsed, root, "team" if file.kind == "team" else "kpi", "name", (), file.name)
    return ()


def _whole_file(
    parsed: Parsed, root: Mapping, sort: Sort, field: str, inner: tuple[Entry, ...], id: str
) -> tuple[Entry, ...]:
    title = root.get(field)
    at = parsed.stretch(title if title is not None else root)
    last = max(len(parsed.lines) - 1, 0)
    whole = Stretch(0, 0, last, len(parsed.lines[last]))
    return (Entry(sort=sort, name=_text(title) or id, detail=id, at=at, whole=whole, inner=inner),)


def _listed(parsed: Parsed, root: Mapping, field: str, named: str, sort: Sort) -> Iterator[Entry]:
    for item in _items(root.get(field)):
        if isinstance(item, Mapping):
            title, id = item.get("title"), item.get(named)
            shown = title if _text(title) else id
            if shown is not None and _text(shown):
                yield _entry(parsed, sort, _text(shown), _text(id) if named == "id" else "", shown, item)


def _initiatives(parsed: Parsed, root: Mapping) -> Iterator[Entry]:
    return _listed(parsed, root, "initiatives", "title", "initiative")


def _named(parsed: Parsed, node: Node | None) -> Iterator[Entry]:
    for key, value in node.entries if isinstance(node, Mapping) else ():
        if key.text.strip():
            yield _entry(parsed, "reading", key.text, "", key, value)


def _entry(parsed: Parsed, sort: Sort, name: str, detail: str, shown: Node, whole: Node) -> Entry:
    at, around = parsed.stretch(shown), parsed.stretch(whole)
    begin = min((at.line, at.start), (around.line, around.start))
    end = max((at.end_line, at.end), (around.end_line, around.end))
    return Entry(sort=sort, name=name, detail=detail, at=at, whole=Stretch(*begin, *end))


def _items(node: Node | None) -> list[Node]:
    return node.items if isinstance(node, Sequence) else [node] if node is not None else []


def _text(node: Node | None) -> str:
    return " ".join(node.text.split()) if isinstance(node, Scalar) else ""
