"""`okrsite theme`: a theme of one's own, from the first file to the site in it."""

from pathlib import Path

import pytest
from project import COMPANY, FAULTY, TODAY, company, run, tree, write

SETTINGS = {"okrsite.yml": COMPANY["okrsite.yml"] + "theme: ours\n"}


@pytest.fixture
def bakery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small company in the current folder."""
    monkeypatch.chdir(company(tmp_path))
    return tmp_path


def build(*arguments: str) -> tuple[int, str]:
    result = run("build", "--today", TODAY, *arguments)
    return result.exit_code, result.output


def check(*arguments: str) -> tuple[int, str]:
    result = run("theme", "check", "--today", TODAY, *arguments)
    return result.exit_code, result.output


# new


def test_a_new_theme_is_without_fault_and_dresses_the_site(bakery: Path) -> None:
    made = run("theme", "new", "ours")
    assert made.exit_code == 0, made.output
    assert "Wrote themes/ours/theme.yml" in made.output
    assert "write `theme: ours` into content/okrsite.yml" in made.output
    code, output = check("ours")
    assert code == 0
    assert output.startswith("No errors and no warnings in the theme “ours”, ")
    assert output.endswith(" pages made of content.\n")
    write(bakery / "content", SETTINGS)
    code, output = build()
    assert code == 0, output
    page = (bakery / "build" / "2026-Q4" / "vans" / "short-way.html").read_text("utf-8")
    assert '<img src="../../_static/logo.svg" alt="Harbour Bakery"' in page
    assert 'href="../../_static/theme.css"' in page
    assert page.count("<p>Harbour Bakery</p>") == 1
    assert "Harbour Bakery</text>" in (bakery / "build" / "_static" / "logo.svg").read_text("utf-8")


def test_its_colours_wait_to_be_taken_into_use(bakery: Path) -> None:
    run("theme", "new", "ours")
    file = bakery / "themes" / "ours" / "theme.yml"
    text = file.read_text("utf-8").replace("    # ", "    ")
    file.write_text(text, "utf-8")
    assert check("ours")[0] == 0
    write(bakery / "content", SETTINGS)
    assert build()[0] == 0
    assert "--accent: #1c6a6f;" in (bakery / "build" / "_static" / "theme.css").read_text("utf-8")


def test_nothing_is_overwritten(bakery: Path) -> None:
    write(bakery / "themes" / "ours", {"notes.txt": "mine\n"})
    result = run("theme", "new", "ours")
    assert (result.exit_code, "is there already" in result.output) == (2, True)
    assert tree(bakery / "themes") == {"ours/notes.txt": b"mine\n"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("default", "is the theme that comes with okrsite"),
        ("../x", "can't be a theme's name"),
        ("Ä b", "can't be"),
    ],
)
def test_names_that_do_not_do(bakery: Path, name: str, says: str) -> None:
    result = run("theme", "new", name)
    assert result.exit_code == 2
    assert says in result.output
    assert not (bakery / "themes").exists()


def test_a_name_of_a_company_may_hold_anything(bakery: Path) -> None:
    write(bakery / "content", {"okrsite.yml": 'company: "A & <B> {C} “D”"\n'})
    assert run("theme", "new", "ours").exit_code == 0
    assert "A &amp; &lt;B&gt; {C}" in (bakery / "themes/ours/static/logo.svg").read_text("utf-8")
    code, output = check("ours")
    assert code == 0, output


# check


BROKEN = {
    "theme.yml": 'extends: default\nnmae: x\ncolours:\n  light: {quiet: "#999", ink: 123}\n',
    "templates/home.html": "{% extends 'default/home.html' %}\n"
    "{% block heading %}{{ page.cylce }}{% endblock %}\n",
}


def test_all_that_is_wrong_with_theme_yml_is_told(bakery: Path) -> None:
    write(bakery / "ours", BROKEN)
    code, output = check("ours")
    assert code == 1
    assert "ours/theme.yml:2:1  error  unknown-field" in output
    assert "ours/theme.yml:4:31  error  wrong-type" in output
    assert "    4 |   light: {quiet:" in output
    assert "2 errors and no warnings in the theme “ours”." in output


def test_then_what_is_wrong_with_templates_and_what_is_hard_to_read(bakery: Path) -> None:
    write(bakery / "ours", BROKEN | {"theme.yml": 'extends: default\ncolours: {light: {quiet: "#999"}}\n'})
    code, output = check("ours")
    assert code == 1
    assert "ours/templates/home.html:2:28  error  template-broken" in output
    assert "there is no `page.cylce`: a `HomeView` has no `cylce`" in output
    assert "→ Did you mean `cycle`?" in output
    assert "ours/theme.yml:2:26  warning  low-contrast" in output
    assert "1 error and 1 warning in the theme “ours”." in output


def test_warnings_alone_are_told_and_stop_only_if_strict(bakery: Path) -> None:
    theme = {"theme.yml": "extends: default\n", "templates/hoem.html": "x"}
    write(bakery / "ours", theme)
    code, output = check("ours")
    assert (code, "no page uses `hoem.html`" in output, "Did you mean `home.html`?" in output) == (
        0,
        True,
        True,
    )
    assert check("ours", "--strict")[0] == 1
    write(bakery / "content", SETTINGS)
    code, output = build()
    assert (code, "no page uses `hoem.html`" in output) == (0, True)


def test_what_shows_only_while_pages_are_made_is_told_once_each(bakery: Path) -> None:
    source = '{% extends "default/objective.html" %}\n{% block heading %}\n{{ 1 / 0 }}\n{% endblock %}\n'
    write(bakery / "ours", {"theme.yml": "extends: default\n", "templates/objective.html": source})
    code, output = check("ours")
    assert code == 1
    assert output.count("division by zero") == 1
    assert "ours/templates/objective.html:3:1  error" in output


def test_content_that_is_broken_does_not_keep_a_theme_from_its_check(bakery: Path) -> None:
    write(bakery / "content", FAULTY)
    write(bakery / "ours", {"theme.yml": "extends: default\n"})
    code, output = check("ours")
    assert (code, " made of a small example." in output) == (0, True)


def test_without_a_name_it_is_the_theme_of_the_settings(bakery: Path) -> None:
    write(bakery / "themes" / "ours", {"theme.yml": "extends: default\nname: The Night\n"})
    write(bakery / "content", SETTINGS)
    assert "in the theme “The Night”" in check()[1]
    write(bakery / "content", {"okrsite.yml": COMPANY["okrsite.yml"]})
    assert "in the theme “default”" in check()[1]
    result = run("theme", "check", "oars")
    assert result.exit_code == 2
    assert "There is no theme" in result.output


# what a build says


def test_a_theme_in_the_folder_themes_is_found_by_its_name(bakery: Path) -> None:
    write(bakery / "themes" / "ours", {"theme.yml": "extends: default\n", "static/ours.css": "p {}\n"})
    assert build("--theme", "ours")[0] == 0
    assert (bakery / "build" / "_static" / "ours.css").is_file()
    write(bakery / "ours", {"theme.yml": "extends: default\n", "static/nearer.css": "p {}\n"})
    assert build("--theme", "ours")[0] == 0
    assert (bakery / "build" / "_static" / "nearer.css").is_file()


@pytest.mark.parametrize(
    "files", [BROKEN, {"theme.yml": "extends: default\n", "templates/kpi.html": "{{ oops"}]
)
def test_a_broken_theme_publishes_nothing(bakery: Path, files: dict[str, str]) -> None:
    assert build()[0] == 0
    published = tree(bakery / "build")
    write(bakery / "ours", files)
    write(bakery / "content", SETTINGS)
    code, output = build()
    assert code == 2
    assert "Error: The theme can't be used: " in output
    assert "Traceback" not in output
    assert tree(bakery / "build") == published


# variables


def test_the_list_of_what_templates_can_use() -> None:
    listed = run("theme", "variables")
    assert listed.exit_code == 0
    for word in ("objective.html", "heading", "markdown", "written", "Site", "base_url"):
        assert word in listed.output
    one = run("theme", "variables", "objective")
    assert "page: ObjectiveView" in one.output
    assert "list of KeyResultRow" in one.output
    assert run("theme", "variables", "objective.html").output == one.output


def test_a_template_that_there_is_not() -> None:
    result = run("theme", "variables", "objectiv")
    assert result.exit_code == 2
    assert "Did you mean `objective`" in result.output


def test_a_part_of_the_default_theme_is_copied_to_be_changed(bakery: Path) -> None:
    assert run("theme", "new", "acme").exit_code == 0
    nobody = run("theme", "copy", "status")
    assert (nobody.exit_code, "names no theme of yours yet" in nobody.output) == (2, True)
    for part, file in (
        ("status", "components/status/component.html"),
        ("objective_card/component.html", "components/objective_card/component.html"),
        ("roadmap.html", "templates/roadmap.html"),
    ):
        copied = run("theme", "copy", part, "--theme", "acme")
        assert copied.output == f"Wrote themes/acme/{file}\n"
        assert (bakery / "themes/acme" / file).is_file()
    again = run("theme", "copy", "roadmap", "--theme", "acme")
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    near = run("theme", "copy", "raodmap", "--theme", "acme")
    assert (near.exit_code, "Did you mean `roadmap`?" in near.output) == (2, True)
    away = run("theme", "copy", "roadmap", "--theme", "../no")
    assert (away.exit_code, "There is no theme in" in away.output) == (2, True)
    found = run("theme", "check", "acme")
    assert found.output.startswith("No errors and no warnings"), found.output


def test_a_component_tells_its_macros() -> None:
    result = run("theme", "variables", "status")
    assert '  mark(mark, why=false, due="")\n      The same with everything known of it' in result.output
    assert "objective_card" in run("theme", "variables").output


@pytest.mark.parametrize("columns", [80, 60])
def test_lists_are_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    for args in ((), ("home",), ("present",), ("objective_card",)):
        for line in run("theme", "variables", *args).output.splitlines():
            assert len(line) <= columns, line
