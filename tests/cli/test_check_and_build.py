"""What `check` says and `build` publishes."""

from datetime import date
from pathlib import Path

import pytest
from project import COMPANY, FAULTY, TODAY, UNCOACHED, WARNED, company, environment, okrsite, run, tree, write

CLOSED = {
    "2026-Q3/vans/old-way.md": """---
title: The old way
key_results:
  - id: a
    title: A
    binary: true
---
"""
}
"""One warning in a cycle that has closed."""

MANY_FAULTS = {
    **FAULTY,
    "okrsite.yml": f"company: Harbour Bakery\nfiscal_year_starts: Febuary\n{UNCOACHED}",
    "teams/ghost.md": "---\nname: Ghost\nparent: compny\ncolour: blue\n---\n",
    "2026-Q4/ovens/checkins/2026-11-06.md": "---\nkey_results:\n  on-tme: {value: 71%}\n---\n",
    "2026-Q4/vans/broken.md": "---\ntitle: Fix: the thing\n---\n",
    "2026-Q9/ovens/lost.md": "---\ntitle: Lost\n---\n",
    "kpis/waste.csv": "date,value\n2026-10-31,much\n",
}


def check(folder: Path, *options: str) -> tuple[int, str]:
    result = run("check", "--content", folder / "content", "--today", TODAY, *options)
    return result.exit_code, result.output


def build(folder: Path, *options: str | Path) -> tuple[int, str]:
    result = run(
        *("build", "--content", folder / "content", "--output", folder / "site", "--today", TODAY), *options
    )
    return result.exit_code, result.output


# check


def test_nothing_wrong(tmp_path: Path) -> None:
    code, output = check(company(tmp_path))
    assert code == 0
    assert output == "No errors and no warnings in 3 objectives, 1 check-in and 3 teams.\n"


def test_each_finding_shows_its_place_line_and_remedy(tmp_path: Path) -> None:
    code, output = check(company(tmp_path, FAULTY))
    assert code == 1
    content = tmp_path / "content"
    first, second = output.split("\n\n")[:2]
    assert first.splitlines() == [
        f"{content}/2026-Q4/vans/short-way.md:4:9  error  parent-not-found",
        "  the parent is not found: there is no objective `company/every-streat`",
        "    4 | parent: company/every-streat",
        "      |         ^^^^^^^^^^^^^^^^^^^^",
        "  → Did you mean `company/every-street`?",
    ]
    assert second.startswith(f"{content}/2026-Q4/vans/short-way.md:9:9  error  wrong-type\n")
    assert "    9 |     to: fast\n      |         ^^^^" in second


def test_places_are_relative_as_the_folder_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(company(tmp_path, FAULTY))
    assert run("check", "--today", TODAY).output.startswith("content/2026-Q4/vans/short-way.md:4:9  error")


def test_all_faults_at_once(tmp_path: Path) -> None:
    _, output = check(company(tmp_path, MANY_FAULTS))
    places = {
        line.split("  ")[0].removeprefix(f"{tmp_path}/content/"): line.split("  ")[2]
        for line in output.splitlines()
        if "  error  " in line
    }
    assert places == {
        "okrsite.yml:2:21": "wrong-type",
        "teams/ghost.md:3:9": "unknown-team",
        "teams/ghost.md:4:1": "unknown-field",
        "2026-Q4/vans/broken.md:2:11": "front-matter-broken",
        "2026-Q4/ovens/checkins/2026-11-06.md:3:3": "unknown-key-result",
        "2026-Q4/vans/short-way.md:4:9": "parent-not-found",
        "2026-Q4/vans/short-way.md:9:9": "wrong-type",
        "2026-Q9:1:1": "bad-cycle-name",
        "kpis/waste.csv:2:12": "wrong-type",
    }
    assert "9 errors and no warnings in" in output


def test_findings_are_sorted_and_the_same_each_time(tmp_path: Path) -> None:
    company(tmp_path, MANY_FAULTS)
    outputs = {
        okrsite("check", "--today", TODAY, cwd=tmp_path, env=environment(PYTHONHASHSEED=seed)).stdout
        for seed in "0123"
    }
    assert len(outputs) == 1
    paths = [line.split(":")[0] for line in outputs.pop().splitlines() if "  error  " in line]
    assert paths == sorted(paths)


def test_warnings_are_faults_only_if_strict(tmp_path: Path) -> None:
    company(tmp_path, WARNED)
    assert check(tmp_path)[0] == 0
    code, output = check(tmp_path, "--strict")
    assert code == 1
    assert output.endswith("With --strict, warnings keep the site from being published.\n")


def test_warnings_of_closed_cycles_are_counted_and_shown_on_request(tmp_path: Path) -> None:
    company(tmp_path, CLOSED)
    code, output = check(tmp_path, "--strict")
    assert code == 0
    assert "old-way.md" not in output
    assert "1 warning in closed cycles is not shown; `okrsite check --all` shows them." in output
    code, output = check(tmp_path, "--all")
    assert code == 0
    assert "old-way.md:1:1  warning  objective-unaligned" in output
    assert "No errors and 1 warning in 4 objectives" in output
    assert "not shown" not in output


def test_settings_turn_rules_off_and_into_errors(tmp_path: Path) -> None:
    rules = "company: Harbour Bakery\n" + UNCOACHED + "  objective-unaligned: {}\n"
    company(tmp_path, WARNED, {"okrsite.yml": rules.format("off")})
    assert "no warnings" in check(tmp_path)[1]
    company(tmp_path, WARNED, {"okrsite.yml": rules.format("error")})
    assert check(tmp_path)[0] == 1


def test_check_writes_nothing_but_its_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(company(tmp_path, FAULTY))
    before = tree(tmp_path / "content")
    check(tmp_path)
    assert tree(tmp_path / "content") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".okrsite-cache", "content"]


def test_today_decides_what_has_closed(tmp_path: Path) -> None:
    company(tmp_path, WARNED)
    at = ["check", "--strict", "--content", str(tmp_path / "content"), "--today"]
    assert run(*at, "2026-12-31").exit_code == 1
    assert run(*at, "2027-01-01").exit_code == 0


# build


def test_build_publishes_and_says_so(tmp_path: Path) -> None:
    code, output = build(company(tmp_path))
    assert code == 0
    assert f" pages in {tmp_path / 'site'} in " in output.splitlines()[-1]
    pages = list((tmp_path / "site").rglob("*.html"))
    assert output.splitlines()[-1].startswith(f"Published {len(pages)} pages ")


def test_build_has_a_page_for_everything(tmp_path: Path) -> None:
    build(company(tmp_path))
    assert {path for path in tree(tmp_path / "site") if path.endswith(".html")} == {
        *("index.html", "404.html", "archive.html", "check.html", "guide.html", "roadmap.html", "rules.html"),
        "changes.html",
        *("2026/company.agenda.html", "2026-Q4/ovens.agenda.html", "2026-Q4/vans.agenda.html"),
        *("kpis/index.html", "kpis/waste.html"),
        *("teams/index.html", "teams/company.html", "teams/ovens.html", "teams/vans.html"),
        *("2026/index.html", "2026/alignment.html", "2026/company/index.html"),
        "2026/company/every-street.html",
        *("2026-Q4/index.html", "2026-Q4/alignment.html"),
        *("2026-Q4/ovens/index.html", "2026-Q4/ovens/warm-at-six.html"),
        *("2026-Q4/vans/index.html", "2026-Q4/vans/short-way.html"),
        *("heat.html", "people/index.html", "people/ada-chen.html", "people/lee-park.html"),
        *("people/noor-haddad.html", "2026/present.html", "2026/company.present.html"),
        *("2026-Q4/present.html", "2026-Q4/ovens.present.html", "2026-Q4/vans.present.html"),
    }


def test_by_default_it_builds_content_into_build(tmp_path: Path) -> None:
    company(tmp_path)
    assert okrsite("build", cwd=tmp_path).returncode == 0
    assert (tmp_path / "build" / "index.html").is_file()


def test_an_error_leaves_what_was_published_as_it_was(tmp_path: Path) -> None:
    build(company(tmp_path))
    published = tree(tmp_path / "site")
    stamps = {file: file.stat().st_mtime_ns for file in (tmp_path / "site").rglob("*")}
    company(tmp_path, FAULTY)
    code, output = build(tmp_path)
    assert code == 1
    assert "2 errors" in output
    assert output.endswith(f"Nothing was published; what was in {tmp_path / 'site'} stays as it was.\n")
    assert tree(tmp_path / "site") == published
    assert {file: file.stat().st_mtime_ns for file in (tmp_path / "site").rglob("*")} == stamps
    assert sorted(path.name for path in tmp_path.iterdir()) == [".okrsite-cache", "content", "site"]


def test_an_error_in_the_first_build_makes_no_folder(tmp_path: Path) -> None:
    assert build(company(tmp_path, FAULTY))[0] == 1
    assert not (tmp_path / "site").exists()


def test_a_broken_theme_leaves_what_was_published_as_it_was(tmp_path: Path) -> None:
    build(company(tmp_path))
    published = tree(tmp_path / "site")
    theme = {"theme.yml": "extends: default\n", "templates/kpi.html": "<p>\n{{ page.nothing.here }}\n"}
    code, output = build(tmp_path, "--theme", write(tmp_path / "theme", theme))
    assert code == 2
    assert f"{tmp_path / 'theme' / 'templates' / 'kpi.html'}:2:9  error  template-broken" in output
    assert "Traceback" not in output
    assert tree(tmp_path / "site") == published


def test_strict_stops_at_warnings(tmp_path: Path) -> None:
    company(tmp_path, WARNED)
    code, output = build(tmp_path, "--strict")
    assert code == 1
    assert "Nothing was published, since --strict lets warnings stop it." in output
    assert not (tmp_path / "site").exists()
    assert build(tmp_path)[0] == 0


def test_warnings_are_shown_on_the_site_too(tmp_path: Path) -> None:
    build(company(tmp_path, WARNED))
    report = (tmp_path / "site" / "check.html").read_text("utf-8")
    assert "objective-unaligned" in report
    assert "2026-Q4/vans/short-way.md" in report


def test_what_is_gone_from_the_content_goes_from_the_site(tmp_path: Path) -> None:
    build(company(tmp_path))
    (tmp_path / "content" / "2026-Q4" / "vans" / "short-way.md").unlink()
    build(tmp_path)
    assert not (tmp_path / "site" / "2026-Q4" / "vans").exists()


def test_files_of_the_owner_with_a_dot_stay(tmp_path: Path) -> None:
    write(tmp_path, {"site/.gitignore": "*\n"})
    build(company(tmp_path))
    assert (tmp_path / "site" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("name", "place"), [("ours", "ours"), ("themes/ours", "themes/ours"), ("ours", "themes/ours")]
)
def test_a_theme_of_ones_own_from_the_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str
) -> None:
    """It lies beside the content folder, wherever the command is run."""
    settings = COMPANY["okrsite.yml"] + f"theme: {name}\n"
    company(tmp_path, {"okrsite.yml": settings})
    write(tmp_path / place, {"theme.yml": "extends: default\n", "static/ours.css": "p {}\n"})
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    code, output = build(tmp_path)
    assert code == 0, output
    assert (tmp_path / "site" / "_static" / "ours.css").is_file()
    assert build(tmp_path, "--theme", "default")[0] == 0
    assert not (tmp_path / "site" / "_static" / "ours.css").exists()


def test_without_a_date_it_is_today_in_the_companys_time_zone(tmp_path: Path) -> None:
    """One of these zones has another date than the other, at any moment."""
    days = []
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        company(tmp_path, {"okrsite.yml": f"company: Harbour Bakery\ntime_zone: {zone}\n"})
        run("build", "--content", tmp_path / "content", "--output", tmp_path / "site")
        days.append((tmp_path / "site" / "index.html").read_text("utf-8"))
    assert days[0] != days[1]
    assert str(date.today().year) in days[0]


def test_a_company_without_any_objective(tmp_path: Path) -> None:
    bare = {path: COMPANY[path] for path in ("okrsite.yml", "teams/company.md")}
    write(tmp_path / "content", bare)
    code, output = build(tmp_path)
    assert code == 0, output
    assert "in no objectives, no check-ins and 1 team." in output
    assert "None" not in (tmp_path / "site" / "index.html").read_text("utf-8")


def test_an_empty_content_folder_says_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    code, output = build(tmp_path)
    assert code == 1
    assert "okrsite.yml" in output
