"""What the pipelines post on a proposal: once, updated in place, and never what a stranger could misuse.

GitHub's script runs under node with a stand-in for the API, GitLab's against a small server.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from forges import needed, parsed, pipelines, step_named, written

COMMENT = pipelines("github")[".github/workflows/okrs-comment.yml"]
NOTE = parsed(pipelines("gitlab")[".gitlab-ci.yml"])["okrs note"]

HOSTILE = """## What changes @acme/everyone

/close
  /merge
- `$(touch evil)` ${{ github.token }} <script> "quoted" \\ é 株
mail ada@acme.example
"""

STAND_IN = """
const [given, script] = JSON.parse(require('fs').readFileSync(0, 'utf8'));
const calls = [];
const note = (name) => async (asked) => { calls.push([name, asked]); return { data: given.pull }; };
const github = {
  paginate: async (list, asked) => { calls.push(['list', asked]); return given.comments; },
  rest: {
    pulls: { get: note('pull') },
    issues: { listComments: 0, createComment: note('create'), updateComment: note('update') },
  },
};
const told = (name) => (words) => calls.push([name, words]);
const core = { setFailed: told('failed'), notice: told('notice') };
const context = { repo: { owner: 'acme', repo: 'okrs' }, payload: { workflow_run: given.run } };
const run = Object.getPrototypeOf(async () => {}).constructor('github', 'core', 'context', 'require', script);
run(github, core, context, require).then(() => console.log(JSON.stringify(calls)));
"""

PULL = {"head": {"sha": "abc", "repo": {"id": 7}}}
RUN = {"head_sha": "abc", "head_repository": {"id": 7}}
OURS = {"id": 11, "user": {"login": "github-actions[bot]"}, "body": "<!-- okrsite diff -->\nold"}


def posted(folder: Path, files: dict[str, str], **given: Any) -> list[list[Any]]:
    """What the script asks of GitHub, with what a check handed on."""
    needed("node")
    handed = folder / "handed on"
    written(handed, files)
    script = step_named(parsed(COMMENT), "Post it, or update the one that is there")["with"]["script"]
    known = {"pull": PULL, "run": RUN, "comments": []} | given
    done = subprocess.run(
        ["node", "-e", STAND_IN],
        input=json.dumps([known, script]),
        env={"FOLDER": str(handed), "PATH": os.environ["PATH"]},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    calls = json.loads(done.stdout)
    assert isinstance(calls, list)
    return calls


def test_github_posts_one_comment(tmp_path: Path) -> None:
    calls = posted(tmp_path, {"number": "12\n", "comment.md": HOSTILE})
    assert [name for name, _ in calls] == ["pull", "list", "create"]
    assert calls[0][1] == {"owner": "acme", "repo": "okrs", "pull_number": 12}
    body = calls[2][1]["body"]
    assert body == "<!-- okrsite diff -->\n" + HOSTILE.replace("@a", "@\u200ba")
    assert calls[2][1]["issue_number"] == 12
    assert not (tmp_path / "evil").exists()


def test_github_updates_its_comment_and_nobody_elses(tmp_path: Path) -> None:
    theirs = {"id": 9, "user": {"login": "mallory"}, "body": "<!-- okrsite diff -->\nmine"}
    other = {"id": 10, "user": {"login": "github-actions[bot]"}, "body": "<!-- other -->"}
    new = "<!-- okrsite diff -->\nx"  # which stands there once
    gone = {"id": 8, "user": None, "body": None}
    calls = posted(tmp_path, {"number": "12", "comment.md": new}, comments=[gone, theirs, other, OURS])
    assert calls[-1] == [
        "update",
        {"owner": "acme", "repo": "okrs", "comment_id": 11, "body": new},
    ]


def test_github_says_nothing_where_the_okrs_are_untouched(tmp_path: Path) -> None:
    files = {"number": "12", "comment.md": "nothing", "untouched": ""}
    assert [name for name, _ in posted(tmp_path, files)] == ["pull", "list"]
    # What it said before is no longer so.
    assert posted(tmp_path, files, comments=[OURS])[-1][0] == "update"


@pytest.mark.parametrize(
    "number", ["", "0", "-1", "12; rm -rf /", "1e3", "12\n13", "../7", "１２", "1" * 12, "$(id)", "${{ x }}"]
)
def test_github_takes_a_number_only(tmp_path: Path, number: str) -> None:
    calls = posted(tmp_path, {"number": number, "comment.md": "x"})
    assert [name for name, _ in calls] == ["failed"]


@pytest.mark.parametrize(
    "pull",
    [
        {"head": {"sha": "other", "repo": {"id": 7}}},
        {"head": {"sha": "abc", "repo": {"id": 8}}},
        {"head": {"sha": "abc", "repo": None}},
    ],
)
def test_github_comments_on_no_other_pull_request(tmp_path: Path, pull: dict[str, Any]) -> None:
    calls = posted(tmp_path, {"number": "13", "comment.md": "x"}, pull=pull)
    assert [name for name, _ in calls] == ["pull", "notice"]


@pytest.mark.parametrize("name", ["number", "comment.md"])
def test_github_reads_plain_files_only(tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("12")
    files = {"number": "12", "comment.md": "x"}
    del files[name]
    written(tmp_path / "handed on", files)
    (tmp_path / "handed on" / name).symlink_to(secret)
    assert [name for name, _ in posted(tmp_path, {})] == ["failed"]
    (tmp_path / "handed on" / name).unlink()
    (tmp_path / "handed on" / name).mkdir()
    assert [name for name, _ in posted(tmp_path, {})] == ["failed"]
    (tmp_path / "handed on" / name).rmdir()
    (tmp_path / "handed on" / name).write_text("1" * 5_000_001)
    assert [name for name, _ in posted(tmp_path, {})] == ["failed"]


def test_github_cuts_what_is_too_long(tmp_path: Path) -> None:
    line = "a line with @names 🎯\n"
    calls = posted(tmp_path, {"number": "12", "comment.md": line * 5000})
    body = calls[-1][1]["body"]
    assert 60_000 < len(body.encode("utf-16-le")) / 2 <= 65_536
    assert body.endswith("🎯\n\n**The rest is cut off.** `okrsite diff` shows it all.\n")


# GitLab


class Server(BaseHTTPRequestHandler):
    """The notes of one merge request, a page of two at a time, whatever is asked for."""

    notes: list[dict[str, Any]]
    calls: list[tuple[str, str, str, Any]]

    def do_GET(self) -> None:
        address = urlsplit(self.path)
        if address.path == "/api/v4/user":
            self._answer({"id": 5})
        else:
            page = int(parse_qs(address.query)["page"][0])
            self._answer(self.notes[2 * page - 2 : 2 * page])

    def do_POST(self) -> None:
        self._answer({})

    def do_PUT(self) -> None:
        self._answer({})

    def log_message(self, *_: object) -> None:
        """Nothing is printed."""

    def _answer(self, value: Any) -> None:
        size = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(size)) if size else None
        self.calls.append((self.command, self.path, self.headers["PRIVATE-TOKEN"], body))
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def gitlab() -> Iterator[HTTPServer]:
    Server.notes, Server.calls = [], []
    server = HTTPServer(("127.0.0.1", 0), Server)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def noted(gitlab: HTTPServer, folder: Path, files: dict[str, str], **variables: str) -> int:
    """Run the job in a folder with what the job before handed on, and return its exit code."""
    needed("bash")
    written(folder, files)
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    if not (programs / "python").is_symlink():
        (programs / "python").symlink_to(sys.executable)
    known = {
        "CI_API_V4_URL": f"http://127.0.0.1:{gitlab.server_port}/api/v4",
        "CI_MERGE_REQUEST_PROJECT_ID": "7",
        "CI_MERGE_REQUEST_IID": "12",
        "OKRSITE_TOKEN": "glpat-1",
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "NO_PROXY": "127.0.0.1",
    }
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(NOTE["script"])],
        cwd=folder,
        env=known | variables,
        capture_output=True,
        check=False,
    ).returncode


def note(id: int, author: int, body: str) -> dict[str, Any]:
    return {"id": id, "author": {"id": author}, "body": body}


def test_gitlab_posts_one_note(gitlab: HTTPServer, tmp_path: Path) -> None:
    assert noted(gitlab, tmp_path, {".okrs/note.md": HOSTILE}) == 0
    method, path, token, body = Server.calls[-1]
    assert (method, path) == ("POST", "/api/v4/projects/7/merge_requests/12/notes")
    assert {call[2] for call in Server.calls} == {token} == {"glpat-1"}
    expected = HOSTILE.replace("@a", "@\u200ba").replace("/close", "\\/close").replace("/merge", "\\/merge")
    assert body == {"body": f"<!-- okrsite diff -->\n{expected}"}
    assert not (tmp_path / "evil").exists()


def test_gitlab_updates_its_note_and_nobody_elses(gitlab: HTTPServer, tmp_path: Path) -> None:
    ours = "<!-- okrsite diff -->\nold"
    Server.notes = [
        note(1, 6, ours),
        note(2, 5, "hello"),
        note(3, 6, "x"),
        note(4, 5, ours),
        note(5, 5, ours),
    ]
    assert (
        noted(gitlab, tmp_path, {".okrs/note.md": "<!-- okrsite diff -->\nnew\n", ".okrs/untouched": ""}) == 0
    )
    written_ = [call for call in Server.calls if call[0] != "GET"]
    assert [(call[0], call[1].rpartition("/")[2], call[3]) for call in written_] == [
        ("PUT", "4", {"body": "<!-- okrsite diff -->\nnew\n"})
    ]


def test_gitlab_says_nothing_where_the_okrs_are_untouched(gitlab: HTTPServer, tmp_path: Path) -> None:
    Server.notes = [note(1, 6, "<!-- okrsite diff -->\nold")]
    assert noted(gitlab, tmp_path, {".okrs/note.md": "nothing\n", ".okrs/untouched": ""}) == 0
    assert {call[0] for call in Server.calls} == {"GET"}


def test_gitlab_takes_numbers_only(gitlab: HTTPServer, tmp_path: Path) -> None:
    assert noted(gitlab, tmp_path, {".okrs/note.md": "x"}, CI_MERGE_REQUEST_IID="12/../13") != 0
    assert Server.calls == []


def test_gitlab_cuts_what_is_too_long(gitlab: HTTPServer, tmp_path: Path) -> None:
    assert noted(gitlab, tmp_path, {".okrs/note.md": "a line\n" * 200_000}) == 0
    body = Server.calls[-1][3]["body"]
    assert 800_000 < len(body) < 1_000_000
    assert body.endswith("a line\n\n**The rest is cut off.** `okrsite diff` shows it all.\n")
