"""The language server as an editor meets it: a real client drives `okrsite lsp`."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from an_editor import Editor, between, capabilities, do, editing, path_of, position
from lsprotocol import types
from project import environment, program
from pygls.exceptions import JsonRpcException
from typed_company import FILES, found, write

OBJECTIVE = "content/2026-Q4/ovens/warm-at-six.md"
VANS = "content/2026-Q4/vans/short-way.md"
CHECK_IN = "content/2026-Q4/ovens/checkins/2026-11-06.md"


def project(folder: Path, changes: dict[str, str] | None = None) -> Path:
    """A folder with the content in `content/`."""
    write(folder / "content", changes)
    return folder


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    """An editor for tests that leave everything as it was."""
    with editing(project(tmp_path_factory.mktemp("bäckerei of mine"))) as made:
        made.open(OBJECTIVE)
        made.open(VANS)
        yield made


def text_of(path: str) -> str:
    return FILES[path.removeprefix("content/")]


# findings


def test_findings_while_typing_and_when_they_are_settled(editor: Editor) -> None:
    text = text_of(VANS)
    editor.type(VANS, text.replace("parent: company/every-street", "parent: company/every-streat"))
    (shown,) = editor.wait_for(VANS, "parent-not-found")
    assert shown.source == "okrsite"
    assert shown.severity is types.DiagnosticSeverity.Error
    assert shown.message.endswith("Did you mean `company/every-street`?")
    assert between(text.replace("every-street", "every-streat"), shown.range) == "company/every-streat"
    editor.type(VANS, text.replace("to: 20 minutes", "to: fast").replace("title: Take", "titel: Take"))
    editor.wait_for(VANS, "missing-field", "unknown-field", "wrong-type")
    editor.type(VANS, text)
    editor.wait_for(VANS)


def test_findings_in_files_that_are_not_open(editor: Editor) -> None:
    """What is typed here breaks what stands there."""
    editor.type(OBJECTIVE, text_of(OBJECTIVE).replace("id: on-time", "id: in-time"))
    editor.wait_for(CHECK_IN, "unknown-key-result")
    editor.wait_for(VANS, "unknown-key-result")
    editor.type(OBJECTIVE, text_of(OBJECTIVE))
    editor.wait_for(CHECK_IN)
    editor.wait_for(VANS)


def test_a_new_file_that_is_not_saved_counts(editor: Editor) -> None:
    new = "content/2026-Q4/vans/new-way.md"
    editor.open(new, "---\ntitle: A new way\nparent: vans/short-way#minuts\n---\n")
    editor.wait_for(new, "unknown-key-result")
    editor.type(VANS, text_of(VANS).replace("  - ovens/late", "  - new-way"))
    editor.type(new, "---\ntitle: A new way\nparent: vans/short-way#minutes\n---\n")
    editor.wait_for(new)
    editor.wait_for(VANS)
    editor.close(new)
    editor.wait_for(VANS, "reference-not-found")
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)


def test_columns_behind_signs_that_take_two(editor: Editor) -> None:
    text = text_of(VANS).replace('"ovens/warm-at-six"', '["🚐🚐🚐", ovens/warm-at-sax]')
    editor.type(VANS, text)
    shown = {d.code: d for d in editor.wait_for(VANS, "reference-not-found", "wrong-type")}
    assert between(text, shown["reference-not-found"].range) == "ovens/warm-at-sax"
    assert shown["reference-not-found"].range.start == position(text, "ovens/warm-at-sax")
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)


def test_line_ends_of_windows(editor: Editor) -> None:
    text = text_of(VANS).replace("every-street", "every-streat").replace("\n", "\r\n")
    editor.type(VANS, text)
    (shown,) = editor.wait_for(VANS, "parent-not-found")
    assert between(text, shown.range) == "company/every-streat"
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)


def test_files_that_change_elsewhere(tmp_path: Path) -> None:
    with editing(project(tmp_path)) as editor:
        editor.open(VANS)
        street = tmp_path / "content/2026/company/every-street.md"
        street.rename(street.with_name("other-street.md"))
        events = [types.FileEvent(uri=street.as_uri(), type=types.FileChangeType.Deleted)]
        editor.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=events))
        editor.wait_for(VANS, "parent-not-found")
        editor.wait_for("content/2026/ovens/late.md", "parent-not-found")
        street.with_name("other-street.md").rename(street)
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(editor.document(VANS)))
        editor.wait_for(VANS)
        editor.wait_for("content/2026/ovens/late.md")


def test_what_a_finding_says_besides(tmp_path: Path) -> None:
    settings = FILES["okrsite.yml"].replace("Bakery\n", "Bakery\nurl: https://okrs.example/site\n")
    review = FILES["2026-Q4/ovens/review.md"].replace("decision: continue", "decision: done")
    review = review.replace("2027-Q1/ovens/warm-at-six", "2027-Q1/ovens/next")
    settings = settings.replace("  carry-over-broken: off\n", "  carry-over-broken: error\n")
    with editing(project(tmp_path, {"okrsite.yml": settings, "2026-Q4/ovens/review.md": review})) as editor:
        (shown,) = editor.wait_for("content/2026-Q4/ovens/review.md", "carry-over-broken")
        assert shown.code_description is not None
        assert shown.code_description.href == "https://okrs.example/site/rules.html#carry-over-broken"
        assert shown.related_information is not None
        (about,) = shown.related_information
        assert about.location.uri == editor.uri(OBJECTIVE)
        assert about.message == "Have the first loaves warm at six"


def test_folders_that_do_not_fit_are_told_in_the_settings(tmp_path: Path) -> None:
    with editing(project(tmp_path, {"2026-Q7/ovens/a.md": "---\ntitle: A\n---\n"})) as editor:
        (shown,) = editor.wait_for("content/okrsite.yml", "bad-cycle-name")
        assert "2026-Q7" in shown.message


# what is asked


def test_completion(editor: Editor) -> None:
    text = text_of(VANS).replace("owner: Lee Park", "ow")
    editor.type(VANS, text)
    (owner,) = [i for i in editor.completions(VANS, position(text, "\now", end=True)) if i.label == "owner"]
    assert isinstance(owner.text_edit, types.TextEdit)
    assert (owner.text_edit.new_text, between(text, owner.text_edit.range)) == ("owner: ", "ow")
    assert isinstance(owner.documentation, types.MarkupContent)
    assert owner.documentation.value == "one accountable person"
    text = text_of(VANS).replace("parent: company/every-street", "parent: company/every-street#")
    editor.type(VANS, text)
    (streets,) = editor.completions(VANS, position(text, "every-street#", end=True))
    assert streets.detail == "Streets that we deliver to before seven"
    assert isinstance(streets.text_edit, types.TextEdit)
    assert between(text, streets.text_edit.range) == "company/every-street#"
    text = "---\ntitle: 🚐\nwith: [🚐, ]\n---\n"
    editor.type(VANS, text)
    teams = editor.completions(VANS, position(text, "[🚐, ", end=True))
    assert [item.label for item in teams] == ["company", "ovens"]
    assert isinstance(teams[0].text_edit, types.TextEdit)
    assert teams[0].text_edit.range.start == position(text, "[🚐, ", end=True)
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)
    assert editor.completions(VANS, types.Position(line=17, character=3)) == []


def test_hover(editor: Editor) -> None:
    text = text_of(VANS)
    words = editor.hover(VANS, position(text, "on-time"))
    assert words.startswith("**Mornings with bread on the shelf at six**")
    assert "31% of the way" in words
    assert editor.hover(VANS, position(text, "warm-at-six")).startswith("**Have the first loaves")
    assert editor.hover(VANS, position(text, "parent")).startswith("**parent**: the objective or key")
    assert editor.hover(VANS, position(text, "Lee Park")) == ""


def test_going_to_a_definition(editor: Editor) -> None:
    text = text_of(VANS)
    place = editor.definition(VANS, position(text, "on-time"))
    assert place is not None
    assert place.uri == editor.uri(OBJECTIVE)
    assert between(text_of(OBJECTIVE), place.range) == "on-time"
    place = editor.definition(VANS, position(text, "company"))
    assert place is not None
    assert place.uri == editor.uri("content/teams/company.md")
    assert editor.definition(VANS, position(text, "Lee Park")) is None


def test_finding_references(editor: Editor) -> None:
    everywhere = editor.references(OBJECTIVE, position(text_of(OBJECTIVE), "id: on-time", end=True))
    assert {path_of(one.uri).name for one in everywhere} == {
        "warm-at-six.md",
        "short-way.md",
        "2026-11-06.md",
        "2026-11-09.md",
        "review.md",
        "index.md",
    }
    for one in everywhere:
        text = path_of(one.uri).read_text("utf-8")
        assert between(text, one.range) == "on-time"
    others = editor.references(
        OBJECTIVE, position(text_of(OBJECTIVE), "id: on-time", end=True), declaration=False
    )
    assert len(others) == len(everywhere) - 1


def test_the_outline(editor: Editor) -> None:
    (objective,) = editor.symbols(OBJECTIVE)
    assert (objective.name, objective.detail) == ("Have the first loaves warm at six", "warm-at-six")
    assert [(one.name, one.detail) for one in objective.children or ()] == [
        ("Mornings with bread on the shelf at six", "on-time"),
        ("Little is thrown away", "waste"),
        ("The new oven bakes", "steps"),
        ("A clock", None),
    ]
    for one in (objective, *(objective.children or ())):
        assert (one.range.start.line, one.range.start.character) <= (
            one.selection_range.start.line,
            one.selection_range.start.character,
        )
        assert one.selection_range.end.line <= one.range.end.line


def test_mending(editor: Editor) -> None:
    text = text_of(VANS).replace("every-street", "every-streat")
    editor.type(VANS, text)
    (shown,) = editor.wait_for(VANS, "parent-not-found")
    (action,) = editor.actions(VANS, shown.range)
    assert action.edit is not None
    assert action.edit.document_changes is not None
    (change,) = action.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == editor.versions[VANS]
    (edit,) = change.edits
    assert isinstance(edit, types.TextEdit)
    assert edit.new_text == "company/every-street"
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)
    assert editor.actions(VANS, shown.range) == []


# renaming


def test_a_rename_is_made_and_the_check_finds_nothing(tmp_path: Path) -> None:
    folder = project(tmp_path / "with spaces & ü")
    with editing(folder) as editor:
        text = editor.open(VANS)
        offered = editor.prepare_rename(VANS, position(text, "on-time"))
        assert offered is not None
        assert (offered.placeholder, between(text, offered.range)) == ("on-time", "on-time")
        do(editor.rename(VANS, position(text, "on-time"), "punctual"))
        assert found(folder / "content") == []
        editor.close(VANS)
        objective = editor.open(OBJECTIVE)
        do(editor.rename(OBJECTIVE, position(objective, "Have the first"), "fresh-at-six"))
        assert found(folder / "content") == []
        assert (folder / "content/2026-Q4/ovens/fresh-at-six.md").exists()
        editor.close(OBJECTIVE)
        team = editor.open("content/teams/vans.md")
        do(editor.rename("content/teams/vans.md", position(team, "ovens]"), "bakers"))
        assert found(folder / "content") == []
        assert (folder / "content/2026-Q4/bakers/fresh-at-six.md").exists()


def test_documents_that_are_open_are_named_with_their_versions(editor: Editor) -> None:
    text = (
        "---\ntitle: A\nparent: company/every-street\nowner: 🚐 Ada\n---\n🚐 [x](../ovens/warm-at-six.md)\n"
    )
    editor.type(VANS, text)
    edit = editor.rename(VANS, position(text, "warm-at-six"), "fresh")
    assert edit.document_changes is not None
    versions = {
        step.text_document.uri: step.text_document.version
        for step in edit.document_changes
        if isinstance(step, types.TextDocumentEdit)
    }
    assert versions[editor.uri(VANS)] == editor.versions[VANS]
    assert versions[editor.uri(CHECK_IN)] is None
    steps = [s for s in edit.document_changes if isinstance(s, types.TextDocumentEdit)]
    (mine,) = [step for step in steps if step.text_document.uri == editor.uri(VANS)]
    (change,) = mine.edits
    assert between(text, change.range) == "warm-at-six"
    assert isinstance(edit.document_changes[-1], types.RenameFile)
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)


@pytest.mark.parametrize(
    ("words", "name", "why"),
    [
        ("on-time", "On Time", "Write on-time"),
        ("on-time", "waste", "another key result of the objective has it"),
        ("warm-at-six", "review", "no reserved word"),
        ("company", "vans", "is taken"),
        ("Lee Park", "lee", "There is no id here"),
    ],
)
def test_a_rename_that_can_not_be_says_why(editor: Editor, words: str, name: str, why: str) -> None:
    with pytest.raises(JsonRpcException, match=why):
        editor.rename(VANS, position(text_of(VANS), words), name)
    assert editor.logged().count("Traceback") == 0


def test_an_editor_that_moves_no_files(tmp_path: Path) -> None:
    can = capabilities()
    assert can.workspace is not None
    can.workspace.workspace_edit = types.WorkspaceEditClientCapabilities(document_changes=False)
    with editing(project(tmp_path), can=can) as editor:
        text = editor.open(VANS)
        with pytest.raises(JsonRpcException, match="renames files too"):
            editor.rename(VANS, position(text, "warm-at-six"), "fresh")
        edit = editor.rename(VANS, position(text, "on-time"), "punctual")
        assert edit.document_changes is None
        assert edit.changes is not None
        assert editor.uri(VANS) in edit.changes


def test_files_that_can_not_be_read_are_told(tmp_path: Path) -> None:
    broken = "---\ntitle: [\nsupports: ovens/warm-at-six\n---\n"
    with editing(project(tmp_path, {"2026-Q4/vans/broken.md": broken})) as editor:
        text = editor.open(VANS)
        editor.rename(VANS, position(text, "warm-at-six"), "fresh")
        (message,) = editor.client.messages
        assert "2026-Q4/vans/broken.md" in message.message


# where the content is


def test_the_folder_itself_and_one_further_below(tmp_path: Path) -> None:
    below = write(tmp_path / "company/okrs/content")
    for opened in (below, tmp_path):
        with editing(opened, opened=[opened]) as editor:
            path = (below / "2026-Q4/vans/short-way.md").relative_to(opened).as_posix()
            editor.open(path, text_of(VANS).replace("every-street", "nowhere"))
            editor.wait_for(path, "parent-not-found")


def test_several_contents_at_once(tmp_path: Path) -> None:
    for name in ("north", "south"):
        write(tmp_path / name)
    with editing(tmp_path) as editor:
        for name, parent in (("north", "nowhere"), ("south", "every-street")):
            editor.open(f"{name}/2026-Q4/vans/short-way.md", text_of(VANS).replace("every-street", parent))
        editor.wait_for("north/2026-Q4/vans/short-way.md", "parent-not-found")
        place = editor.definition("south/2026-Q4/vans/short-way.md", position(text_of(VANS), "on-time"))
        assert place is not None
        assert place.uri == editor.uri("south/2026-Q4/ovens/warm-at-six.md")


def test_folders_that_are_opened_and_closed_later(tmp_path: Path) -> None:
    broken = FILES["2026-Q4/vans/short-way.md"].replace("every-street", "nowhere")
    for name in ("north", "south"):
        write(tmp_path / name, {"2026-Q4/vans/short-way.md": broken})
    north, south = (
        types.WorkspaceFolder(uri=(tmp_path / name).as_uri(), name=name) for name in ("north", "south")
    )
    with editing(tmp_path, opened=[tmp_path / "north"]) as editor:
        editor.wait_for("north/2026-Q4/vans/short-way.md", "parent-not-found")
        event = types.WorkspaceFoldersChangeEvent(added=[south], removed=[north])
        editor.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        editor.wait_for("south/2026-Q4/vans/short-way.md", "parent-not-found")
        editor.wait_for("north/2026-Q4/vans/short-way.md")


def test_no_folder_is_open_and_a_file_of_content_is(tmp_path: Path) -> None:
    with editing(project(tmp_path), opened=[]) as editor:
        editor.open(VANS, text_of(VANS).replace("every-street", "nowhere"))
        editor.wait_for(VANS, "parent-not-found")


def test_a_workspace_without_content(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("---\nparent: x\n---\n", "utf-8")
    with editing(tmp_path) as editor:
        text = editor.open("notes.md")
        assert editor.completions("notes.md", position(text, "parent", end=True)) == []
        assert editor.hover("notes.md", position(text, "parent")) == ""
        assert editor.symbols("notes.md") == []
        assert "found no content" in editor.logged()
        write(tmp_path / "content")  # somebody runs `okrsite init`, and opens what it wrote
        editor.open(VANS, text_of(VANS).replace("every-street", "nowhere"))
        editor.wait_for(VANS, "parent-not-found")


def test_one_content_folder_by_name(tmp_path: Path) -> None:
    for name in ("north", "south"):
        write(tmp_path / name)
    with editing(tmp_path, "--content", str(tmp_path / "south")) as editor:
        for name in ("north", "south"):
            editor.open(f"{name}/2026-Q4/vans/short-way.md", text_of(VANS).replace("every-street", "nowhere"))
        editor.wait_for("south/2026-Q4/vans/short-way.md", "parent-not-found")
        assert editor.found("north/2026-Q4/vans/short-way.md") == []


def test_other_ways_to_count_columns(tmp_path: Path) -> None:
    text = text_of(VANS).replace('"ovens/warm-at-six"', '["🚐é", ovens/warm-at-sax]')
    for name, column in (("utf-8", 23), ("utf-32", 19), ("utf-16", 20)):
        folder = project(tmp_path / name)
        with editing(folder, can=capabilities([name])) as editor:
            editor.open(VANS, text)
            shown = {d.code: d for d in editor.wait_for(VANS, "reference-not-found", "wrong-type")}
            assert shown["reference-not-found"].range.start.character == column


# what nobody should send


def test_documents_that_are_no_content(editor: Editor) -> None:
    strange = [
        "untitled:Untitled-1",
        "https://example.com/a.md",
        "file:///nowhere/at/all.md",
        "file:///%00",
        "file:///c%3A/Users/ada/content/teams/a.md",
        "git:/a/b.md?ref",
        "vscode-notebook-cell:/a#1",
    ]
    for uri in strange:
        editor.open(uri, "---\nparent: \n---\n")
        assert editor.completions(uri, types.Position(line=1, character=8)) == []
        assert editor.hover(uri, types.Position(line=1, character=2)) == ""
        assert editor.definition(uri, types.Position(line=1, character=2)) is None
        editor.type(uri, "x")
        editor.close(uri)
    beside = "content/README.md"
    editor.open(beside, "---\nparent: \n---\n")
    assert editor.completions(beside, types.Position(line=1, character=8)) == []
    editor.close(beside)
    assert "Traceback" not in editor.logged()


def test_positions_that_are_not_there(editor: Editor) -> None:
    for line, character in ((999, 0), (1, 999), (999, 999), (2**31 - 1, 2**31 - 1)):
        at = types.Position(line=line, character=character)
        editor.completions(VANS, at)
        editor.definition(VANS, at)
        editor.references(VANS, at)
        assert editor.hover(VANS, at) == ""
    assert "Traceback" not in editor.logged()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "---",
        "\0\x1b",
        "---\n" + "[" * 5000 + "\n---\n",
        "---\ntitle: \ud800\n---\n",
        "---\n" + "a: &b\n" * 300,
    ],
)
def test_texts_that_are_nothing(editor: Editor, text: str) -> None:
    editor.type(VANS, text)
    editor.until("a finding", lambda: editor.found(VANS))
    assert editor.completions(VANS, types.Position(line=1, character=1)) is not None
    editor.symbols(VANS)
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)
    assert "Traceback" not in editor.logged()


def test_a_huge_document(editor: Editor) -> None:
    editor.type(VANS, "---\ntitle: A\n---\n" + "very long " * 150_000)
    (shown,) = editor.wait_for(VANS, "unreadable-file")
    assert "1,000,000" in shown.message
    assert editor.completions(VANS, types.Position(line=1, character=0)) == []
    editor.type(VANS, text_of(VANS))
    editor.wait_for(VANS)


def framed(message: object) -> bytes:
    body = json.dumps(message).encode() if not isinstance(message, bytes) else message
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def talk(folder: Path, sent: bytes, *options: str) -> subprocess.CompletedProcess[bytes]:
    """Send just this, and close the input."""
    return subprocess.run(
        [program(), "lsp", *options],
        input=sent,
        capture_output=True,
        cwd=folder,
        env=environment(),
        timeout=60,
        check=False,
    )


def frames(output: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The messages on an output that holds nothing else."""
    while head := output.readline():
        assert head.startswith(b"Content-Length: "), head
        while (line := output.readline()) != b"\r\n":
            assert line.startswith(b"Content-Type: "), line
        yield json.loads(output.read(int(head.split()[1])))


def test_messages_that_make_no_sense_and_nothing_else_on_the_output(tmp_path: Path) -> None:
    """The server says what it could not read, and goes on; all it writes is the protocol's."""
    folder = project(tmp_path)
    uri = (folder / VANS).as_uri()
    opened = {"uri": uri, "languageId": "markdown", "version": 1, "text": text_of(VANS)}
    change = {"textDocument": {"uri": f"{uri}x", "version": 2}, "contentChanges": [{"text": ""}]}
    here = {"textDocument": {"uri": uri}, "position": {"line": 3, "character": 20}}
    can = {"textDocument": {"rename": {"prepareSupport": True}}}
    root = {"capabilities": can, "rootUri": folder.as_uri()}
    messages: list[object] = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": root},
        {"jsonrpc": "2.0", "method": "initialized", "params": {}},
        b"no json",
        {"no": "rpc"},
        {"jsonrpc": "2.0", "id": 2, "method": "textDocument/nothing", "params": {}},
        {"jsonrpc": "2.0", "method": "nothing/ofTheKind", "params": {}},
        {"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": opened}},
        {"jsonrpc": "2.0", "method": "textDocument/didChange", "params": change},
        {"jsonrpc": "2.0", "method": "textDocument/didClose", "params": {"textDocument": {"uri": f"{uri}y"}}},
        {
            "jsonrpc": "2.0",
            "method": "textDocument/didOpen",
            "params": {"textDocument": {"uri": "http://[x"}},
        },
        {"jsonrpc": "2.0", "id": 3, "method": "textDocument/hover", "params": {"position": "here"}},
        {"jsonrpc": "2.0", "id": 4, "method": "textDocument/definition", "params": here},
    ]
    ending = [{"jsonrpc": "2.0", "id": 5, "method": "shutdown"}, {"jsonrpc": "2.0", "method": "exit"}]
    with subprocess.Popen(
        [program(), "lsp", "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=tmp_path,
        env=environment(),
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        server.stdin.write(b"".join(map(framed, messages)))
        server.stdin.flush()
        answers: dict[object, dict[str, Any]] = {}
        for message in frames(server.stdout):
            answers[message.get("id")] = message
            if message.get("id") == 4:
                server.stdin.write(b"".join(map(framed, ending)))
                server.stdin.flush()
    assert server.returncode == 0
    assert answers[1]["result"]["capabilities"]["renameProvider"] == {"prepareProvider": True}
    assert answers[2]["error"]["code"] == -32601
    assert answers[4]["result"]["uri"] == (folder / "content/2026/company/every-street.md").as_uri()
    assert "result" in answers[5]


def test_an_editor_that_is_gone(tmp_path: Path) -> None:
    """Where the input ends, the server does."""
    begin = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}}
    ended = talk(tmp_path, framed(begin))
    assert ended.returncode == 0
    assert b"Traceback" not in ended.stderr


def test_a_content_folder_that_is_not_there(tmp_path: Path) -> None:
    ended = talk(tmp_path, b"", "--content", "nowhere")
    assert ended.returncode == 2
    assert ended.stdout == b""
    assert b"There is no content folder at nowhere" in ended.stderr
