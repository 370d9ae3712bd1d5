"""Workflow commands, read back as GitHub's runner reads them."""

import re
from dataclasses import replace

from markdown_it import MarkdownIt

from okrsite.exchange.reports import github, step_summary
from okrsite.exchange.reports.report import Report

COMMAND = re.compile(r"::(?P<name>[a-z]+) (?P<properties>[^:]*(?:=[^:]*)*)::(?P<data>.*)")
ESCAPES = {"%25": "%", "%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}


def unescaped(text: str) -> str:
    return re.sub("%(25|0D|0A|3A|2C)", lambda found: ESCAPES[found[0]], text)


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Each line's command, properties and message."""
    found = []
    for line in text.removesuffix("\n").split("\n"):
        match = COMMAND.fullmatch(line)
        assert match, line
        pairs = (pair.split("=", 1) for pair in match["properties"].split(","))
        properties = {name: unescaped(value) for name, value in pairs}
        found.append((match["name"], properties, unescaped(match["data"])))
    return found


def test_each_finding_is_one_command_errors_first(report: Report) -> None:
    found = commands(github.text(report))
    assert [name for name, _, _ in found] == ["error"] * 5 + ["warning"] * 2 + ["notice"] * 2
    assert found[0] == (
        "error",
        {
            "file": "our okrs/content/2026-Q4/growth/first week: größe, 100%#1.md",
            "line": "4",
            "endLine": "4",
            "col": "9",
            "endColumn": "14",
            "title": "okrsite unknown-team",
        },
        "no team `growht`\nDo it.",
    )


def test_nothing_that_a_file_says_becomes_a_command(report: Report) -> None:
    text = github.text(report)
    lines = re.split("[\r\n\x85\u2028]", text.removesuffix("\n"))
    assert len(lines) == 9
    assert not re.search("[\x00-\x09\x0b-\x1f]", text)
    nasty = next(data for _, properties, data in commands(text) if properties["line"] == "6")
    assert "\r\n::error::x\n##[error]y \\x00\\x07\\x1b[31m\\x85\\x2028\\xfffe\\xd800 größe 🚲" in nasty
    assert nasty.startswith('`x,y: 100%` "quoted"')


def test_columns_are_told_on_one_line_only(report: Report) -> None:
    over_lines = next(p for _, p, _ in commands(github.text(report)) if p["line"] == "6")
    assert over_lines["endLine"] == "8"
    assert "col" not in over_lines
    whole_file = next(p for _, p, _ in commands(github.text(report)) if p["file"].endswith("2026-Q5"))
    assert whole_file.keys() == {"file", "line", "title"}


def test_an_allowance_is_told_with_its_reason(report: Report) -> None:
    assert commands(github.text(report))[-1][2] == "2 key results\nAllowed: two is\nall we can measure"


def test_no_finding_no_command(empty: Report) -> None:
    assert github.text(empty) == ""


def test_the_summary_is_a_table_in_which_files_write_no_markup(report: Report) -> None:
    text = step_summary.text(report)
    rows = [line for line in text.split("\n") if line.startswith("| ")]
    assert len(rows) == 2 + 9
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    assert html.count("<tr>") == 1 + 9
    assert html.count("<td>") == 9 * 4
    assert not re.search("<(?!/?(?:p|strong|table|thead|tbody|tr|th|td)>)", html)
    assert "first week: größe, 100%#1.md:4<" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; ]]&gt;" in html
    assert "5 errors, 2 warnings" in html


def test_a_summary_of_very_many_stays_small(report: Report) -> None:
    many = replace(report, diagnostics=report.diagnostics * 1000)
    text = step_summary.text(many)
    assert len(text.encode("utf-8", "replace")) < 1_000_000
    assert text.endswith("\n8,500 more are in the log.\n")


def test_the_summary_without_findings(empty: Report) -> None:
    assert step_summary.text(empty) == "**OKRs:** nothing is wrong.\n"
