"""What a command loads while it runs: nobody waits for what only other commands need."""

from pathlib import Path

import pytest
from project import TODAY, company, python

PAGES = ["okrsite.rendering", "okrsite.views.pages", "okrsite.views.company", "jinja2", "markupsafe"]
"""What it takes to make pages, or to know what they show."""

ELSEWHERE = ["watchdog", "pygls", "rich", "openpyxl", "pygraphviz", "asyncio", "http.server"]
"""What only the preview, the language server, a terminal, spreadsheets or a process of its own need."""

UNWANTED = {
    "--version": (["--version"], [*PAGES, *ELSEWHERE, "okrsite.loading", "yaml", "babel", "markdown_it"]),
    "rules": (["rules"], [*PAGES, *ELSEWHERE, "icalendar", "graphviz"]),
    "check": (
        ["check", "--today", TODAY],
        [*PAGES, *ELSEWHERE, "icalendar", "graphviz", "babel.dates", "babel.messages"],
    ),
    "build": (["build", "--today", TODAY], [*ELSEWHERE, "graphviz", "babel.messages"]),
}
"""Options, and the modules that they may not load."""


@pytest.mark.parametrize("name", UNWANTED)
def test_nothing_is_loaded_for_others(name: str, tmp_path: Path) -> None:
    arguments, unwanted = UNWANTED[name]
    company(tmp_path)
    code = f"""
import os, sys
from okrsite.cli.main import main
os.chdir({str(tmp_path)!r})
try:
    main({arguments!r})
except SystemExit as end:
    assert end.code in (0, None), end.code
print("loaded:", *(name for name in {unwanted!r} if name in sys.modules))
"""
    result = python(code)
    assert result.stdout.splitlines()[-1] == "loaded:", result.stdout + result.stderr
