"""`okrsite schema` prints and writes schemas that other programs can read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
import yaml_core
from click.testing import CliRunner, Result

from okrsite.cli.main import main
from okrsite.loading.discover import discover
from okrsite.loading.schema import KINDS

REPOSITORY = Path(__file__).resolve().parents[2]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["schema", *arguments])


def judge(*arguments: str) -> subprocess.CompletedProcess[str]:
    """What another program says: it reads patterns as JavaScript does."""
    return subprocess.run(
        [sys.executable, "-m", "check_jsonschema", *arguments], capture_output=True, text=True, check=False
    )


def test_the_kinds_are_listed() -> None:
    result = run()
    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.split("\n\n")[0].splitlines()] == [
        k.name for k in KINDS
    ]


@pytest.mark.parametrize("name", ["check-in", "check_in", " Check-In "])
def test_a_kind_is_printed(name: str) -> None:
    result = run(name)
    assert result.exit_code == 0
    assert json.loads(result.output)["$id"] == "urn:okrsite:schema:check-in"


def test_a_kind_that_there_is_not() -> None:
    result = run("objectiv")
    assert result.exit_code == 2
    assert result.output == "Error: There is no kind of file `objectiv`. Did you mean `objective`?\n"


def test_other_programs_accept_the_schemas_and_the_example_by_them(tmp_path: Path) -> None:
    folder = tmp_path / "a folder"
    assert run("--output", str(folder)).exit_code == 0
    files = sorted(folder.iterdir())
    assert {file.stem for file in files} == {kind.name for kind in KINDS}
    judged = judge("--check-metaschema", *map(str, files))
    assert judged.returncode == 0, judged.stdout
    by_kind: dict[str, list[str]] = {}
    for number, file in enumerate(discover(REPOSITORY / "content", lambda _: None).files):
        if (folder / f"{file.kind.replace('_', '-')}.json").is_file():
            text = (REPOSITORY / "content" / file.path).read_text("utf-8")
            front = text if file.kind == "settings" else yaml_core.front_matter(text)
            read = tmp_path / f"{number}.json"
            read.write_text(json.dumps(yaml_core.read(front)), "utf-8")
            by_kind.setdefault(file.kind.replace("_", "-"), []).append(str(read))
    for kind, read in by_kind.items():
        judged = judge("--schemafile", str(folder / f"{kind}.json"), *read)
        assert judged.returncode == 0, judged.stdout


def test_other_programs_find_what_is_wrong(tmp_path: Path) -> None:
    assert run("settings", "--output", str(tmp_path)).exit_code == 0
    assert [file.name for file in tmp_path.iterdir()] == ["settings.json"]
    (tmp_path / "okrsite.yml").write_text(
        "company: Acme\nrepositry: x\nrules: {objective-cuont: off}\n", "utf-8"
    )
    judged = judge("--schemafile", str(tmp_path / "settings.json"), str(tmp_path / "okrsite.yml"))
    assert judged.returncode == 1
    assert "repositry" in judged.stdout
    assert "objective-cuont" in judged.stdout


def test_an_older_schema_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    assert run("--output", str(tmp_path)).exit_code == 0
    assert run("--output", str(tmp_path)).exit_code == 0
    (tmp_path / "kpi.json").write_text('{"$id": "mine"}', "utf-8")
    (tmp_path / "team.json").write_text('{"$id": "urn:okrsite:schema:team", "old": true}', "utf-8")
    result = run("--output", str(tmp_path))
    assert result.exit_code == 2
    assert result.output.endswith("kpi.json is there and is no schema of okrsite; nothing was written.\n")
    assert json.loads((tmp_path / "team.json").read_text("utf-8"))["old"] is True
    (tmp_path / "kpi.json").unlink()
    assert run("--output", str(tmp_path)).exit_code == 0
    assert "old" not in json.loads((tmp_path / "team.json").read_text("utf-8"))


def test_a_folder_that_can_not_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    result = run("--output", str(tmp_path / "file" / "below"))
    assert result.exit_code == 2
    assert "can't be written" in result.output
