"""The search, in the example company's site opened as files and in a few companies of its own."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from okrsite.building import pipeline
from okrsite.exchange.search.words import tokens

pytestmark = pytest.mark.browser

ODD = [
    "Café CAFÉ café",
    "Straße Größe ẞ ÆØÅ œuvre Łódź đ ð þ ı İ I",
    "ΣΊΣΥΦΟΣ σίσυφος",
    "Ёжик ёлка йод",
    "أَهْدَاف الشركة الأهداف ـــ مسئولية مکتب یک ٤٢ ۴۲ آب",
    "שָׁלוֹם עולם",
    "重要目标 OKR目标 目",
    "ガスがす ﾊﾝｶｸ 한국어 목표 の",
    "ภาษาไทย ที่ ลาว ພາສາ",
    "हिन्दी में क्षत्रिय தமிழ் বাংলা",
    "မြန်မာ ខ្មែរ བོད་ཡིག",
    "می‌خواهم e\u0301 ﬁ ½ Ⅳ ² ㎏ ㏀ ｆｕｌｌ",
    "don't 2026-Q4_x 42% $2.5k a.b@c.de",
    "😀 👩‍👩‍👧 1️⃣ ✔️ 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀋𠮷野家",
    "x" * 90,
    "é" * 90,
    "",
    " \t\n ",
]
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def page(browser: Browser, example_site: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((example_site / "index.html").as_uri())
    yield page
    context.close()
    assert not faults


def look_for(page: Page, words: str) -> list[str]:
    """The titles that are found, with what they are marked by."""
    if not page.locator("dialog.search").is_visible():
        page.keyboard.press("/")
    page.get_by_role("searchbox").fill(words)
    expect(page.get_by_role("status")).to_contain_text("ound")
    page.wait_for_timeout(300)
    return page.locator(".search-title").all_inner_texts()


def titles_of(page: Page, kind: str) -> list[str]:
    return page.locator(f"section[aria-labelledby=search-{kind}] .search-title").all_inner_texts()


def test_nothing_of_it_is_loaded_before_it_is_opened(page: Page, example_site: Path) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    assert [url.rpartition("/")[2] for url in asked if "search" in url] == ["search-open.js"]
    assert (example_site / "_static/search-open.js").stat().st_size < 2500
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.locator("dialog.search")).to_be_visible()
    assert all(url.startswith("file:") for url in asked)


def test_keys_open_find_and_follow(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("lyon rides")
    first = page.locator(".search-found a").first
    expect(first).to_contain_text("Show that Lyon rides in winter")
    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(first).not_to_be_focused()
    page.keyboard.press("Home")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.type("s")  # goes on typing
    expect(page.get_by_role("searchbox")).to_have_value("lyon ridess")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.wait_for_url("**/2026-Q4/lyon/first-winter.html")


def test_escape_closes_and_gives_the_focus_back(page: Page) -> None:
    button = page.get_by_role("button", name="Search")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("bikes")
    page.keyboard.press("Escape")
    expect(page.locator("dialog.search")).not_to_be_visible()
    expect(button).to_be_focused()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_have_value("bikes")


def test_the_focus_stays_in_the_dialog(page: Page) -> None:
    look_for(page, "winter")
    for _ in range(60):
        page.keyboard.press("Tab")
        inside = "document.activeElement === document.body || !!document.activeElement.closest('dialog')"
        assert page.evaluate(inside)


def test_a_slash_in_a_field_is_a_slash_and_the_key_can_be_turned_off(page: Page) -> None:
    look_for(page, "winter")
    page.get_by_role("searchbox").press("/")
    expect(page.get_by_role("searchbox")).to_have_value("winter/")
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).not_to_be_visible()
    page.reload()
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).not_to_be_visible()
    page.get_by_role("button", name="Search").click()
    page.get_by_role("checkbox").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).to_be_visible()


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("lyn rides", "objective", "Show that Lyon rides in winter"),
        ("wniter firmware", "key-result", "The fleet rides on winter firmware"),
        ("theo marchand", "person", "Théo Marchand"),
        ("THÉO", "person", "Théo Marchand"),
        ("off track lyon", "objective", "Let the square grow by itself"),
        ("16 nov", "check-in", "16 Nov 2026"),
        ("2026-Q3", "cycle", "Q3 2026 - Ready for September"),
        ("goalpst", "rule", "goalpost-moved"),
        ("reveiws", "guide", "Reviews"),
        ("roadm", "page", "Roadmap"),
        ("marchand's", "person", "Théo Marchand"),
        ("260 bikes", "key-result", "More people ride, in November as well"),
        ("content/2026-Q4/lyon/first-winter.md", "objective", "Show that Lyon rides in winter"),
        ("lyon/first-winter#hill", "key-result", "Members on the hill trust the motor"),
        ("first-w", "objective", "Show that Lyon rides in winter"),
        ("2026-Q4/lyon/checkins/2026-11-17.md", "check-in", "17 Nov 2026"),
    ],
)
def test_typing_need_not_be_exact(page: Page, typed: str, kind: str, title: str) -> None:
    look_for(page, typed)
    assert title in titles_of(page, kind)


def test_what_was_found_is_marked_and_says_where_it_is(page: Page) -> None:
    look_for(page, "winter ly")
    first = page.locator(".search-found li").first
    assert first.locator("mark").all_inner_texts() == ["Ly", "winter"]
    expect(first).to_contain_text("Lyon")
    expect(first).to_contain_text("Q4 2026")
    expect(first.locator(".status")).to_have_text("at risk")
    look_for(page, "resumable updates")
    expect(page.locator(".search-found li").first).to_contain_text("in the text: resumable, updates")


def test_what_stands_as_was_typed_comes_first(page: Page) -> None:
    look_for(page, "off track")
    for kind in ("objective", "key-result"):
        found = page.locator(f"section[aria-labelledby=search-{kind}] .status").all_inner_texts()
        assert found
        assert set(found) == {"off track"}


def test_what_was_found_in_the_text_is_shown_there(page: Page) -> None:
    look_for(page, "churn")
    first = page.locator("section[aria-labelledby=search-objective] a").first
    assert str(first.get_attribute("href")).endswith(".html#:~:text=churn")
    title = first.locator(".search-title").inner_text()
    first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_more_are_shown_when_asked_for(page: Page) -> None:
    look_for(page, "winter")
    more = page.get_by_role("button", name="More: Key results")
    assert len(titles_of(page, "key-result")) == 5
    more.click()
    assert len(titles_of(page, "key-result")) == 25
    assert page.evaluate("document.activeElement.matches('.search-found a')")


def test_nothing_found_says_so_and_offers_the_guide(page: Page) -> None:
    assert look_for(page, "<b>xyzzyq</b> qqqzzz") == []
    expect(page.get_by_role("status")).to_have_text("Nothing was found for “<b>xyzzyq</b> qqqzzz”.")
    page.locator("dialog").get_by_role("link", name="How to write OKRs").click()
    page.wait_for_url("**/guide.html")


def test_a_result_on_the_same_page_closes_the_dialog(page: Page, example_site: Path) -> None:
    page.goto((example_site / "2026-Q4/bikes/cold-proof.html").as_uri())
    look_for(page, "fleet rides on winter firmware")
    page.keyboard.press("Enter")
    page.wait_for_url("**/cold-proof.html#winter-firmware")
    expect(page.locator("dialog.search")).not_to_be_visible()


def test_words_may_stand_in_the_address(page: Page, example_site: Path) -> None:
    page.goto(f"{(example_site / '2026-Q4/index.html').as_uri()}?q=square+grow")
    expect(page.locator(".search-found a").first).to_contain_text("Let the square grow by itself")


def test_without_scripts_no_button_is_shown(browser: Browser, example_site: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((example_site / "index.html").as_uri())
    expect(page.locator(".search-open")).not_to_be_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 360, 768])
def test_it_fits(browser: Browser, example_site: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto((example_site / "index.html").as_uri())
    look_for(page, "winter")
    assert not page.evaluate(TOO_WIDE)
    box = page.locator("dialog.search").bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    for target in page.locator("dialog :is(a, button, input):visible").all():
        size = target.bounding_box()
        assert size is not None
        if target.get_attribute("type") != "checkbox":  # its label is as good a target
            assert size["height"] >= 24
            assert size["x"] + size["width"] <= width + 1
    context.close()


def test_the_browser_knows_the_same_words(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).to_be_visible()
    found = page.evaluate("texts => texts.map(text => window.okrsiteWords.tokens(text))", ODD)
    assert found == [tokens(text) for text in ODD]


def test_the_browser_folds_every_letter_alike(page: Page) -> None:
    page.keyboard.press("/")
    expect(page.locator("dialog.search")).to_be_visible()
    letters = [chr(code) for code in range(0x3400) if not 0xD800 <= code < 0xE000]
    found = page.evaluate("letters => letters.map(one => window.okrsiteWords.tokens(one))", letters)
    both = zip(letters, map(tokens, letters), found, strict=True)
    other = [(hex(ord(letter)), here, there) for letter, here, there in both if here != there]
    assert len(other) < 60, other  # letters that the newer of the two knows


Build = Callable[[dict[str, str], str], Path]


def build(folder: Path, files: dict[str, str], language: str) -> Path:
    """A site from a few files, in a language."""
    every = {
        "okrsite.yml": f"company: Acme\nlanguage: {language}\n",
        "teams/company.md": "---\nname: Acme\n---\n",
        **files,
    }
    for path, text in every.items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    out = pipeline.build(folder / "content", folder / "site", today=date(2026, 11, 20))
    assert out.published is not None, [d.message for d in out.report.diagnostics]
    return folder / "site"


@pytest.fixture
def built(tmp_path: Path) -> Build:
    """Builds a site from a few files, in a language."""
    return partial(build, tmp_path)


def objective(title: str) -> str:
    result = "  - id: x\n    title: It is done\n    from: 1\n    to: 9\n"
    return f"---\ntitle: {json.dumps(title)}\nkey_results:\n{result}---\n"


TYPED = [
    ("Das Café schließt früher", "cafe"),
    ("Das Café schließt früher", "schliesst frueher"),
    ('Ein Mund voll <b>Übermut</b> & "Glück"', "ubermut gluck"),
    ("رضا العملاء عن الخدمة", "عملاء خدمه"),
    ("今年の重要な目標を達成する", "目標"),
    ("今年の重要な目標を達成する", "る"),
    ("고객이 다시 찾아온다", "고객"),
    ("ลูกค้ากลับมาใช้บริการ", "บริการ"),
    ("Supercalifragilisticexpialidocious" * 4, "supercali"),
]


@pytest.fixture(scope="module")
def in_many_languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    titles = enumerate(dict.fromkeys(title for title, _ in TYPED))
    files = {f"2026-Q4/company/one-{number}.md": objective(title) for number, title in titles}
    return build(tmp_path_factory.mktemp("languages"), files, "en")


@pytest.mark.parametrize(("title", "typed"), TYPED)
def test_titles_of_many_languages(browser: Browser, in_many_languages: Path, title: str, typed: str) -> None:
    site = in_many_languages
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto((site / "index.html").as_uri())
    look_for(page, typed)
    assert titles_of(page, "objective") == [title]
    assert page.locator("section[aria-labelledby=search-objective] mark").count() > 0
    assert not page.evaluate(TOO_WIDE)
    page.close()


def test_from_right_to_left(browser: Browser, built: Build) -> None:
    site = built({"2026-Q4/company/one.md": objective("رضا العملاء")}, "ar")
    page = browser.new_page(viewport={"width": 360, "height": 640})
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.get_by_role("searchbox").fill("رضا")
    link = page.locator(".search-found a").first
    expect(link).to_contain_text("رضا العملاء")
    close, field = (page.locator(name).bounding_box() for name in (".search-close", ".search [type=search]"))
    assert close is not None
    assert field is not None
    assert close["x"] < field["x"]
    assert not page.evaluate(TOO_WIDE)
    page.close()


def test_what_is_current_comes_first(browser: Browser, built: Build) -> None:
    cycles = ("2026-Q2", "2026-Q4")
    files = {f"{cycle}/company/one.md": objective(f"Answer faster {cycle}") for cycle in cycles}
    site = built(files | {"2026-Q3/company/two.md": objective("Faster")}, "en")
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    look_for(page, "faster")
    assert titles_of(page, "objective")[0] == "Answer faster 2026-Q4"
    page.close()


def test_a_known_word_is_not_taken_for_another_in_long_texts(browser: Browser, built: Build) -> None:
    """The guide has both "small" and "KPI", which is less than the one word as it was typed."""
    site = built({"2026-Q4/company/one.md": objective("Watch the SMAU dashboard")}, "en")
    page = browser.new_page()
    page.goto((site / "index.html").as_uri())
    look_for(page, "smau kpi")
    assert titles_of(page, "objective") == ["Watch the SMAU dashboard"]
    page.close()
