"""`okrsite serve`: the site is rebuilt when a file is saved. What the browser shows is in tests/browser."""

import os
import signal
import socket
import sys
from pathlib import Path

import pytest
from project import COMPANY, FAULTY, TODAY, company, okrsite, tree, write
from serving import serving, within

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no Ctrl-C for a process alone")

PAGE = "2026-Q4/vans/short-way.html"
FILE = "content/2026-Q4/vans/short-way.md"


def retitled(title: str) -> str:
    return COMPANY["2026-Q4/vans/short-way.md"].replace("Take the short way", title)


def test_it_serves_on_this_machine_only_and_ends_with_ctrl_c(tmp_path: Path) -> None:
    with serving(company(tmp_path)) as preview:
        assert preview.url.startswith("http://127.0.0.1:")
        assert "Harbour Bakery" in preview.page()
        assert preview.end() == 0
    assert "Traceback" not in "\n".join(preview.printed)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["content"]


def test_it_rebuilds_when_a_file_is_saved(tmp_path: Path) -> None:
    with serving(company(tmp_path)) as preview:
        assert "Take the short way" in preview.page(PAGE)
        write(tmp_path, {FILE: retitled("Take the scenic way")})
        preview.line(f"Changed: {FILE}")
        preview.line("Shown after ")
        assert "Take the scenic way" in preview.page(PAGE)
        write(tmp_path, {"content/2026-Q4/vans/another.md": retitled("Another way")})
        within("a new page", lambda: "Another way" in preview.page("2026-Q4/vans/another.html"))
        (tmp_path / "content/2026-Q4/vans/another.md").unlink()
        within("no page", lambda: "Another way" not in preview.page("2026-Q4/vans/another.html"))


def test_a_fault_is_told_and_the_last_good_site_stays(tmp_path: Path) -> None:
    with serving(company(tmp_path), "--output", "build") as preview:
        published = tree(tmp_path / "build")
        company(tmp_path, FAULTY)
        preview.line("content/2026-Q4/vans/short-way.md:4:9  error  parent-not-found")
        preview.line("2 errors and no warnings")
        preview.line("Not shown: the last good site stays up.")
        assert tree(tmp_path / "build") == published
        assert "Take the short way" in preview.page(PAGE)
        company(tmp_path)
        preview.line("Shown after ")


def test_it_starts_with_faults_and_waits_for_their_repair(tmp_path: Path) -> None:
    with serving(company(tmp_path, FAULTY)) as preview:
        assert "There is no site yet" in preview.page()
        company(tmp_path)
        within("a site", lambda: "Harbour Bakery" in preview.page())


def test_strict(tmp_path: Path) -> None:
    with serving(company(tmp_path), "--strict") as preview:
        write(
            tmp_path,
            {FILE: COMPANY[FILE.removeprefix("content/")].replace("parent: company/every-street\n", "")},
        )
        preview.line("objective-unaligned")
        preview.line("Not shown")


@pytest.mark.parametrize("how", ["settings", "option"])
def test_the_theme_is_watched_too(tmp_path: Path, how: str) -> None:
    settings = COMPANY["okrsite.yml"] + ("theme: themes/ours\n" if how == "settings" else "")
    company(tmp_path, {"okrsite.yml": settings})
    template = "{% extends 'default/kpi.html' %}{% block nothing %}{% endblock %}{# 1 #}"
    write(tmp_path / "themes/ours", {"theme.yml": "extends: default\n", "static/ours.css": "p {}\n"})
    with serving(tmp_path, *(["--theme", "themes/ours"] if how == "option" else [])) as preview:
        assert preview.page("_static/ours.css") == "p {}\n"
        write(tmp_path / "themes/ours", {"static/ours.css": "p { color: red }\n"})
        within("a new style sheet", lambda: "red" in preview.page("_static/ours.css"))
        write(tmp_path / "themes/ours", {"templates/kpi.html": "{{ oops"})
        preview.line("Not built: ")
        write(tmp_path / "themes/ours", {"templates/kpi.html": template})
        preview.line("Shown after ")
        write(tmp_path / "content", {"okrsite.yml": COMPANY["okrsite.yml"]})
        preview.line("Changed: content/okrsite.yml")


def test_a_template_that_is_broken_from_the_start_can_be_mended(tmp_path: Path) -> None:
    company(tmp_path, {"okrsite.yml": COMPANY["okrsite.yml"] + "theme: ours\n"})
    write(tmp_path / "ours", {"theme.yml": "extends: default\n", "templates/kpi.html": "{{ oops"})
    with serving(tmp_path) as preview:
        (tmp_path / "ours" / "templates" / "kpi.html").unlink()
        within("a site", lambda: "Harbour Bakery" in preview.page())


def test_the_content_folder_may_go_and_come_back(tmp_path: Path) -> None:
    """As when a branch without it is checked out."""
    with serving(company(tmp_path)) as preview:
        (tmp_path / "content").rename(tmp_path / "away")
        preview.line("Not built: There is no content folder at content")
        assert "Harbour Bakery" in preview.page()
        (tmp_path / "away").rename(tmp_path / "content")
        preview.line("Shown after ")


def test_a_port_in_use_is_said(tmp_path: Path) -> None:
    company(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = okrsite("serve", "--port", port, cwd=tmp_path)
    assert result.returncode == 2
    assert f"Error: port {port} is in use" in result.stderr
    assert not (tmp_path / "build").exists()


def test_an_address_of_another_machine_is_said(tmp_path: Path) -> None:
    result = okrsite("serve", "--host", "192.0.2.1", "--port", "0", cwd=company(tmp_path))
    assert result.returncode == 2
    assert "192.0.2.1 is not an address of this machine" in result.stderr


def test_it_does_not_serve_what_it_did_not_make(tmp_path: Path) -> None:
    company(tmp_path)
    write(tmp_path, {"docs/index.html": "mine", "docs/secret.txt": "mine"})
    result = okrsite("serve", "--port", "0", "--output", "docs", cwd=tmp_path)
    assert result.returncode == 2
    assert "docs is not empty and was not made by okrsite" in result.stderr
    assert "Serving" not in result.stdout


def test_open_opens_the_browser(tmp_path: Path) -> None:
    """BROWSER is how Python's webbrowser is told what to run."""
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\necho \"$1\" > '{tmp_path}/asked'\n")
    browser.chmod(0o755)
    os.environ["BROWSER"] = str(browser)
    try:
        with serving(company(tmp_path), "--open") as preview:
            within("the browser", lambda: (tmp_path / "asked").exists())
            within("its address", lambda: (tmp_path / "asked").read_text() == preview.url + "\n")
    finally:
        del os.environ["BROWSER"]


def test_two_previews_of_one_folder_agree(tmp_path: Path) -> None:
    with (
        serving(company(tmp_path), "--output", "one") as one,
        serving(tmp_path, "--output", "other") as other,
    ):
        write(tmp_path, {FILE: retitled("Take both ways")})
        within("one", lambda: "Take both ways" in one.page(PAGE))
        within("other", lambda: "Take both ways" in other.page(PAGE))


def test_it_writes_the_site_where_it_is_asked_to(tmp_path: Path) -> None:
    with serving(company(tmp_path), "--output", "build") as preview:
        write(tmp_path, {FILE: retitled("Take the scenic way")})
        preview.line(" pages in build; ")
    assert okrsite("build", "--today", TODAY, "--output", "anew", cwd=tmp_path).returncode == 0
    assert tree(tmp_path / "build") == tree(tmp_path / "anew")


def test_killed_it_leaves_a_whole_site(tmp_path: Path) -> None:
    with serving(company(tmp_path), "--output", "build") as preview:
        published = tree(tmp_path / "build")
        preview.process.send_signal(signal.SIGKILL)
        preview.process.wait()
    assert tree(tmp_path / "build") == published
    assert okrsite("build", "--today", TODAY, cwd=tmp_path).returncode == 0
    assert tree(tmp_path / "build") == published


def test_a_theme_file_that_is_broken_is_told_and_can_be_mended(tmp_path: Path) -> None:
    company(tmp_path, {"okrsite.yml": COMPANY["okrsite.yml"] + "theme: ours\n"})
    write(tmp_path / "ours", {"theme.yml": "extends: default\ncolours: {light: {accent: 12}}\n"})
    with serving(tmp_path) as preview:
        assert "Not built: ours/theme.yml:2:27: `12` is no colour." in "\n".join(preview.printed)
        write(tmp_path / "ours", {"theme.yml": "extends: default\ncolours: {light: {accent: '#123456'}}\n"})
        within("a style sheet", lambda: "--accent: #123456" in preview.page("_static/theme.css"))
        write(tmp_path / "ours", {"templates/home.html": "{% extends 'default/home.html' %}{{ oops }}"})
        preview.line("Not built: ours/templates/home.html:1:37: there is no variable `oops`.")
        assert "Harbour Bakery" in preview.page()
