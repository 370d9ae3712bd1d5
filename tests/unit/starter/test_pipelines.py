"""The pipelines that `init --ci` writes are valid, may do no more than they must, and let no text run."""

import json
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
from forges import actionlint, linted, needed, parsed, pipelines, scripts, steps, written

from okrsite.starter.pipelines import pipeline_files

CHECK, COMMENT, PUBLISH = (f".github/workflows/okrs-{name}.yml" for name in ("check", "comment", "publish"))
GITHUB = pipelines("github")
GITLAB = parsed(pipelines("gitlab")[".gitlab-ci.yml"])
ODD = {"content": "Büro/our \"okrs\" ${{ x }} $HOME 'y'\\", "branch": "!a+b/ü#1"}


def tool(name: str) -> str:
    return str(Path(sysconfig.get_path("scripts")) / name)


@pytest.fixture(scope="session")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return actionlint(tmp_path_factory.mktemp("actionlint"))


# valid


@pytest.mark.parametrize("words", [{}, ODD], ids=["usual", "odd"])
@pytest.mark.parametrize("forge", ["github", "gitlab"])
def test_they_fit_the_schema(tmp_path: Path, forge: str, words: dict[str, str]) -> None:
    files = written(tmp_path, pipelines(forge, **words))
    schema = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}[forge]
    asked = [tool("check-jsonschema"), "--builtin-schema", schema, *map(str, files)]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    files[0].write_text(
        files[0].read_text("utf-8").replace("script:", "scripts:").replace("steps:", "stepz:"), "utf-8"
    )
    assert subprocess.run(asked, capture_output=True, check=False).returncode != 0


@pytest.mark.parametrize("words", [{}, ODD], ids=["usual", "odd"])
def test_actionlint_finds_nothing(tmp_path: Path, linter: Path, words: dict[str, str]) -> None:
    assert linted(linter, *written(tmp_path, pipelines("github", **words))) == []


def test_actionlint_would_find_something(tmp_path: Path, linter: Path) -> None:
    broken = GITHUB[PUBLISH].replace("needs: build", "needs: biuld")
    (found,) = linted(linter, *written(tmp_path, {PUBLISH: broken}))
    assert 'needs job "biuld" which does not exist' in found


def zizmor(folder: Path) -> list[str]:
    """The audits that zizmor has something to say on, at its strictest."""
    asked = [tool("zizmor"), "--offline", "--no-progress", "--persona=auditor", "--format=json", str(folder)]
    done = subprocess.run(asked, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode not in (1, 2, 3), done.stderr
    return sorted(finding["ident"] for finding in json.loads(done.stdout) if not finding["ignored"])


def test_zizmor_finds_nothing(tmp_path: Path) -> None:
    written(tmp_path, GITHUB)
    assert zizmor(tmp_path) == []


def test_zizmor_would_find_something(tmp_path: Path) -> None:
    title = GITHUB[CHECK].replace('"$NUMBER"', '"${{ github.event.pull_request.title }}"')
    trigger = re.sub("# zizmor: ignore.*", "", GITHUB[COMMENT])
    tag = re.sub("@[0-9a-f]{40}", "@v5", GITHUB[PUBLISH])
    written(tmp_path, {CHECK: title, COMMENT: trigger, PUBLISH: tag})
    assert {"template-injection", "dangerous-triggers", "unpinned-uses"} <= set(zizmor(tmp_path))


# no text runs


@pytest.mark.parametrize("path", GITHUB)
def test_shell_is_shell_and_takes_nothing_but_variables(path: str) -> None:
    needed("bash")
    blocks = [step["run"] for step in steps(parsed(GITHUB[path])) if "run" in step]
    for block in blocks:
        assert "${{" not in block
        assert not re.search(r"(?<![\"\w])\$\w", block), "every variable is in quotes"
        assert subprocess.run(["bash", "-n"], input=block.encode(), check=False).returncode == 0
    assert bool(blocks) is (path != COMMENT)


def test_gitlabs_shell_too() -> None:
    needed("bash")
    for name, job in GITLAB.items():
        for line in scripts(job):
            shell = re.sub(r"(?s)<<'SCRIPT'.*", "", line) if "<<'SCRIPT'" in line else line
            assert not re.search(r"(?<![\"\w{-])\$(?!\?)[\w{]", shell), f"{name}: every variable is in quotes"
        whole = "\n".join(scripts(job))
        assert subprocess.run(["bash", "-n"], input=whole.encode(), check=False).returncode == 0


def test_scripts_take_nothing_but_variables() -> None:
    for path in GITHUB:
        for step in steps(parsed(GITHUB[path])):
            assert "${{" not in step.get("with", {}).get("script", "")


@pytest.mark.parametrize("path", GITHUB)
def test_expressions_are_only_these(path: str) -> None:
    """None is a text that a stranger writes into a place where it could do something."""
    found = set(re.findall(r"\$\{\{\s*(.*?)\s*\}\}", GITHUB[path], re.DOTALL))
    known = {
        CHECK: {
            "github.event.pull_request.number",
            "runner.temp",
            "!cancelled() && steps.install.outcome == 'success'",
            "!cancelled() && steps.diff.outcome == 'success'",
            "!cancelled() && steps.preview.outcome == 'success'",
        },
        COMMENT: {
            "github.event.workflow_run.head_repository.id",
            "github.event.workflow_run.head_branch",  # in the name of a group, where nothing reads it
            "github.event.workflow_run.event == 'pull_request'\n"
            "      && github.event.workflow_run.conclusion != 'cancelled'",
            "github.event.workflow_run.id",
            "github.token",
            "runner.temp",
            "steps.download.outcome == 'success'",
        },
        PUBLISH: {"!github.event.repository.fork", "runner.temp", "steps.deployment.outputs.page_url"},
    }
    assert found == known[path]


# no more rights than needed


def test_what_a_pull_request_runs_may_only_read() -> None:
    workflow = parsed(GITHUB[CHECK])
    assert workflow["on"] == {"pull_request": None}
    assert workflow["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in workflow["jobs"].values())
    assert "secrets." not in GITHUB[CHECK]
    assert "github.token" not in GITHUB[CHECK]


def test_what_writes_the_comment_runs_nothing_of_the_pull_request() -> None:
    workflow = parsed(GITHUB[COMMENT])
    assert list(workflow["on"]) == ["workflow_run"]
    assert workflow["on"]["workflow_run"]["workflows"] == [parsed(GITHUB[CHECK])["name"]]
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert all("run" not in step for step in job["steps"])
    assert {step["uses"].partition("@")[0] for step in job["steps"]} == {
        "actions/download-artifact",
        "actions/github-script",
    }
    # What is downloaded lies outside of where anything would be looked for and run.
    assert job["steps"][0]["with"]["path"].startswith("${{ runner.temp }}/")


def test_only_what_deploys_may_write_pages() -> None:
    workflow = parsed(GITHUB[PUBLISH])
    assert workflow["on"] == {
        "push": {"branches": ["main"]},
        "schedule": [{"cron": "17 5 * * 1-5"}],
        "workflow_dispatch": None,
    }
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read"},
        "deploy": {"pages": "write", "id-token": "write"},
    }
    assert [step["uses"].partition("@")[0] for step in workflow["jobs"]["deploy"]["steps"]] == [
        "actions/deploy-pages"
    ]


@pytest.mark.parametrize("path", GITHUB)
def test_actions_are_pinned_and_say_their_version(path: str) -> None:
    uses = re.findall(r"uses: (.*)", GITHUB[path])
    assert uses
    for one in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one)


@pytest.mark.parametrize("path", [CHECK, PUBLISH])
def test_all_history_and_no_credentials(path: str) -> None:
    (checkout,) = [
        s for s in steps(parsed(GITHUB[path])) if s.get("uses", "").startswith("actions/checkout@")
    ]
    assert checkout["with"] == {"fetch-depth": 0, "persist-credentials": "false"}
    assert all(job["timeout-minutes"] for job in parsed(GITHUB[path])["jobs"].values())


def test_gitlab_jobs_run_when_they_should() -> None:
    request = '$CI_PIPELINE_SOURCE == "merge_request_event"'
    rules = {
        name: [" ".join(rule["if"].split()) for rule in job["rules"]]
        for name, job in GITLAB.items()
        if not name.startswith(".")
    }
    assert rules == {
        "okrs check": [request],
        "okrs preview": [request],
        "okrs diff": [request],
        "okrs note": [
            f"$OKRSITE_TOKEN && {request}"
            " && $CI_MERGE_REQUEST_SOURCE_PROJECT_ID == $CI_MERGE_REQUEST_PROJECT_ID"
        ],
        "pages": ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"],
    }
    assert GITLAB[".okrs"]["variables"]["GIT_DEPTH"] == "0"
    # The token is a variable of the project, and only the job that writes the note names it.
    named = [name for name, job in GITLAB.items() if "OKRSITE_TOKEN" in json.dumps(job)]
    assert named == ["okrs note"]
    assert GITLAB["okrs note"]["variables"] == {"GIT_STRATEGY": "none"}
    assert GITLAB["okrs note"]["allow_failure"] == "true"
    assert GITLAB["okrs preview"]["artifacts"]["expose_as"]
    # GitLab shows a folder only where its path ends so.
    assert GITLAB["okrs preview"]["artifacts"]["paths"] == ["preview/"]
    assert GITLAB["okrs check"]["artifacts"]["reports"] == {
        "codequality": ".okrs/quality.json",
        "junit": ".okrs/junit.xml",
    }


# the words that are filled in


def test_they_install_the_version_that_wrote_them() -> None:
    for forge in ("github", "gitlab"):
        text = "".join(pipeline_files(forge, version="7.8.9", content="content", branch="main").values())
        assert set(re.findall(r"pip install (\S+)", text)) == {"okrsite==7.8.9"}
        assert not re.search("@[A-Z]+@", text)


def test_odd_names_mean_themselves() -> None:
    github = pipelines("github", **ODD)
    # GitHub takes an expression in a value for what it is, so that this one is the two signs themselves.
    assert parsed(github[CHECK])["env"]["CONTENT"] == ODD["content"].replace("${{", "${{ '${{' }}")
    assert parsed(github[PUBLISH])["on"]["push"]["branches"] == ["\\!a\\+b/ü#1"]
    gitlab = parsed(pipelines("gitlab", **ODD)[".gitlab-ci.yml"])
    assert gitlab[".okrs"]["variables"]["CONTENT"] == ODD["content"].replace("$", "$$")
