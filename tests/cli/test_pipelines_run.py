"""The pipelines' own commands, run as the forges run them: on a proposal that is checked out as if it were
merged."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from forges import needed, parsed, pipelines, scripts, steps
from project import COMPANY, FAULTY, environment, program
from repositories import Repo

CONTENT = "Büro/our okrs"
WORKFLOWS = pipelines("github", content=CONTENT)
GITLAB = parsed(pipelines("gitlab", content=CONTENT)[".gitlab-ci.yml"])

EVIL = "2026-Q4/vans/short-way.md"
TITLE = "Take the $(touch evil) `touch evil` ; touch evil"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    needed("bash")
    made = Repo(tmp_path / "repo")
    made.write_all(COMPANY, below=CONTENT)
    made.commit("Begin", day="2026-10-01")
    return made


def proposed(repo: Repo, files: dict[str, str], *, below: str = CONTENT) -> Repo:
    """Check out the merge of a proposal, while the branch that it goes to has gone on."""
    repo.branch("propose")
    repo.write_all(files, below=below)
    repo.commit("Propose", day="2026-11-02")
    repo.switch("main")
    repo.write("README.md", "Meanwhile\n")
    repo.commit("Meanwhile", day="2026-11-03")
    repo.detach()
    repo.merge("propose", day="2026-11-04")
    return repo


def bash(folder: Path, script: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script as a forge does, with the okrsite of these tests, and a pip that has nothing to do."""
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    pip = programs / "pip"
    pip.write_text("#!/bin/sh\n")
    pip.chmod(0o755)
    path = os.pathsep.join([str(programs), str(Path(program()).parent), os.environ["PATH"]])
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env=environment(PATH=path, TMPDIR=str(programs), **variables),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def github(repo: Repo, name: str) -> dict[str, int]:
    """The exit codes of a workflow's commands, those of a pull request with the number 12."""
    return {step: done.returncode for step, done in run_on_github(repo, name).items()}


def run_on_github(repo: Repo, name: str) -> dict[str, subprocess.CompletedProcess[str]]:
    temporary = repo.root.parent / "temporary"
    temporary.mkdir()
    workflow = parsed(WORKFLOWS[f".github/workflows/okrs-{name}.yml"])
    return {
        step["name"]: bash(
            repo.root,
            step["run"],
            CONTENT=workflow["env"]["CONTENT"],
            RUNNER_TEMP=str(temporary),
            GITHUB_STEP_SUMMARY=str(temporary / "summary.md"),
            NUMBER="12",
        )
        for step in steps(workflow)
        if "run" in step
    }


def taken_for_commands(printed: str) -> list[str]:
    """The lines of a step's output that GitHub's runner carries out: those that begin with `::`, be it behind
    spaces, and those with `##[` anywhere, until it is told to stop."""
    found = []
    for line in printed.splitlines():
        if line.lstrip().startswith("::stop-commands::"):
            break
        if line.lstrip().startswith("::") or "##[" in line:
            found.append(line)
    return found


def gitlab(repo: Repo, name: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A job of a merge request, or of the default branch."""
    base = repo.git("rev-parse", "main")
    return bash(
        repo.root,
        "\n".join(scripts(GITLAB[".okrs"] | GITLAB[name])),
        CONTENT=CONTENT,
        CI_MERGE_REQUEST_DIFF_BASE_SHA=base,
        **variables,
    )


def test_github_checks_a_proposal(repo: Repo) -> None:
    proposed(repo, {EVIL: COMPANY[EVIL].replace("Take the short way", TITLE)})
    assert set(github(repo, "check").values()) == {0}
    temporary = repo.root.parent / "temporary"
    assert (temporary / "comment/number").read_text() == "12\n"
    comment = (temporary / "comment/comment.md").read_text("utf-8")
    assert "touch evil" in comment
    assert comment.startswith("<!-- okrsite diff -->\n"), "by which the comment is found again"
    assert (temporary / "summary.md").read_text("utf-8").endswith(comment)
    assert not (temporary / "comment/untouched").exists()
    assert (temporary / "preview/2026-Q4/vans/short-way.html").is_file()
    assert not list(repo.root.parent.rglob("evil"))
    assert repo.git("status", "--porcelain") == ""


def test_github_stops_a_proposal_with_faults_and_still_says_what_it_means(repo: Repo) -> None:
    codes = github(proposed(repo, FAULTY), "check")
    assert codes == {
        "Install okrsite": 0,
        "Check what the change causes": 1,
        "Say what the change means": 0,
        "Build the site as it would be": 1,
    }


@pytest.mark.parametrize("workflow", ["check", "publish"])
def test_github_takes_no_line_of_the_content_for_a_command(repo: Repo, workflow: str) -> None:
    hostile = (
        COMPANY[EVIL].replace("Take the short way", "'##[error]::error::x'").replace("minutes", "::error::")
    )
    proposed(repo, {EVIL: hostile, "2026-Q4/vans/##[error]x.md": hostile})
    steps_done = run_on_github(repo, workflow)
    told = "".join(done.stdout + done.stderr for done in steps_done.values())
    assert "[error]" in told, "it is shown to people"
    for done in steps_done.values():
        for line in taken_for_commands(f"{done.stdout}\n{done.stderr}"):
            assert re.match(r"::(error|warning) file=B%?", line), line


def test_github_passes_a_proposal_that_causes_no_fault(repo: Repo) -> None:
    repo.write_all(FAULTY, below=CONTENT)
    repo.commit("Faults that were there before")
    codes = github(proposed(repo, {"docs.md": "Other\n"}, below=""), "check")
    assert codes["Check what the change causes"] == 0
    assert codes["Build the site as it would be"] == 1
    assert (repo.root.parent / "temporary/comment/untouched").is_file()


def test_github_publishes(repo: Repo) -> None:
    assert set(github(repo, "publish").values()) == {0}
    assert (repo.root.parent / "temporary/site/index.html").is_file()


def test_gitlab_checks_a_proposal(repo: Repo) -> None:
    proposed(repo, {EVIL: COMPANY[EVIL].replace("Take the short way", TITLE)})
    for job in ("okrs check", "okrs preview", "okrs diff"):
        done = gitlab(repo, job)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (repo.root / ".okrs/quality.json").read_text().startswith("[")
    assert "<testsuite" in (repo.root / ".okrs/junit.xml").read_text("utf-8")
    assert "touch evil" in (repo.root / ".okrs/note.md").read_text("utf-8")
    assert not (repo.root / ".okrs/untouched").exists()
    assert (repo.root / "preview/index.html").is_file()
    assert not list(repo.root.parent.rglob("evil"))


def test_gitlab_stops_a_proposal_with_faults(repo: Repo) -> None:
    proposed(repo, FAULTY)
    done = gitlab(repo, "okrs check")
    assert done.returncode == 1
    assert "short-way.md:4:9" in done.stdout
    assert "short-way.md" in (repo.root / ".okrs/quality.json").read_text("utf-8")
    assert gitlab(repo, "okrs diff").returncode == 0


def test_gitlab_publishes_and_can_do_so_again(repo: Repo) -> None:
    for _ in range(2):
        done = gitlab(repo, "pages")
        assert done.returncode == 0, done.stdout + done.stderr
        assert (repo.root / "public/index.html").is_file()
        repo.remove("public")  # as a fresh checkout does


def test_the_whole_repository_as_content(tmp_path: Path) -> None:
    """What a job writes beside the content must not be taken for content."""
    repo = Repo(tmp_path / "repo")
    repo.write_all(COMPANY, below="")
    repo.commit("Begin")
    setting_up = GITLAB[".okrs"]["before_script"]
    report = GITLAB["okrs check"]["script"][0]
    done = bash(repo.root, "\n".join([*setting_up, report, report]), CONTENT=".")
    assert done.returncode == 0, done.stderr
    assert (repo.root / ".okrs/quality.json").read_text("utf-8").strip() == "[]"
