"""Whatever is written, feeds, calendars, graphs, histories and the comments of forges show it as text: read
here by the parsers that their readers use."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hostile_company import FILES, OBJECTIVE, TODAY, files, text_of
from icalendar import Calendar
from inspecting import Inspector, site_faults, svg_faults
from markdown_it import MarkdownIt
from payloads import CONTROLS, MARKUP
from project import run
from pygraphviz import AGraph
from repositories import Repo

from okrsite.diagnostics import Diagnostic, Severity
from okrsite.exchange.diffs.escaping import code, escaped
from okrsite.exchange.reports import github, step_summary
from okrsite.exchange.reports.report import Report
from okrsite.rendering.graph_dot import to_dot
from okrsite.source import Span
from okrsite.views.graphs.graph import Edge, Graph, Node, Port

DAY = date.fromisoformat(TODAY)
GROUPS = tuple(" ".join(" ".join(MARKUP[start : start + 12]).split()) for start in range(0, len(MARKUP), 12))


def fragment_faults(html: str) -> list[str]:
    """What is wrong in a piece of a page."""
    inspector = Inspector()
    inspector.feed(html)
    inspector.close()
    return inspector.faults + [f"left open: {tag}" for tag in inspector.open]


# What git tells: subjects and authors of commits, and what changed


@pytest.fixture(scope="module")
def remembered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with payloads in its subjects, authors and titles, and its site."""
    repo = Repo(tmp_path_factory.mktemp("remembered") / "okrs")
    repo.write_all(files())
    repo.commit("Begin", day="2026-10-01")
    fields, prose = FILES[OBJECTIVE]
    for number, group in enumerate(GROUPS):
        first = fields["key_results"][0] | {"title": group, "to": f"{90 - number}%"}
        changed = fields | {"title": group, "key_results": [first, *fields["key_results"][1:]]}
        repo.write(f"content/{OBJECTIVE}", text_of(OBJECTIVE, changed, prose))
        repo.commit(
            group, day=f"2026-11-{number + 2:02}", author=group.translate(str.maketrans("", "", "<>\n"))
        )
    built = run(
        "build", "--content", repo.root / "content", "--output", repo.root / "build", "--today", TODAY
    )
    assert built.exit_code == 0, built.output
    return repo.root


def test_pages_of_a_hostile_history(remembered: Path) -> None:
    assert site_faults(remembered / "build") == []
    pages = (file.read_text("utf-8") for file in (remembered / "build").rglob("*.html"))
    assert any("&lt;script&gt;alert(1)&lt;/script&gt;" in page for page in pages)


ATOM = "{http://www.w3.org/2005/Atom}"
ELEMENTS = frozenset(
    [
        "feed",
        "entry",
        "id",
        "title",
        "updated",
        "published",
        "link",
        "generator",
        "author",
        "name",
        "content",
        "summary",
        "category",
    ]
)


def test_feeds_hold_nothing_else(remembered: Path) -> None:
    feeds = [file for file in (remembered / "build").rglob("*.xml") if b"Atom" in file.read_bytes()[:200]]
    assert feeds
    for file in feeds:
        for element in ElementTree.parse(file).iter():
            assert element.tag.removeprefix(ATOM) in ELEMENTS
            if element.get("type") == "html":
                assert fragment_faults(element.text or "") == []
            elif element.get("type") not in {None, "text", "application/atom+xml", "text/html"}:
                raise AssertionError(element.attrib)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_what_changed_is_told_as_text(remembered: Path, form: str) -> None:
    told = run(
        "diff", "HEAD~5", "HEAD", "--format", form, "--content", remembered / "content", "--today", TODAY
    )
    assert told.exit_code == 0, told.output
    if form == "markdown":
        assert harm_in(told.output) == []
    assert not any(line.lstrip().startswith("::") for line in told.output.splitlines())
    assert "##[" not in told.output


# Comments of forges

FORGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def harm_in(markdown: str) -> list[str]:
    """What a forge would make of Markdown and okrsite never writes: other tags, pictures, links."""
    inspector = Inspector()
    inspector.feed(FORGE.render(markdown))
    tokens = [child for token in FORGE.parse(markdown) for child in (token.children or ())]
    return [
        *(fault for fault in inspector.faults if not fault.startswith("a comment")),
        *(token.content for token in tokens if token.type in {"image", "link_open"}),
    ]


@pytest.mark.parametrize("text", [*MARKUP, *CONTROLS], ids=ascii)
def test_words_in_comments_do_nothing(text: str) -> None:
    """Wherever they stand: they render as characters alone."""
    shapes = (
        f"a {escaped(text)} b",
        f"- {escaped(text)}",
        f"| a |\n| - |\n| {escaped(text)} |",
        f"a {code(text)} b",
    )
    for shape in shapes:
        tokens = [child for token in FORGE.parse(shape) for child in (token.children or ())]
        made = {token.type for token in tokens} - {"text", "code_inline", "softbreak"}
        html = {token.content for token in tokens if token.type == "html_inline"}
        assert made <= {"html_inline"}, shape
        assert html <= {"<span>", "</span>"}, shape


@pytest.mark.parametrize("text", [*MARKUP, *CONTROLS], ids=ascii)
def test_findings_for_runners_are_one_command_each(text: str) -> None:
    found = Diagnostic(
        rule="x", severity=Severity.ERROR, path=f"2026-Q4/{text}.md", span=Span(), message=text, hint=text
    )
    report = Report(diagnostics=(found,), today=DAY)
    command = github.text(report)
    assert command.startswith("::error file=")
    assert command.count("\n") == 1
    assert "\r" not in command
    properties = command.removeprefix("::error ").partition("::")[0].split(",")
    assert [one.partition("=")[0] for one in properties] == ["file", "line", "title"]
    rows = step_summary.text(report).splitlines()
    assert len(rows) == 5
    types = {child.type for token in FORGE.parse("\n".join(rows)) for child in (token.children or ())}
    assert types <= {"text", "strong_open", "strong_close", "softbreak"}


# Calendars and graphs


def test_calendars_can_be_read(hostile: Path) -> None:
    for file in (hostile / "site").rglob("*.ics"):
        calendar = Calendar.from_ical(file.read_bytes())
        assert {component.name for component in calendar.walk()} <= {"VCALENDAR", "VEVENT"}
        assert not any(component.errors for component in calendar.walk())


LABELS = (
    *GROUPS,
    *(text for text in MARKUP if text[0] in '<"\\]&{' or "\\" in text),
    "<>",
    "<B>x</B>",
    "<<B>x</B>>",
    "<TABLE><TR><TD HREF='javascript:alert(1)'>x</TD></TR></TABLE>",
    "<IMG SRC='/etc/passwd'/>",
    "\\N\\G\\E\\T\\H\\L\\l\\r\\n",
    "ends in \\",
    '"',
    "&#60;B&#62; &lt;B&gt; &amp;lt; &bad; &",
    "a // b /* c */ # d",
    "graph { } -> -- ; , = [ ]",
)


@pytest.mark.parametrize("text", LABELS, ids=lambda text: ascii(text[:30]))
def test_labels_of_graphs(text: str) -> None:
    """Nodes keep their names and number, and no label brings an address, a picture or markup."""
    port = Port(id="k", title=text, url="a.html", percent=5, text=text)
    nodes = tuple(
        Node(
            id=id,
            title=text,
            team=text,
            url="a.html",
            hue=1,
            percent=5,
            text=text,
            tooltip=text,
            ports=(port,),
        )
        for id in ("one", "two")
    )
    edges = (Edge(upper="one", lower="two", kind="parent", port="k"),)
    dot = to_dot(Graph(key="x", label=text, nodes=nodes, edges=edges, legend=()))
    read = AGraph(string=dot)
    assert sorted(read.nodes()) == ["n0", "n1"]
    assert [tuple(edge) for edge in read.edges()] == [("n0", "n1")]
    assert {node.attr["URL"] for node in read.nodes()} == {"a.html"}
    if program := shutil.which("dot"):
        drawn = subprocess.run([program, "-Tsvg"], input=dot.encode(), capture_output=True, check=True)
        assert drawn.stderr == b""
        assert svg_faults(drawn.stdout.decode()) == []
        picture = ElementTree.fromstring(drawn.stdout)
        assert {
            value
            for element in picture.iter()
            for name, value in element.attrib.items()
            if name.endswith("href")
        } == {"a.html"}
