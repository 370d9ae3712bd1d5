"""A cycle's page: filtered, sorted, sent as a link."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

pytestmark = pytest.mark.browser

CYCLE = "2026-Q4/index.html"
ALL = 18


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    messages: list[str] = []
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    yield page
    context.close()
    assert messages == []


def shown(page: Page) -> list[str]:
    """The titles of the lines that can be seen, a moment after the last choice."""
    page.wait_for_timeout(100)
    return page.locator(".line:visible .line-what > a").all_text_contents()


def said(page: Page) -> Locator:
    return page.locator("[data-filter] output")


def query(page: Page) -> str:
    return page.url.partition("?")[2]


def test_a_team_includes_the_teams_below_it(page: Page, example_site: Path) -> None:
    page.goto((example_site / CYCLE).as_uri())
    assert len(shown(page)) == ALL
    expect(said(page)).to_have_text(f"{ALL} objectives")
    page.get_by_label("Team").select_option("bikes")
    expect(said(page)).to_have_text(f"5 of {ALL} objectives shown")
    headings = page.locator("[data-group]:visible h2").all_inner_texts()
    assert headings == ["Bikes", "App and Lock", "Frame and Drive"]
    page.wait_for_url("**/*?team=bikes")


def test_choices_narrow_each_other(page: Page, example_site: Path) -> None:
    page.goto((example_site / CYCLE).as_uri())
    page.get_by_label("Status").select_option("at-risk")
    expect(said(page)).to_have_text(f"9 of {ALL} objectives shown")
    page.get_by_label("Team").select_option("bikes")
    expect(said(page)).to_have_text(f"3 of {ALL} objectives shown")
    page.get_by_label("Owner").select_option("ingrid-solheim")
    assert shown(page) == ["Keep salt and slush out of the drivetrain"]
    page.get_by_label("Findings").select_option("any")
    assert len(shown(page)) == 1
    page.get_by_label("Status").select_option("off-track")
    expect(page.get_by_text("No objective is like that.")).to_be_visible()
    assert shown(page) == []


def test_words_are_found_without_capitals_and_accents(page: Page, example_site: Path) -> None:
    page.goto((example_site / CYCLE).as_uri())
    field = page.get_by_label("Find in the list")
    field.fill("THEO marchand")
    expect(said(page)).to_have_text(f"1 of {ALL} objectives shown")
    assert shown(page) == ["Let the square grow by itself"]
    field.fill("workshops stays")
    assert shown(page) == ["Give members a bike back that stays repaired"]
    page.wait_for_url(re.compile(r"\?find=workshops\+stays$"))
    field.fill("freezing point")  # in the title of a key result
    assert shown(page) == ["Take the cold out of the battery"]


def test_what_needs_attention_leads_to_all_of_it(page: Page, example_site: Path) -> None:
    page.goto((example_site / "index.html").as_uri())
    group = page.locator(".concern-group:has(h3 [data-status='at risk'])")
    count = int(group.locator("h3 .quiet").inner_text())
    group.get_by_role("link", name=re.compile("^and .* more$")).click()
    page.wait_for_url("**/2026-Q4/index.html?status=at-risk")
    assert 0 < len(shown(page)) < ALL
    marks = page.locator(".line:visible > .kr-lines [data-status='at risk']:not(.said *)")
    assert marks.count() >= count


def test_sorting_takes_the_lines_out_of_their_teams_and_back(page: Page, example_site: Path) -> None:
    page.goto((example_site / CYCLE).as_uri())
    by_team = shown(page)
    order = page.get_by_label("Sort by")
    order.select_option("progress")
    expect(page.get_by_role("heading", name="Objectives, sorted")).to_be_visible()
    figures = [int(one.rstrip("%")) for one in page.locator(".line:visible > .figure").all_text_contents()]
    assert figures == sorted(figures) and len(figures) == ALL - 1  # one is dropped
    assert page.locator(".line:visible .line-team").count() == ALL
    assert page.locator("[data-group]:visible").count() == 0
    order.select_option("most-progress")
    shown(page)
    figures = [int(one.rstrip("%")) for one in page.locator(".line:visible > .figure").all_text_contents()]
    assert figures == sorted(figures, reverse=True)
    order.select_option("title")
    assert shown(page) == sorted(by_team, key=str.casefold)
    order.select_option("status")
    shown(page)
    marks = [one.strip() for one in page.locator(".line:visible .line-mark").all_text_contents()]
    assert [mark for i, mark in enumerate(marks) if mark not in marks[:i]] == [
        "off track",
        "at risk",
        "on track",
    ]
    order.select_option("")
    assert shown(page) == by_team
    assert page.locator(".line-team").count() == 0


def test_a_view_can_be_sent_as_a_link(page: Page, browser: Browser, example_site: Path) -> None:
    address = f"{(example_site / CYCLE).as_uri()}?status=at-risk&sort=progress"
    page.goto(address)
    found = shown(page)
    assert len(found) == 9
    assert page.get_by_label("Status").input_value() == "at-risk"
    assert page.get_by_label("Sort by").input_value() == "progress"
    page.get_by_label("Team").select_option("bikes")
    page.wait_for_url(re.compile(r"\?team=bikes&status=at-risk&sort=progress$"))
    other = browser.new_context()
    sent = other.new_page()
    sent.goto(page.url)
    assert shown(sent) == shown(page) != found
    other.close()


def test_the_way_back_leads_to_the_view(page: Page, example_site: Path) -> None:
    page.goto((example_site / "index.html").as_uri())
    page.goto((example_site / CYCLE).as_uri())
    page.get_by_label("Team").select_option("bikes")
    page.get_by_label("Sort by").select_option("title")
    page.wait_for_url("**/*?team=bikes&sort=title")
    found = shown(page)
    page.get_by_role("link", name=found[0]).click()
    page.wait_for_url(lambda url: "index.html" not in url)
    page.go_back()
    page.wait_for_url("**/*?team=bikes&sort=title")
    assert shown(page) == found
    assert page.get_by_label("Team").input_value() == "bikes"
    page.go_back()  # choices leave no trail of pages behind
    assert page.url.endswith("/index.html") and CYCLE not in page.url


def test_all_is_shown_again(page: Page, example_site: Path) -> None:
    page.goto(f"{(example_site / CYCLE).as_uri()}?team=bikes&find=salt&sort=title#_main")
    again = page.get_by_role("button", name="Show all")
    again.click()
    assert len(shown(page)) == ALL
    assert query(page) == "" and page.url.endswith("#_main")
    expect(again).to_be_hidden()
    expect(page.get_by_label("Find in the list")).to_be_focused()


def test_nonsense_in_the_address_is_overlooked(page: Page, example_site: Path) -> None:
    page.goto(f"{(example_site / CYCLE).as_uri()}?team=nobody&sort=%3Cscript%3E&other=1")
    assert len(shown(page)) == ALL
    assert page.get_by_label("Team").input_value() == ""


def test_a_closed_cycle_is_filtered_by_outcomes(page: Page, example_site: Path) -> None:
    page.goto((example_site / "2026-Q3/index.html").as_uri())
    everything = len(shown(page))
    page.get_by_label("Outcome of a key result").select_option("failed-to-deliver")
    expect(said(page)).to_contain_text(" shown")
    found = page.locator(".line:visible")
    assert 0 < found.count() < everything
    assert all("failed to deliver" in one for one in found.all_text_contents())


def test_the_keyboard_is_enough(page: Page, example_site: Path) -> None:
    page.goto((example_site / CYCLE).as_uri())
    page.get_by_label("Find in the list").focus()
    page.keyboard.type("salt")
    expect(said(page)).to_have_text(f"1 of {ALL} objectives shown")
    page.keyboard.press("Enter")  # sends nothing
    assert len(shown(page)) == 1
    page.keyboard.press("Tab")
    expect(page.get_by_label("Team")).to_be_focused()


def test_without_scripts_all_is_shown_and_nothing_is_offered(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{(example_site / CYCLE).as_uri()}?team=bikes")
    assert len(shown(page)) == ALL
    assert not page.locator("[data-filter]").is_visible()
    assert page.locator("main :is(select, input, button):visible").count() == 0
    context.close()


def test_nothing_moves_when_the_form_appears(page: Page, example_site: Path) -> None:
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(one => "
        "window.moved += one.value)).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto((example_site / CYCLE).as_uri(), wait_until="load")
    assert page.evaluate("window.moved") < 0.01


LINE = re.compile(r'<li class="line" data-team.*?\n</li>', re.DOTALL)


def test_two_thousand_objectives_are_filtered(page: Page, example_site: Path, tmp_path: Path) -> None:
    site = shutil.copytree(example_site, tmp_path / "site")
    html = (site / CYCLE).read_text("utf-8")
    lines = LINE.findall(html)
    more = "".join(
        re.sub(r'data-progress="[^"]*"', f'data-progress="{i % 101}"', lines[i % len(lines)])
        for i in range(2000)
    )
    html = html.replace('<section class="group" data-group>', '<div class="piece"><section data-group>')
    html = re.sub(r"(?<=</ul>\n</section>)(?=\n<div class=\"piece\">|\n<section)", "</div>", html)
    html = html.replace(lines[0], lines[0] + more, 1)
    (site / CYCLE).write_text(html, "utf-8")
    page.goto((site / CYCLE).as_uri())
    expect(page.locator(".line")).to_have_count(2000 + ALL)
    page.get_by_label("Find in the list").press_sequentially("winter in", delay=60)
    expect(said(page)).to_contain_text(" shown")
    page.get_by_label("Find in the list").fill("")
    page.get_by_label("Team").select_option("lyon")


def test_the_three_questions_of_the_home_page_come_first(browser: Browser, example_site: Path) -> None:
    """On a phone too, and as a screen reader has them."""
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto((example_site / "index.html").as_uri())
    headings = page.locator("main h2").all_inner_texts()
    questions = ["What needs attention", "Changed this week", "Company objectives"]
    first = headings.index(questions[0])
    assert headings[first : first + 3] == questions
    tops = [page.get_by_role("heading", name=one).bounding_box()["y"] for one in questions]  # type: ignore[index]
    assert tops == sorted(tops)
    page.close()
