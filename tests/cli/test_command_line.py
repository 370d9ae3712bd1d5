"""The command line as a whole: commands, their help, their exit codes, and what starting costs."""

import errno
import os
import re
import subprocess
import sysconfig
from pathlib import Path

import click
import pytest
from project import (
    COMPANY,
    FAULTY,
    TODAY,
    WARNED,
    company,
    environment,
    okrsite,
    program,
    python,
    run,
    tree,
    write,
)

import okrsite as package
from okrsite import __version__
from okrsite.cli.main import COMMANDS, main

HEAVY = [
    "jinja2",
    "markdown_it",
    "watchdog",
    "rich",
    "yaml",
    "graphviz",
    "pygraphviz",
    "subprocess",
    "asyncio",
]


def commands() -> dict[str, click.Command]:
    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}


def test_there_are_these_commands() -> None:
    names = ["init", "build", "serve", "check", "diff", "new", "status", "close", "theme", "rules"]
    names += ["schema", "lsp", "graph", "publish", "codeowners", "export", "import"]
    assert list(commands()) == names


@pytest.mark.parametrize("name", COMMANDS)
def test_help_explains_and_has_an_example(name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    example = result.output.rpartition("Example:")[2].strip()
    assert example.startswith(f"okrsite {name}")
    assert run(name, "-h").output == result.output


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    for option in commands()[name].params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"
            words = option.help.rpartition("  [default: ")[0] or option.help
            assert words.endswith("."), f"{name} {option.opts}: {option.help}"


@pytest.mark.parametrize("name", ["init", "build", "serve", "graph"])
def test_the_example_in_the_help_is_understood(name: str) -> None:
    """The options of the example are options of the command."""
    words = run(name, "--help").output.rpartition("Example:")[2].split()
    known = {word for option in commands()[name].params for word in option.opts}
    assert {word for word in words if word.startswith("--")} <= known


def test_without_a_command_the_help_is_shown() -> None:
    result = okrsite()
    assert "okrsite init" in result.stdout + result.stderr
    for name in COMMANDS:
        assert f"  {name}  " in result.stdout + result.stderr


def test_version() -> None:
    assert run("--version").output == f"okrsite, version {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = f"""
import sys
from okrsite.cli.main import main
try:
    main(["--help"])
except SystemExit as end:
    assert end.code == 0
print("loaded:", *(name for name in {HEAVY!r} if name in sys.modules))
"""
    result = python(code)
    assert result.stdout.splitlines()[-1] == "loaded:", result.stdout + result.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_a_command_loads_nothing_heavy(name: str) -> None:
    code = f"""
import sys
from okrsite.cli.main import main
try:
    main([{name!r}, "--help"])
except SystemExit as end:
    assert end.code == 0
print("loaded:", *(name for name in {HEAVY!r} if name in sys.modules))
"""
    result = python(code)
    assert result.stdout.splitlines()[-1] == "loaded:", result.stdout + result.stderr


# Wrong use: exit code 2, and words that help.


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(company(tmp_path))
    return tmp_path


WRONG = {
    "unknown command": (["biuld"], "There is no command 'biuld'. Did you mean 'build'?"),
    "unknown option": (["build", "--outptu", "x"], "--output"),
    "bad date": (["build", "--today", "20.11.2026"], "'20.11.2026' is no date: write it like 2026-11-20"),
    "date that is none": (["check", "--today", "2026-02-30"], "'2026-02-30' is no date"),
    "date in another notation": (["check", "--today", "2026-W47-5"], "'2026-W47-5' is no date"),
    "no content to build": (["build", "--content", "nowhere"], "no content folder at nowhere"),
    "no content to check": (["check", "--content", "nowhere"], "`okrsite init` makes a small one"),
    "no content to serve": (["serve", "--port", "0", "--content", "nowhere"], "no content folder at nowhere"),
    "no content for a graph": (["graph", "x.svg", "--content", "nowhere"], "no content folder at nowhere"),
    "content is a file": (["build", "--content", "content/okrsite.yml"], "no content folder"),
    "output in content": (["build", "--output", "content/site"], "lie in one another"),
    "content in output": (
        ["build", "--content", "content/2026", "--output", "content"],
        "lie in one another",
    ),
    "output is content": (["build", "--output", "content"], "lie in one another"),
    "serving into content": (["serve", "--port", "0", "--output", "content/site"], "lie in one another"),
    "output is the current folder": (["build", "--output", "."], "lie in one another"),
    "output is not ours": (["build", "--output", "full"], "was not made by okrsite"),
    "serving into what is not ours": (
        ["serve", "--port", "0", "--output", "full"],
        "was not made by okrsite",
    ),
    "output is a file": (["build", "--output", "full/note.txt"], "not a folder"),
    "output is a repository": (["build", "--output", "repository"], "Git repository"),
    "unknown theme": (["build", "--theme", "nowhere"], "no theme “nowhere”"),
    "serving with an unknown theme": (["serve", "--port", "0", "--theme", "nowhere"], "no theme “nowhere”"),
    "a folder that is no theme": (["build", "--theme", "full"], "theme.yml is missing"),
    "unknown cycle": (["graph", "x.svg", "--cycle", "2026-Q5"], "no cycle '2026-Q5'. Did you mean '2026-Q4'"),
    "unknown objective": (["graph", "x.svg", "--objective", "2026-Q4/ovens/warm-at-sx"], "warm-at-six"),
    "cycle and objective": (["graph", "x.svg", "--cycle", "2026", "--objective", "a"], "exclude each other"),
    "graph without a file": (["graph"], "Missing argument 'FILE'"),
    "graph of another kind": (["graph", "x.png", "--format", "png"], "'png' is not one of"),
    "graph into a folder": (["graph", "full"], "full can't be written"),
    "graph into nowhere": (["graph", "nowhere/x.svg"], "can't be written"),
    "init over content": (["init"], "content exists already"),
    "init with an empty name": (["init", "new", "--company", "  "], "--company needs a name"),
    "init with a control character": (["init", "new", "--company", "A\x1b[2J"], "--company needs a name"),
    "init below a file": (["init", "full/note.txt"], "nothing was written"),
    "port out of range": (["serve", "--port", "70000"], "70000"),
    "port that is none": (["serve", "--port", "http"], "'http' is not a valid integer"),
    "an argument too many": (["build", "content"], "unexpected extra argument"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG)
def test_wrong_use_ends_with_2_and_changes_nothing(here: Path, arguments: list[str], words: str) -> None:
    write(here, {"full/note.txt": "mine\n", "repository/.git/HEAD": "ref: refs/heads/main\n"})
    before = tree(here)
    result = run(*arguments)
    assert result.exit_code == 2, result.output
    assert words in " ".join(result.stderr.split()), result.output
    assert tree(here) == before


def test_only_mistaken_options_get_the_usage(here: Path) -> None:
    assert "Usage:" in run("build", "--nonsense").stderr
    assert "Usage:" not in run("build", "--content", "nowhere").stderr
    assert (here / "content").is_dir()


def test_wrong_use_wins_over_faults_in_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(company(tmp_path, FAULTY))
    assert run("build", "--output", "content/site").exit_code == 2


def test_output_without_permission(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = here / "locked"
    locked.mkdir()
    make = os.mkdir

    def refuse(path: str | Path, *more: int, **others: int) -> None:
        """As the system does: simulated, because nothing is refused to root."""
        if Path(path).absolute().is_relative_to(locked):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        make(path, *more, **others)

    monkeypatch.setattr(os, "mkdir", refuse)
    result = run("build", "--output", "locked/site")
    assert result.exit_code == 2
    assert "permission denied" in result.stderr.lower()


# What a terminal and a pipe can take.


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "utf-8"])
def test_findings_can_be_printed_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    odd = {"2026-Q4/vans/short-way.md": FAULTY["2026-Q4/vans/short-way.md"].replace("fast", "schnell → 快")}
    company(tmp_path, odd)
    result = okrsite("check", cwd=tmp_path, env=environment(PYTHONIOENCODING=encoding))
    assert result.returncode == 1, result.stderr
    assert "Traceback" not in result.stderr
    assert "2 errors" in result.stdout


def test_what_is_printed_cannot_steer_the_terminal(tmp_path: Path) -> None:
    name = "odd\x1b[2J.md"
    company(tmp_path, {f"2026-Q4/vans/{name}": "", "2026-Q4/vans/odd.md": "---\ntitle: \x1b]0;x\x07\n---\n"})
    write(tmp_path, {"content/2026-Q4/vans/ref.md": '---\ntitle: A\nparent: "\\e[5mred"\n---\n'})
    result = run("check", "--content", tmp_path / "content", "--today", TODAY, color=True)
    assert result.exit_code == 1
    assert "odd\\x1b[2J.md" in result.output
    assert set(re.findall(r"\x1b(?!\[[\d;]*m)|\x1b\[5m|\x07", result.output)) == set()


def test_colours_are_for_terminals_only(tmp_path: Path) -> None:
    company(tmp_path, FAULTY)
    assert "\x1b" not in okrsite("check", cwd=tmp_path).stdout


# Which okrsite is tested.


@pytest.mark.skipif(not os.environ.get("CI"), reason="at home an editable installation is tested")
def test_it_is_the_installed_okrsite_that_is_tested() -> None:
    library = Path(sysconfig.get_path("purelib")).resolve()
    assert Path(package.__file__).resolve().is_relative_to(library)
    assert python("import okrsite; print(okrsite.__file__)").stdout.strip() == package.__file__
    assert (library / "okrsite" / "themes" / "default" / "theme.yml").is_file()


def test_the_samples_are_what_they_are_called(tmp_path: Path) -> None:
    assert (
        run("check", "--strict", "--today", TODAY, "--content", write(tmp_path / "a", COMPANY)).exit_code == 0
    )
    warned = run("check", "--today", TODAY, "--content", write(tmp_path / "b", COMPANY, WARNED))
    assert "No errors and 1 warning in" in warned.output
    faulty = run("check", "--today", TODAY, "--content", write(tmp_path / "c", COMPANY, FAULTY))
    assert "2 errors and no warnings in" in faulty.output


@pytest.mark.parametrize(
    "words",
    [["status"], ["rules"], ["rules", "sandbagged"], ["check"], ["new", "--help"], ["--version"]],
    ids=" ".join,
)
def test_an_output_that_takes_nothing_is_told_in_a_line(tmp_path: Path, words: list[str]) -> None:
    content = [] if words[-1].startswith("--") else ["--content", str(company(tmp_path) / "content")]
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device, not a file
        result = subprocess.run(
            [program(), *words, *content], stdout=full, stderr=subprocess.PIPE, env=environment(), check=False
        )
    told = result.stderr.decode()
    assert (result.returncode, told) == (
        2,
        "Error: The output can't be read or written: No space left on device."
        " Free some space and try again.\n",
    )


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_streams_may_be_closed(tmp_path: Path, closed: str) -> None:
    content = company(tmp_path) / "content"
    shell = (
        f'"$0" status --content "$1" --today {TODAY} {closed} && "$0" new team Ships --content "$1" {closed}'
    )
    result = subprocess.run(
        ["sh", "-c", shell, program(), str(content)], capture_output=True, env=environment(), check=False
    )
    assert (result.returncode, result.stderr) == (0, b"")
    assert (content / "teams/ships.md").is_file()


@pytest.mark.parametrize("words", [["rules"], ["rules", "objective-unaligned"], ["check"]], ids=" ".join)
def test_nobody_gets_colours_who_wants_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    content = company(tmp_path, WARNED) / "content"
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[33m" in run(*words, "--content", content, color=True).output
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in run(*words, "--content", content, color=True).output
