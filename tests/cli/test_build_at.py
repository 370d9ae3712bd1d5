"""`okrsite build --at`: the site as it was; and what a build says where the past is not known."""

from pathlib import Path

import pytest
from click.testing import Result
from project import COMPANY, naming, run, tree, write
from repositories import Repo

WAY = "2026-Q4/vans/short-way.md"
PICTURE = "<svg xmlns='http://www.w3.org/2000/svg'><title>{}</title></svg>"
SETTINGS = COMPANY["okrsite.yml"] + "repository: https://github.com/harbour/okrs\ntime_zone: Europe/Berlin\n"


@pytest.fixture(params=["content", "", "our okrs/größe"])
def folder(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def repo(tmp_path: Path, folder: str) -> Repo:
    """The small company, a target that is moved in October, and one that is moved in November."""
    made = Repo(tmp_path / "okrs")
    files = {path: text for path, text in COMPANY.items() if "checkins" not in path and "kpis" not in path}
    files["2026-Q4/ovens/warm-at-six.md"] = files["2026-Q4/ovens/warm-at-six.md"].replace(
        "    kpi: waste\n", ""
    )
    files[WAY] += "The way: ![map](../../assets/map.svg)\n"
    made.write_all({**files, "okrsite.yml": SETTINGS, "assets/map.svg": PICTURE.format("old")}, folder)
    made.commit("Begin", day="2026-10-01")
    for day, old, new in (("2026-10-12", "20", "25"), ("2026-11-09", "25", "30")):
        made.edit(at(folder, WAY), f"to: {old} minutes", f"to: {new} minutes")
        made.write(at(folder, "assets/map.svg"), PICTURE.format(day))
        made.commit(f"From {old} to {new}", day=day, author="Lee Park")
    made.git("tag", "planning", "HEAD~2")
    return made


def at(folder: str, path: str) -> str:
    return f"{folder}/{path}" if folder else path


def build(repo: Repo, folder: str, revision: str, *more: str) -> Result:
    site = repo.root.parent / "site"
    return run("build", "--content", repo.root / folder, "--output", site, "--at", revision, *more)


def page(repo: Repo, path: str = WAY.replace(".md", ".html")) -> str:
    return (repo.root.parent / "site" / path).read_text("utf-8")


@pytest.mark.parametrize(
    ("revision", "target", "day"),
    [
        ("HEAD", "30", "9 Nov 2026"),
        ("HEAD~1", "25", "12 Oct 2026"),
        ("planning", "20", "1 Oct 2026"),
        ("main@{2026-10-31}", "25", "31 Oct 2026"),
        ("2026-10-12", "25", "12 Oct 2026"),
        ("2026-10-11", "20", "11 Oct 2026"),
    ],
)
def test_the_site_as_it_was(repo: Repo, folder: str, revision: str, target: str, day: str) -> None:
    before = tree(repo.root / folder) if folder else {}
    result = build(repo, folder, revision)
    assert result.exit_code == 0, result.output
    assert f"from 45 minutes to {target} minutes" in page(repo)
    assert f">{day}</time> (<span" in page(repo)
    assert f'Published <time datetime="{day_of(page(repo))}">{day}</time>' in page(repo)
    assert (tree(repo.root / folder) if folder else {}) == before
    every = [path for path in tree(repo.root.parent / "site") if path.endswith(".html")]
    assert [path for path in every if 'class="as-of"' not in page(repo, path)] == []


def day_of(html: str) -> str:
    return html.partition('The site as it was on <time datetime="')[2][:10]


def test_a_commit_by_its_id_with_its_pictures_and_todays_links(repo: Repo, folder: str) -> None:
    commit = repo.git("rev-parse", "HEAD~1")
    result = build(repo, folder, commit[:9])
    assert f"as of 2026-10-12 ({commit[:10]})" in result.output
    assert commit[:7] in page(repo)
    assert "2026-10-12" in page(repo, "assets/map.svg")
    edit = f"/edit/main/{at(folder, WAY)}".replace(" ", "%20").replace("ö", "%C3%B6").replace("ß", "%C3%9F")
    assert edit in page(repo)
    assert "From 20 to 25" in page(repo, "changes.html")
    assert "From 25 to 30" not in page(repo, "changes.html") + page(repo, "changes.xml")


def test_another_day_to_look_from(repo: Repo, folder: str) -> None:
    build(repo, folder, "planning", "--today", "2026-12-01")
    assert 'Published <time datetime="2026-12-01">' in page(repo)
    assert 'The site as it was on <time datetime="2026-10-01">' in page(repo)


def test_what_is_not_committed_is_not_on_it(repo: Repo, folder: str) -> None:
    repo.edit(at(folder, WAY), "to: 30 minutes", "to: 31 minutes")
    build(repo, folder, "HEAD")
    assert "to 30 minutes" in page(repo)
    assert "ot committed" not in page(repo)


def test_days_end_where_the_site_is(repo: Repo, folder: str) -> None:
    repo.edit(at(folder, WAY), "to: 30 minutes", "to: 35 minutes")
    repo.commit("Late", day="2026-11-10")
    for zone, target in (("Pacific/Kiritimati", "30"), ("Europe/Berlin", "35")):
        repo.write(at(folder, "okrsite.yml"), SETTINGS.replace("Europe/Berlin", zone))
        assert build(repo, folder, "2026-11-10").exit_code == 0
        assert f"to {target} minutes" in page(repo)  # noon in London is tomorrow in Kiritimati


def test_a_build_without_at_shows_today_again(repo: Repo, folder: str) -> None:
    build(repo, folder, "planning")
    run("build", "--content", repo.root / folder, "--output", repo.root.parent / "site")
    assert "to 30 minutes" in page(repo)
    assert naming(repo.root.parent / "site", "as it was on") == []


@pytest.mark.parametrize(
    ("revision", "says"),
    [
        ("nope", "There is no commit `nope`"),
        ("--all", "There is no commit `--all`"),
        ("HEAD:okrsite.yml", "There is no commit"),
        ("", "There is no commit ``"),
        ("2026-09-30", "There was no commit yet on 2026-09-30."),
        ("2026-02-30", "There is no day `2026-02-30`."),
        ("nope@{2026-10-12}", "There is no commit `nope`"),
    ],
)
def test_no_such_moment(repo: Repo, folder: str, revision: str, says: str) -> None:
    result = build(repo, folder, revision)
    assert result.exit_code == 2
    assert says in result.output
    assert not (repo.root.parent / "site").exists()


def test_faults_of_then_stop_it_and_are_shown_as_they_stood(repo: Repo, folder: str) -> None:
    repo.edit(at(folder, WAY), "to: 30 minutes", "to: fast")
    repo.commit("Break", day="2026-11-10")
    repo.edit(at(folder, WAY), "to: fast", "to: 30 minutes")
    repo.commit("Mend", day="2026-11-11")
    result = build(repo, folder, "HEAD~1")
    assert result.exit_code == 1
    assert f"{repo.root / folder / WAY}:9:9  error" in result.output.replace("\n", "")
    assert "9 |     to: fast" in result.output
    assert "Nothing was published" in result.output


def test_the_theme_is_todays(repo: Repo, folder: str) -> None:
    content = repo.root / folder
    write(content.parent, {"ours/theme.yml": "extends: default\n", "ours/static/ours.css": "p {}"})
    repo.write(at(folder, "okrsite.yml"), SETTINGS + "theme: ours\n")
    repo.commit("Our own dress", day="2026-11-10")
    (content.parent / "ours" / "static" / "ours.css").write_text("p { color: red }")
    assert build(repo, folder, "HEAD").exit_code == 0
    assert "red" in page(repo, "_static/ours.css")


# where the content was elsewhere


def test_content_that_was_in_another_folder(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    repo.write_all({**COMPANY, "okrsite.yml": SETTINGS}, "old place")
    repo.commit("Begin", day="2026-11-16")
    repo.rename("old place", "docs/okrs")
    repo.edit(f"docs/okrs/{WAY}", "to: 20 minutes", "to: 25 minutes")
    repo.commit("Move", day="2026-11-18")
    assert build(repo, "docs/okrs", "HEAD~1").exit_code == 0
    assert "to 20 minutes" in page(repo)
    assert "Begin" in page(repo, "changes.html")
    assert f"/edit/main/docs/okrs/{WAY}" in page(repo)


def test_a_time_before_the_content(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "okrs")
    repo.write("README.md", "Soon.\n")
    repo.commit("Begin", day="2026-11-16")
    repo.write_all(COMPANY)
    repo.commit("Write", day="2026-11-18")
    result = build(repo, "content", "HEAD~1")
    assert result.exit_code == 2
    assert "There was no content at `HEAD~1`" in result.output


def test_a_detached_head_and_a_side_branch(repo: Repo, folder: str) -> None:
    repo.branch("idea", "HEAD~1")
    repo.edit(at(folder, WAY), "to: 25 minutes", "to: 26 minutes")
    repo.commit("Idea", day="2026-11-12")
    repo.detach("main")
    assert build(repo, folder, "idea").exit_code == 0
    assert "to 26 minutes" in page(repo)
    assert build(repo, folder, "2026-11-12").exit_code == 0
    assert "to 30 minutes" in page(repo)


# where the past is not known


def test_a_shallow_clone(repo: Repo, folder: str, tmp_path: Path) -> None:
    shallow = repo.clone(tmp_path / "shallow", depth=1)
    result = run(
        "build", "--content", shallow.root / folder, "--output", tmp_path / "site", "--today", "2026-11-20"
    )
    assert result.exit_code == 0
    (line,) = [line for line in result.stderr.splitlines() if "fetch-depth: 0" in line]
    assert line.startswith(
        "Who changed what, and which goalposts moved, can't be known: This clone is shallow"
    )
    assert "fetch-depth: 0" in page(repo, "changes.html")
    assert not (tmp_path / "site" / "changes.xml").exists()
    assert "application/atom+xml" not in page(repo)
    result = build(shallow, folder, "HEAD~1")
    assert result.exit_code == 2
    assert "fetch-depth: 0" in result.output
    assert build(shallow, folder, "HEAD").exit_code == 0  # that much is there
    assert "fetch-depth: 0" in page(shallow, "changes.html")


def test_no_repository(tmp_path: Path) -> None:
    content = write(tmp_path / "content", COMPANY)
    result = run("build", "--content", content, "--output", tmp_path / "site", "--today", "2026-11-20")
    assert result.exit_code == 0
    assert [line for line in result.stderr.splitlines() if "is in no git repository" in line]
    said = (tmp_path / "site" / "changes.html").read_text("utf-8")
    assert "The content is in no git repository." in said
    assert str(tmp_path) not in said
    result = run("build", "--content", content, "--output", tmp_path / "site", "--at", "HEAD")
    assert result.exit_code == 2
    assert "is in no git repository" in result.output


def test_a_known_past_needs_no_words(repo: Repo, folder: str) -> None:
    result = run("build", "--content", repo.root / folder, "--output", repo.root.parent / "site")
    assert result.stderr == ""
    assert (repo.root.parent / "site" / "changes.xml").is_file()
    assert 'type="application/atom+xml" title="Changes of Harbour Bakery" href="../../changes.xml"' in page(
        repo
    )
    team = page(repo, "teams/vans.html")
    assert 'title="Changes of Vans" href="vans.changes.xml"' in team
