"""No content gives a traceback: what can't be understood is reported, in files as strange as can be."""

import errno
import os
import random
import sys
from io import FileIO
from pathlib import Path

import pytest
from project import COMPANY, FAULTY, TODAY, company, okrsite, run, tree, write

from okrsite.loading import reading

OBJECTIVE = "2026-Q4/vans/odd.md"


def objective(front: str, body: str = "") -> dict[str, str]:
    return {OBJECTIVE: f"---\ntitle: Odd\nparent: company/every-street\n{front}\n---\n{body}\n"}


def key_result(fields: str) -> dict[str, str]:
    return objective("key_results:\n  - id: a\n    title: A\n    " + fields.replace("\n", "\n    "))


def check_in(front: str) -> dict[str, str]:
    return {"2026-Q4/ovens/checkins/2026-11-13.md": f"---\n{front}\n---\n"}


ODD = {
    # front matter
    "empty": {OBJECTIVE: ""},
    "only marks": {OBJECTIVE: "---\n---\n"},
    "never closed": {OBJECTIVE: "---\ntitle: Odd\n"},
    "a list": {OBJECTIVE: "---\n- a\n- b\n---\n"},
    "a text": {OBJECTIVE: "---\njust words\n---\n"},
    "a number": {OBJECTIVE: "---\n42\n---\n"},
    "null": {OBJECTIVE: "---\n~\n---\n"},
    "nul bytes": {OBJECTIVE: "---\ntitle: A\0B\n---\n"},
    "control characters": {OBJECTIVE: "---\ntitle: \x01\x02\x1b[31m\n---\n\x07\n"},
    "odd line breaks": {OBJECTIVE: "---\ntitle: A\u2028B\x85C\x0bD\n---\n"},
    "surrogates": {OBJECTIVE: '---\ntitle: "\\ud800"\n---\n'},
    "right to left": {OBJECTIVE: "---\ntitle: \u202egnp.exe\n---\n"},
    "deep": objective("owner: " + "[" * 5000),
    "deep and closed": objective("owner: " + "[" * 3000 + "]" * 3000),
    "deep mappings": objective("\n".join(" " * depth + "a:" for depth in range(400))),
    "a bomb": objective("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\nowner: [*d, *d]"),
    "an alias of itself": objective("owner: &a [*a]"),
    "a tag": objective("owner: !!python/object/apply:os.system ['true']"),
    "a merge": objective("<<: {title: B}"),
    "a mapping as key": objective("? {a: b}\n: c"),
    "a list as key": objective("? [a, b]\n: c"),
    "an empty key": objective("'': x"),
    "a long line": objective("owner: " + "x" * 1_000_000),
    "many keys": objective("\n".join(f"k{number}: 1" for number in range(2000))),
    "many documents": objective("--- a\n--- b"),
    "a directive": {OBJECTIVE: "%YAML 9.9\n---\ntitle: A\n---\n"},
    # values
    "huge numbers": key_result("from: 1" + "0" * 400 + "\nto: 2"),
    "huge multipliers": key_result("from: 999999999999999999999999999bn\nto: 2"),
    "many decimals": key_result("from: 0." + "3" * 500 + "\nto: 1"),
    "infinity": key_result("from: inf\nto: nan"),
    "exponents": key_result("from: 1e999999999\nto: 1"),
    "other digits": key_result("from: ٣\nto: ５"),
    "superscripts": key_result("from: ²\nto: ³"),
    "a weight of infinity": key_result("from: 1\nto: 2\nweight: inf"),
    "a weight below zero": key_result("from: 1\nto: 2\nweight: -1"),
    "a huge weight": key_result("from: 1\nto: 2\nweight: 1" + "0" * 300),
    "all weights zero": key_result("at_least: 1\nweight: 0"),
    "a key result that is a text": objective("key_results: all"),
    "key results in a mapping": objective("key_results:\n  a:\n    title: A"),
    "key results in key results": objective("key_results: [[[]]]"),
    "no milestones": key_result("milestones: []"),
    "milestones of milestones": key_result("milestones: [[a], {b: c}]"),
    "its own parent": objective("key_results: []").copy() | {OBJECTIVE: "---\ntitle: A\nparent: odd\n---\n"},
    "a parent of slashes": {OBJECTIVE: "---\ntitle: A\nparent: ////#//#\n---\n"},
    "a parent that climbs": {OBJECTIVE: "---\ntitle: A\nparent: ../../../etc/passwd\n---\n"},
    "dates that are none": key_result("from: 1\nto: 2\nadded: 2026-02-30\ndropped: 0000-00-00"),
    # other files
    "settings that are a list": {"okrsite.yml": "- a\n"},
    "settings that are broken": {"okrsite.yml": "company: [\n"},
    "empty settings": {"okrsite.yml": ""},
    "a time zone that climbs": {"okrsite.yml": "company: A\ntime_zone: ../../etc/passwd\n"},
    "a time zone that is none": {"okrsite.yml": "company: A\ntime_zone: Mars/Olympus\n"},
    "an odd language": {"okrsite.yml": 'company: A\nlanguage: "\\"><script>"\n'},
    "no repository": {"okrsite.yml": "company: A\nrepository: javascript:alert(1)\nurl: 'http://['\n"},
    "odd rules": {"okrsite.yml": "company: A\nrules: {a: b, unused-draft: {x: {y: z}}, wrong-type: [1]}\n"},
    "no root team": {"teams/company.md": "---\nname: A\nparent: ovens\n---\n"},
    "a team of its own": {"teams/ovens.md": "---\nname: A\nparent: ovens\n---\n"},
    "a check-in that is a list": check_in("key_results: [a, b]"),
    "readings of readings": check_in("key_results: {on-time: {value: {value: 3}}}"),
    "odd keys": check_in("key_results: {'#': {}, 'a#b#c': {}, '/': {}, '': {}}"),
    "confidence": check_in("key_results: {on-time: {confidence: 1e3}, waste: {confidence: 11}}"),
    "a check-in on a day that is none": {"2026-Q4/ovens/checkins/2026-02-30.md": "---\n---\n"},
    "a check-in in the year 9999": {"2026-Q4/ovens/checkins/9999-12-31.md": "---\n---\n"},
    "a check-in in the year 1": {"2026-Q4/ovens/checkins/0001-01-01.md": "---\n---\n"},
    "cycles at the ends of time": dict.fromkeys(
        [f"{name}/ovens/a.md" for name in ["0000", "0001-Q1", "9999", "9999-Q4", "FY00", "FY99-H2"]],
        "---\ntitle: A\n---\n",
    ),
    "cycles with odd dates": {"push/index.md": "---\nstarts: 9999-12-31\nends: 0001-01-01\n---\n"},
    "a cycle of all time": {
        "ever/index.md": "---\nstarts: 0001-01-01\nends: 9999-12-31\n---\n",
        "ever/ovens/a.md": "---\ntitle: A\n---\n",
    },
    "a table of rubbish": {"kpis/waste.csv": 'date,value\n"2026,\n,,,,\n\0\n2026-10-31,"3\n'},
    "a table of one cell": {"kpis/waste.csv": "x"},
    "a table with a huge cell": {"kpis/waste.csv": "date,value\n2026-10-31," + "9" * 200_000 + "\n"},
    "an empty table": {"kpis/waste.csv": ""},
    "odd names": {
        f"2026-Q4/vans/{name}.md": "" for name in ("CON", "a b", "-", "ü", "a\nb", "\x1b[31m", "a" * 200)
    },
    "no extension": {"2026-Q4/vans/odd": "x", "2026-Q4/odd": "x", "odd": "x"},
    "deep folders": {"2026-Q4/vans/" + "a/" * 60 + "b.md": "x"},
    # prose
    "deep quotes": objective("", ">" * 5000 + " a"),
    "deep lists": objective("", "\n".join("  " * depth + "- a" for depth in range(300))),
    "many brackets": objective("", "[" * 20_000),
    "many stars": objective("", "*a **b " * 10_000),
    "many links": objective("", "[a](b" * 5_000),
    "a wide table": objective("", "a|" * 2000 + "\n" + "-|" * 2000 + "\n" + "b|b\n" * 500),
    "addresses that are none": objective(
        "", "[a](http://[) [b](//) [c](\\\\x) [d](%ZZ) [e](<>) [f](#) ![g]()"
    ),
    "addresses that climb": objective(
        "", "[a](../../../../etc/passwd) ![b](/etc/passwd) [c](file:///etc/passwd)"
    ),
    "entities": objective("", "&#0; &#xD800; &#x110000; &nonsense; &amp"),
}


def told(folder: Path) -> str:
    """What check, build and graph print; they end with 0 or 1 and in no other way."""
    output = ""
    for command in (["check", "--all"], ["build", "--output", folder / "site"], ["graph", "-"]):
        result = run(*command, "--content", folder / "content", "--today", TODAY)
        assert result.exit_code in (0, 1), result.output
        assert "Traceback" not in result.output
        output += result.output
    return output


@pytest.mark.parametrize("files", ODD.values(), ids=ODD)
def test_odd_content(tmp_path: Path, files: dict[str, str]) -> None:
    told(company(tmp_path, files))


def test_all_of_it_at_once(tmp_path: Path) -> None:
    company(tmp_path)
    for number, files in enumerate(ODD.values()):
        for path, text in files.items():
            write(tmp_path / "content", {path.replace("odd.md", f"odd-{number}.md"): text})
    result = okrsite("check", "--content", tmp_path / "content", "--today", TODAY)
    assert result.returncode == 1
    assert result.stderr == ""


BYTES = {
    "noise": random.Random(7).randbytes(5000),
    "UTF-16": "---\ntitle: A\n---\n".encode("utf-16"),
    "latin-1": "---\ntitle: Übermut\n---\n".encode("latin-1"),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "zeros": bytes(100_000),
    "half a letter": b"---\ntitle: \xe2\x82\n---\n",
}


@pytest.mark.parametrize("path", [OBJECTIVE, "okrsite.yml", "index.md", "kpis/waste.csv", "teams/ovens.md"])
@pytest.mark.parametrize("content", BYTES.values(), ids=BYTES)
def test_files_that_are_no_text(tmp_path: Path, path: str, content: bytes) -> None:
    (company(tmp_path) / "content" / path).write_bytes(content)
    output = told(tmp_path)
    assert path in output


# Things in the file system that are not what their names say.


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such things")
def test_no_files(tmp_path: Path) -> None:
    content = company(tmp_path) / "content"
    vans = content / "2026-Q4" / "vans"
    os.mkfifo(vans / "pipe.md")
    (vans / "folder.md").mkdir()
    (vans / "nowhere.md").symlink_to("nothing.md")
    (vans / "self.md").symlink_to("self.md")
    (vans / "device.md").symlink_to("/dev/zero")
    (content / "2026-Q4" / "loop").symlink_to(content, target_is_directory=True)
    (content / "assets").mkdir()
    os.mkfifo(content / "assets" / "pipe.png")
    (content / "assets" / "zero.png").symlink_to("/dev/zero")
    (content / "assets" / "out.txt").symlink_to("/etc/passwd")
    result = okrsite("check", "--content", content, "--today", TODAY, timeout=60)
    assert result.returncode == 1
    assert result.stderr == ""
    result = okrsite("build", "--content", content, "--output", tmp_path / "site", timeout=60)
    assert result.returncode == 1, result.stdout
    assert "Traceback" not in result.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are text there")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    content = company(tmp_path) / "content"
    for folder in ("2026-Q4/vans", "assets", "teams", "."):
        (content / folder).mkdir(exist_ok=True)
        (content / folder / os.fsdecode(b"\xff\xfe.md")).write_bytes(b"---\ntitle: A\n---\n")
    result = okrsite("build", "--content", content, "--output", tmp_path / "site", "--today", TODAY)
    assert result.returncode == 1
    assert result.stderr == ""


def test_files_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, because nothing is refused to root."""
    content = company(tmp_path) / "content"
    opened, scan = reading.FileIO, os.scandir

    def refuse(path: Path | str, locked: str) -> None:
        if str(path).endswith(locked):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    def open_file(path: str) -> FileIO:
        refuse(path, "teams/vans.md")
        return opened(path)

    def scandir(path: Path) -> object:
        refuse(path, "2026-Q4/vans")
        return scan(path)

    monkeypatch.setattr(reading, "FileIO", open_file)
    monkeypatch.setattr(os, "scandir", scandir)
    result = run("check", "--content", content, "--today", TODAY)
    assert result.exit_code == 1
    assert "teams/vans.md:1:1  error  unreadable-file" in result.output
    assert "2026-Q4/vans:1:1  error  unreadable-file" in result.output
    assert result.output.count("Permission denied") == 2


# Small accidents: a letter too much or too little, a line lost, a line twice.


def accident(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    line = lines[at]
    cut = chance.randrange(len(line) + 1)
    kind = chance.randrange(7)
    if kind == 0:
        del lines[at]
    elif kind == 1:
        lines.insert(at, line)
    elif kind == 2:
        lines[at] = line[:cut] + line[cut + 1 :]
    elif kind == 3:
        lines[at] = line[:cut] + chance.choice("\"':#[]{}-,&*!|>%@`\t0\u00a0é") + line[cut:]
    elif kind == 4:
        lines[at] = "  " + line
    elif kind == 5:
        lines[at] = line.lstrip()
    else:
        lines[at] = line[:cut]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(120))
def test_accidents(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    content = company(tmp_path) / "content"
    for path in chance.sample(sorted(COMPANY), 3):
        file = content / path
        text = COMPANY[path]
        for _ in range(chance.choice([1, 1, 2, 5])):
            text = accident(text, chance)
        file.write_bytes(text.encode())
    told(tmp_path)


def test_a_fault_never_hides_another(tmp_path: Path) -> None:
    """However odd a file is, the faults of the others are told beside it."""
    company(tmp_path, ODD["deep"], FAULTY)
    assert "short-way.md:4:9  error  parent-not-found" in told(tmp_path)


def test_nothing_of_the_machine_gets_into_the_site(tmp_path: Path) -> None:
    """Links that climb out of the content bring nothing along."""
    content = company(tmp_path, ODD["addresses that climb"]) / "content"
    (content / "assets").mkdir()
    told(tmp_path)
    assert not [path for path, text in tree(tmp_path).items() if b"root:x:0" in text]
