"""The alignment explorer in a real browser: moved, zoomed, searched, filtered, folded, sent on and saved."""

import json
import re
import struct
import xml.dom.minidom
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from okrsite.building import pipeline

pytestmark = pytest.mark.browser

ALIGNMENT = "2026-Q4/alignment.html"
HOSTILE = (
    "\"</script><script>alert('x')</script>\"",
    "'<b>bold</b> & \"quoted\" {id} %s'",
    "خفض وقت الانتظار إلى النصف",
    "👩\u200d👩\u200d👧 " * 20 + "🚲" * 200,
    "Donaudampfschifffahrt" * 19,
)
SLOWEST = 100
"""Milliseconds that nothing may take while somebody moves about."""


def at(page: Page, query: str = "") -> str:
    return re.sub(r"[?#].*", "", page.url) + query


def asked(page: Page) -> dict[str, str]:
    """What the address says."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def scene(page: Page) -> tuple[float, float, float]:
    """Where the picture stands, and how large: once it stands still."""
    page.evaluate("window.before = ''")
    page.wait_for_function(
        """() => { const now = document.querySelector('.x-world').getAttribute('transform');
        const same = now && now === window.before; window.before = now; return same; }""",
        polling=120,
    )
    found = re.findall(r"-?[\d.]+(?:e-?\d+)?", page.locator(".x-world").get_attribute("transform") or "")
    x, y, k = map(float, found)
    return x, y, k


def shown(page: Page) -> list[str]:
    """The boxes in the window, by their names."""
    scene(page)
    names: list[str] = page.evaluate(
        "[...document.querySelectorAll('.x-box')].map(one => one.getAttribute('aria-label'))"
    )
    return names


def box(page: Page, title: str) -> tuple[float, float]:
    """The middle of a box in the window."""
    scene(page)
    place = page.locator(f".x-box[aria-label^='{title}']").bounding_box()
    assert place is not None
    return place["x"] + place["width"] / 2, place["y"] + place["height"] / 2


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def page(browser: Browser, example_site: Path, complaints: list[str]) -> Iterator[Page]:
    """The alignment page of the current cycle, whose objectives all find room in the window."""
    context = browser.new_context(viewport={"width": 1280, "height": 1400}, reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((example_site / ALIGNMENT).as_uri())
    yield page
    context.close()


def test_the_explorer_stands_in_for_the_picture(page: Page) -> None:
    expect(page.locator("#_explorer")).to_be_visible()
    expect(page.locator(".picture")).to_be_hidden()
    expect(page.locator(".tree").first).to_be_visible()
    assert len(shown(page)) > 15


def test_without_scripts_the_picture_and_the_list_remain(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((example_site / ALIGNMENT).as_uri())
    expect(page.locator("#_explorer")).to_be_hidden()
    expect(page.locator(".picture svg.okr-graph")).to_be_visible()
    expect(page.locator(".tree").first).to_be_visible()
    context.close()


def test_dragging_moves_the_picture_and_opens_nothing(page: Page) -> None:
    x, y, k = scene(page)
    place = box(page, "Take the cold out")
    page.mouse.move(*place)
    page.mouse.down()
    page.mouse.move(place[0] + 60, place[1] + 25, steps=5)
    page.mouse.up()
    assert scene(page) == pytest.approx((x + 60, y + 25, k), abs=0.5)
    expect(page.locator(".x-card")).to_be_hidden()


def test_buttons_and_the_wheel_zoom_and_fit_shows_all_of_it(page: Page) -> None:
    first = scene(page)
    page.get_by_role("button", name="Zoom in").click()
    nearer = scene(page)
    assert nearer[2] > first[2]
    page.get_by_role("button", name="Zoom out").click()
    page.get_by_role("button", name="Zoom out").click()
    assert scene(page)[2] < first[2]
    page.get_by_role("button", name="Fit", exact=True).click()
    fitted = scene(page)
    page.mouse.move(*box(page, "Take the cold out"))
    page.mouse.wheel(0, 120)
    assert scene(page) == fitted, "the page scrolls, the picture stays"
    page.locator(".x-tree").focus()
    before = box(page, "Take the cold out")
    page.mouse.move(*before)
    page.mouse.wheel(0, -120)
    assert scene(page)[2] > fitted[2]
    assert box(page, "Take the cold out") == pytest.approx(before, abs=2), "what is pointed at stays there"


def test_fingers_move_and_zoom_the_picture_and_not_the_page(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 760}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto((example_site / ALIGNMENT).as_uri())
    page.locator(".x-tree").evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    x, y, k = scene(page)
    scrolled = page.evaluate("scrollY")
    frame = page.locator(".x-tree").bounding_box()
    assert frame is not None
    left, top = frame["x"] + 150, frame["y"] + 200
    session = context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": id} for id, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    touch("touchStart", (left, top))
    for step in range(1, 8):
        touch("touchMove", (left - 10 * step, top - 8 * step))
    touch("touchEnd")
    assert scene(page) == pytest.approx((x - 70, y - 56, k), abs=0.5)
    touch("touchStart", (left, top))
    touch("touchStart", (left, top), (left + 60, top))
    for step in range(1, 4):
        touch("touchMove", (left - 10 * step, top), (left + 60 + 10 * step, top))
    touch("touchEnd")
    assert scene(page)[2] == pytest.approx(2 * k, rel=0.02)
    expect(page.locator(".x-card")).to_be_hidden()
    assert page.evaluate("[scrollY, visualViewport.scale]") == [scrolled, 1]
    context.close()


def test_pointing_lights_the_way_up_and_what_serves_it(page: Page) -> None:
    page.mouse.move(*box(page, "Take the cold out"))
    page.wait_for_function("document.querySelectorAll('.x-node.is-lit').length === 4")
    lit = page.locator(".is-lit > .x-box").evaluate_all(
        "all => all.map(one => one.getAttribute('aria-label'))"
    )
    assert sorted(name.split(",")[0] for name in lit) == [
        "Give families a week that works without the second car",
        "Keep every member riding through the dark months",
        "Make updates something nobody notices",
        "Take the cold out of the battery",
    ]
    assert page.locator(".x-way").get_attribute("d")
    page.mouse.move(5, 5)
    page.wait_for_function("!document.querySelector('.x-node.is-lit')")


def test_a_click_opens_the_card(page: Page) -> None:
    page.mouse.click(*box(page, "Take the cold out"))
    card = page.get_by_role("dialog", name="Take the cold out of the battery")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Bikes")
    expect(card.locator("[data-part=key-results] li")).not_to_have_count(0)
    expect(card.get_by_role("button", name="Keep every member riding")).to_be_visible()
    href = card.get_by_role("link", name="Open its page").get_attribute("href") or ""
    card.get_by_role("link", name="Open its page").click()
    expect(page.locator("h1")).to_contain_text("Take the cold out of the battery")
    assert page.url.endswith(href.removeprefix(".."))
    page.go_back()
    expect(card).to_be_visible()
    card.get_by_role("button", name="Make updates something").first.click()
    expect(page.get_by_role("dialog", name="Make updates something nobody notices")).to_be_visible()
    page.get_by_role("button", name="Close").click()
    expect(page.locator(".x-card")).to_be_hidden()
    assert "card" not in asked(page)


def test_focus_shows_a_branch_alone_and_the_back_button_undoes_it(page: Page) -> None:
    everything = len(shown(page))
    page.mouse.click(*box(page, "Take the cold out"))
    page.get_by_role("button", name="Focus here").click()
    expect(page.locator("[data-at=focused]")).to_contain_text("Take the cold out of the battery")
    assert len(shown(page)) == 4
    assert asked(page)["focus"] == "bikes/cold-proof"
    assert "%2F" not in page.url
    page.reload()
    expect(page.locator("[data-at=focused]")).to_be_visible()
    assert len(shown(page)) == 4
    page.get_by_role("button", name="Show everything").click()
    assert len(shown(page)) == everything
    page.go_back()
    expect(page.locator("[data-at=focused]")).to_be_visible()
    assert len(shown(page)) == 4


def test_filters_keep_what_matches_and_what_it_hangs_from(page: Page) -> None:
    everything = len(shown(page))
    page.get_by_label("Team", exact=True).select_option("lyon")
    assert asked(page)["team"] == "lyon"
    names = shown(page)
    assert 2 < len(names) < everything
    faint = page.locator(".x-node.is-faint").count()
    assert faint == len([name for name in names if ", Lyon" not in name]) > 0
    page.get_by_label("Status", exact=True).select_option("off-track")
    assert len(shown(page)) < len(names)
    expect(page.locator("[data-at=said]")).to_contain_text("Shown: 1 of")
    page.reload()
    expect(page.get_by_label("Team", exact=True)).to_have_value("lyon")
    expect(page.locator("[data-at=said]")).to_contain_text("Shown: 1 of")
    page.go_back()
    expect(page.get_by_label("Status", exact=True)).to_have_value("")
    assert shown(page) == names
    page.go_back()
    assert len(shown(page)) == everything
    page.get_by_label("Level", exact=True).select_option("1")
    assert all("Fernwood Cycles" in name for name in shown(page))


def test_branches_fold(page: Page) -> None:
    everything = len(shown(page))
    knob = page.locator(".x-node:has([aria-label^='Keep every member riding']) .x-knob").bounding_box()
    assert knob is not None
    page.mouse.click(knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    assert len(shown(page)) < everything
    item = page.get_by_role("treeitem", name="Keep every member riding")
    expect(item).to_have_attribute("aria-expanded", "false")
    expect(page.locator(".x-node", has=item).locator(".x-knob")).to_contain_text("+")
    assert list(asked(page)) == ["fold"], "a fold is sent on with the address"
    page.reload()
    expect(item).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Fold all", exact=True).click()
    assert all("Fernwood" in name or "Cities" in name for name in shown(page))
    page.reload()
    assert all("Fernwood" in name or "Cities" in name for name in shown(page)), "also opened anew"
    page.get_by_role("button", name="Unfold all").click()
    assert len(shown(page)) == everything
    assert asked(page) == {"open": "all"}


def test_lines_begin_at_the_key_result_that_is_served(page: Page) -> None:
    node = page.locator(".x-node", has=page.get_by_role("treeitem", name="Take the cold out"))
    served = "The fleet rides on winter firmware"
    expect(node).to_contain_text(served)
    knob = node.locator(".x-knob").bounding_box()
    assert knob is not None
    page.mouse.click(knob["x"] + knob["width"] / 2, knob["y"] + knob["height"] / 2)
    expect(node).not_to_contain_text(served)
    scene(page)
    high = node.locator(".x-box").bounding_box()
    other = page.locator(".x-box[aria-label^='Keep salt']").bounding_box()
    assert high is not None
    assert other is not None
    assert high["height"] == pytest.approx(other["height"], abs=2), "a folded box is as high as one without"


def test_a_screen_reader_is_only_told_of_boxes_that_are_there(page: Page) -> None:
    tree = page.get_by_role("tree")
    tree.focus()
    for key in ("Home", "ArrowRight", "ArrowRight", "End", " ", "ArrowLeft", "0", "Escape"):
        page.keyboard.press(key)
        scene(page)
        active = tree.get_attribute("aria-activedescendant")
        assert active is None or page.locator(f"#{active}[role=treeitem]").count() == 1


@pytest.mark.parametrize("colour", ["status", "progress", "team", "freshness"])
def test_colours_have_a_legend_and_a_shape_each(page: Page, colour: str) -> None:
    page.get_by_label("Colour by").select_option(colour)
    signs = page.locator("[data-at=legend] li path").evaluate_all(
        "all => all.map(one => one.getAttribute('d'))"
    )
    tones = page.locator("[data-at=legend] li svg").evaluate_all(
        "all => all.map(one => getComputedStyle(one.firstChild).fill)"
    )
    assert len(signs) > 1 or colour == "freshness"
    assert len(set(signs)) == len(signs)
    assert "rgb(0, 0, 0)" not in tones
    assert ("colour" in asked(page)) == (colour != "status")


def test_search_walks_through_what_it_finds(page: Page) -> None:
    page.get_by_label("Find", exact=True).fill("WINTER")
    expect(page.locator("[data-at=found]")).to_have_text("Found: 4")
    page.keyboard.press("Enter")
    expect(page.locator("[data-at=found]")).to_have_text("1 of 4")
    first = page.locator(".is-current > .x-box").get_attribute("aria-label")
    page.get_by_role("button", name="Next match").click()
    expect(page.locator("[data-at=found]")).to_have_text("2 of 4")
    assert page.locator(".is-current > .x-box").get_attribute("aria-label") != first
    assert asked(page)["find"] == "WINTER"
    page.get_by_label("Find", exact=True).fill("zebra")
    expect(page.locator("[data-at=found]")).to_have_text("Nothing found")
    page.keyboard.press("Escape")
    expect(page.get_by_label("Find", exact=True)).to_have_value("")


def test_keys_do_it_all(page: Page) -> None:
    page.locator(".x-past a").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_label("Find", exact=True)).to_be_focused()
    tree = page.get_by_role("tree")
    while not tree.evaluate("one => one === document.activeElement"):
        page.keyboard.press("Tab")
    active = page.locator(".is-current > .x-box")
    expect(active).to_have_attribute("aria-level", "1")
    expect(active).to_have_attribute("aria-selected", "true")
    expect(tree).to_have_attribute("aria-activedescendant", active.get_attribute("id") or "")
    page.keyboard.press("ArrowRight")
    expect(active).to_have_attribute("aria-level", "2")
    page.keyboard.press("ArrowDown")
    expect(active).to_have_accessible_name(re.compile("Let happy members do the telling"))
    page.keyboard.press("ArrowUp")
    expect(active).to_have_accessible_name(re.compile("Keep every member riding"))
    page.keyboard.press(" ")
    expect(active).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowRight")
    expect(active).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowLeft")
    expect(active).to_have_attribute("aria-level", "1")
    k = scene(page)[2]
    page.keyboard.press("+")
    assert scene(page)[2] > k
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert scene(page)[2] < k
    page.keyboard.press("0")
    page.keyboard.press("Enter")
    card = page.get_by_role("dialog")
    expect(card).to_be_visible()
    expect(card.get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(tree).to_be_focused()


def test_an_address_that_names_nothing_shows_everything(page: Page) -> None:
    everything = shown(page)
    query = "?focus=no/such&at=x&team=nobody&status=odd&level=99&colour=plaid&card=open&open=%3Cb%3E"
    page.goto(at(page, query))
    assert shown(page) == everything
    expect(page.get_by_label("Colour by")).to_have_value("status")


def test_a_file_of_it_is_a_picture_of_its_own(page: Page, tmp_path: Path) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(at(page, "?focus=bikes/cold-proof"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as SVG").click()
    assert download.value.suggested_filename == "alignment-2026-Q4-bikes-cold-proof.svg"
    download.value.save_as(tmp_path / "picture.svg")
    svg = xml.dom.minidom.parse(str(tmp_path / "picture.svg")).documentElement
    assert svg is not None
    text = " ".join(node.firstChild.data for node in svg.getElementsByTagName("text") if node.firstChild)
    assert "Take the cold out of the" in text
    assert "on track" in text, "the legend"
    assert not svg.getElementsByTagName("script")
    assert all(one.getAttribute("fill") for one in svg.getElementsByTagName("text")), "its colours come along"
    assert svg.getElementsByTagName("rect")[0].getAttribute("fill") == "#ffffff", (
        "light, also from a dark page"
    )
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as PNG").click()
    download.value.save_as(tmp_path / "picture.png")
    data = (tmp_path / "picture.png").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert struct.unpack(">II", data[16:24]) == (
        2 * int(svg.getAttribute("width")),
        2 * int(svg.getAttribute("height")),
    )


def test_print_has_what_is_seen(page: Page) -> None:
    page.goto(at(page, "?focus=bikes/cold-proof"))
    scene(page)
    page.locator("[data-do=print]").hover()
    page.wait_for_function("() => Boolean(window.okrsiteExplorer.sheet)")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.locator(".x-paper svg")).to_be_visible()
    expect(page.locator(".picture")).to_be_hidden()
    expect(page.locator(".x-frame")).to_be_hidden()
    assert page.locator(".x-paper g[transform] > title").count() == 4
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".picture")).to_be_visible()


def test_it_fits_a_phone_and_its_buttons_a_finger(
    browser: Browser, example_site: Path, complaints: list[str]
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 760}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((example_site / ALIGNMENT).as_uri())
    frame = page.locator(".x-frame").bounding_box()
    assert frame is not None
    assert frame["width"] >= 358
    assert frame["height"] > 300
    page.locator(".x-tree").evaluate("one => one.scrollIntoView({block: 'center', behavior: 'instant'})")
    page.touchscreen.tap(*box(page, "Give families a week"))
    card = page.locator(".x-card").bounding_box()
    frame = page.locator(".x-frame").bounding_box()
    assert card is not None
    assert frame is not None
    assert card["y"] + card["height"] == pytest.approx(frame["y"] + frame["height"], abs=3)
    small = page.locator(".explorer :is(button, select, input, summary)").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect())"
        ".filter(b => b.width && (b.height < 24 || b.width < 24))"
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()


def written(content: Path, titles: list[str], parents: list[int]) -> None:
    """A company with one team and objectives that hang from each other by their place; -1 hangs from none."""
    folder = content / "2026-Q4/all"
    folder.mkdir(parents=True)
    (content / "teams").mkdir()
    (content / "okrsite.yml").write_text("company: Many\n", "utf-8")
    (content / "teams/all.md").write_text("---\nname: All\n---\n", "utf-8")
    for number, (title, parent) in enumerate(zip(titles, parents, strict=True)):
        above = f"parent: o{parent}\n" if parent >= 0 else ""
        key_results = "key_results: [{id: k, title: Kept, at_most: 3}]\n"
        text = f"---\ntitle: {title}\nowner: A\n{above}{key_results}---\n"
        (folder / f"o{number}.md").write_text(text, "utf-8")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_odd_titles_are_only_text(
    browser: Browser, tmp_path: Path, complaints: list[str], language: str
) -> None:
    content = tmp_path / "content"
    written(content, list(HOSTILE), [-1, 0, 0, 0, 0])
    (content / "okrsite.yml").write_text(f"company: Odd\nlanguage: {language}\n", "utf-8")
    built = pipeline.build(content, tmp_path / "site", today=date(2026, 11, 20))
    assert built.published is not None, [d.message for d in built.report.diagnostics]
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("dialog", lambda _dialog: complaints.append("a title was run"))
    page.goto((tmp_path / "site" / ALIGNMENT).as_uri())
    assert len(shown(page)) == 5
    # Each text stays in its box, whichever way it runs.
    outside = page.evaluate(
        """[...document.querySelectorAll('.x-node')].filter(node => {
          const box = node.querySelector('.x-box').getBoundingClientRect();
          return [...node.querySelectorAll('.x-title, .x-team, .x-figure')].some(text => {
            const one = text.getBoundingClientRect();
            return one.left < box.left || one.right > box.right || one.bottom > box.bottom;
          });
        }).map(node => node.textContent)"""
    )
    assert outside == []
    page.locator(".x-tree").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#_x-title")).to_have_text("</script><script>alert('x')</script>")
    for kind in ("svg", "png"):
        with page.expect_download() as download:
            page.locator(f"[data-do={kind}]").click()
        download.value.save_as(tmp_path / f"picture.{kind}")
    xml.dom.minidom.parse(str(tmp_path / "picture.svg"))
    assert (tmp_path / "picture.png").stat().st_size > 1000
    # The tree grows the way that the page reads.
    root, child = (
        box(page, "</script>"),
        page.locator(".x-box[aria-level='2']").first,
    )
    place = child.bounding_box()
    assert place is not None
    assert (place["x"] > root[0]) == (language == "en")
    context.close()


def test_of_two_thousand_objectives_only_those_in_sight_are_drawn(
    browser: Browser, tmp_path: Path, complaints: list[str]
) -> None:
    """However it is moved and walked through: else it would hold the page up, as `long_tasks.py` tells."""
    page = many(browser, tmp_path, complaints)
    names = page.evaluate("document.querySelectorAll('.x-node').length")
    assert names < 100
    page.get_by_role("button", name="Unfold all").click()
    scene(page)
    assert page.evaluate("document.querySelectorAll('.x-tree *').length") < 400, "from afar, few shapes do"
    tree = page.locator(".x-tree")
    tree.evaluate("one => one.scrollIntoView({behavior: 'instant'})")
    moved_about(page)
    assert page.evaluate("document.querySelectorAll('.x-node').length") < 400
    page.context.close()


def moved_about(page: Page) -> None:
    page.locator(".x-tree").focus()
    for turns in (-1, 1):
        drag(page)
        hover(page)
        page.mouse.move(640, 300)
        for _turn in range(14):
            page.mouse.wheel(0, turns * 120)
            page.wait_for_timeout(16)
    for key in ("Home", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown", "End", "Enter", "Escape", "0"):
        page.keyboard.press(key)
        page.wait_for_timeout(60)
    page.get_by_label("Find", exact=True).fill("objective 19")
    page.keyboard.press("Enter")
    scene(page)


def many(browser: Browser, tmp_path: Path, complaints: list[str]) -> Page:
    """A page with 2,000 objectives: those of a small company, multiplied in the page's data."""
    content = tmp_path / "content"
    written(content, [f"Objective {n}" for n in range(3)], [-1, 0, 0])
    pipeline.build(content, tmp_path / "site", today=date(2026, 11, 20))
    file = tmp_path / "site" / ALIGNMENT
    places = {n: place for place, n in enumerate(in_order(2000))}
    title = "Objective {} with a title of a usual length"
    rows = [
        [
            f"2026-Q4/all/o{n}",
            title.format(n),
            0,
            "A",
            n % 4,
            n % 101,
            f"{n % 101}%",
            n % 5,
            parent,
            -1,
            [],
            [],
            [],
        ]
        for n, parent in ((n, places[(n - 1) // 5] if n else -1) for n in places)
    ]
    text = file.read_text("utf-8")
    before, data, after = re.split(
        r'(?<=<script type="application/json">)(.*?)(?=</script>)', text, maxsplit=1
    )
    file.write_text(before + json.dumps(json.loads(data) | {"entries": rows}) + after, "utf-8")
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.goto(file.as_uri())
    scene(page)
    return page


def in_order(number: int) -> list[int]:
    """The numbers of a tree in which each has five below it, in the tree's order."""
    found, stack = [], [0]
    while stack:
        one = stack.pop()
        found.append(one)
        stack += [child for child in range(5 * one + 5, 5 * one, -1) if child < number]
    return found


def drag(page: Page) -> None:
    page.mouse.move(640, 300)
    page.mouse.down()
    for step in range(30):
        page.mouse.move(640 + step * 6, 300 + step * 3)
    for step in range(30, 0, -1):
        page.mouse.move(640 + step * 6, 300 + step * 3)
    page.mouse.up()


def hover(page: Page) -> None:
    for step in range(40):
        page.mouse.move(200 + step * 20, 200 + step * 8)
