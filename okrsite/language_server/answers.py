"""What the server knows, in the words of the protocol."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from okrsite.diagnostics import Severity
from okrsite.language_server.addresses import address_of
from okrsite.language_server.edits import Change
from okrsite.language_server.findings import Shown
from okrsite.language_server.lines import Encoding, Stretch, column, units
from okrsite.language_server.outline import Entry
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.suggesting import Sort, Suggestion, Suggestions

SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
}
ITEMS: Mapping[Sort, types.CompletionItemKind] = {
    "field": types.CompletionItemKind.Field,
    "word": types.CompletionItemKind.EnumMember,
    "reference": types.CompletionItemKind.Reference,
    "key result": types.CompletionItemKind.Value,
    "team": types.CompletionItemKind.Module,
    "kpi": types.CompletionItemKind.Unit,
    "cycle": types.CompletionItemKind.Constant,
    "rule": types.CompletionItemKind.Keyword,
}
SYMBOLS = {
    "objective": types.SymbolKind.Class,
    "key result": types.SymbolKind.Field,
    "initiative": types.SymbolKind.Event,
    "reading": types.SymbolKind.Number,
    "team": types.SymbolKind.Module,
    "kpi": types.SymbolKind.Variable,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How an editor is spoken to: how it counts columns, and what it can take.

    `addresses` and `versions` are those of the documents that it has open in a content folder, by path.
    """

    encoding: Encoding
    content: Path
    addresses: Mapping[str, str]
    versions: Mapping[str, int]
    related: bool = False
    page: bool = False
    versioned: bool = False

    def address(self, path: str) -> str:
        return self.addresses.get(path) or address_of(self.content / path)

    def range(self, at: Stretch, lines: Sequence[str]) -> types.Range:
        return types.Range(
            start=self.position(at.line, at.start, lines), end=self.position(at.end_line, at.end, lines)
        )

    def position(self, line: int, start: int, lines: Sequence[str]) -> types.Position:
        text = lines[line] if line < len(lines) else ""
        return types.Position(line=line, character=units(text, start, self.encoding))

    def place(self, position: types.Position, lines: Sequence[str]) -> tuple[int, int]:
        """A line and a column in characters."""
        text = lines[position.line] if position.line < len(lines) else ""
        return position.line, column(text, position.character, self.encoding)

    def location(self, path: str, at: Stretch, lines: Sequence[str]) -> types.Location:
        return types.Location(uri=self.address(path), range=self.range(at, lines))

    def diagnostics(
        self, found: Iterable[Shown], lines: Sequence[str], titles: Mapping[str, str]
    ) -> list[types.Diagnostic]:
        """Findings in a file; `titles` are those of other files that they may speak of, by path."""
        return [self.diagnostic(one, lines, titles) for one in found]

    def diagnostic(self, one: Shown, lines: Sequence[str], titles: Mapping[str, str]) -> types.Diagnostic:
        about = None
        if self.related and one.about in titles:
            start = types.Position(line=0, character=0)
            where = types.Location(uri=self.address(one.about), range=types.Range(start=start, end=start))
            about = [types.DiagnosticRelatedInformation(location=where, message=titles[one.about])]
        return types.Diagnostic(
            range=self.range(one.at, lines),
            message=one.message,
            severity=SEVERITIES[one.severity],
            code=one.rule,
            code_description=types.CodeDescription(href=one.page) if self.page and one.page else None,
            source="okrsite",
            related_information=about,
        )

    def completions(self, found: Suggestions, at: Stretch, lines: Sequence[str]) -> types.CompletionList:
        """Suggestions that take the place of a stretch."""
        where = self.range(at, lines)
        return types.CompletionList(
            is_incomplete=not found.all,
            items=[self.completion(one, number, where) for number, one in enumerate(found.items)],
        )

    def completion(self, one: Suggestion, number: int, where: types.Range) -> types.CompletionItem:
        word = one.word
        return types.CompletionItem(
            label=word.text,
            kind=ITEMS[word.sort],
            detail=word.detail or None,
            documentation=markdown(word.about) if word.about else None,
            sort_text=f"{number:05}",
            filter_text=one.seek,
            text_edit=types.TextEdit(range=where, new_text=one.written),
        )

    def symbols(self, entries: Iterable[Entry], lines: Sequence[str]) -> list[types.DocumentSymbol]:
        return [
            types.DocumentSymbol(
                name=entry.name,
                detail=entry.detail or None,
                kind=SYMBOLS[entry.sort],
                range=self.range(entry.whole, lines),
                selection_range=self.range(entry.at, lines),
                children=self.symbols(entry.inner, lines),
            )
            for entry in entries
        ]

    def workspace_edit(self, change: Change, snapshot: Snapshot) -> types.WorkspaceEdit:
        """A change as the editor should make it: what is written first, then what is moved."""
        edits: dict[str, list[types.TextEdit]] = {}
        for edit in change.edits:
            where = self.range(edit.stretch, snapshot.lines(edit.path))
            edits.setdefault(edit.path, []).append(types.TextEdit(range=where, new_text=edit.text))
        if not self.versioned:
            return types.WorkspaceEdit(changes={self.address(path): made for path, made in edits.items()})
        written = [
            types.TextDocumentEdit(
                text_document=types.OptionalVersionedTextDocumentIdentifier(
                    uri=self.address(path), version=self.versions.get(path)
                ),
                edits=list(made),
            )
            for path, made in edits.items()
        ]
        moved = [
            types.RenameFile(old_uri=self.address(move.old), new_uri=address_of(self.content / move.new))
            for move in change.moves
        ]
        return types.WorkspaceEdit(document_changes=[*written, *moved])


def markdown(text: str) -> types.MarkupContent:
    return types.MarkupContent(kind=types.MarkupKind.Markdown, value=text)
