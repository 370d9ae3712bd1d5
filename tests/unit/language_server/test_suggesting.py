"""What is offered at a place, in texts as they are while somebody writes them (the cursor is `¦`)."""

from pathlib import Path

import pytest
from typed_company import FILES, snapshot, write

from okrsite.language_server.cursor import cursor_at
from okrsite.language_server.snapshot import Snapshot
from okrsite.language_server.suggesting import MOST, Here, Suggestions, suggest
from okrsite.loading import fields

OBJECTIVE = "2026-Q4/ovens/warm-at-six.md"
VANS = "2026-Q4/vans/short-way.md"
CHECK_IN = "2026-Q4/ovens/checkins/2026-11-13.md"
REVIEW = "2026-Q4/ovens/review.md"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return snapshot(write(tmp_path_factory.mktemp("typed")))


def offered(known: Snapshot, path: str, text: str, *, read: bool = True) -> Suggestions:
    """What is offered in a text: the fields of a file, or a whole file where it begins with `---`."""
    if path.endswith(".md") and not text.startswith("---"):
        text = f"---\n{text}\n---\n"
    at = text.index("¦")
    before, lines = text[:at], text.replace("¦", "", 1).split("\n")
    file = known.file(path)
    assert file is not None
    cursor = cursor_at(lines, before.count("\n"), at - before.rfind("\n") - 1, fenced=path.endswith(".md"))
    return suggest(Here(file=file, lines=tuple(lines), facts=known.facts if read else None), cursor)


def written(known: Snapshot, path: str, text: str) -> list[str]:
    return [one.written for one in offered(known, path, text).items]


# names of fields


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (OBJECTIVE, fields.OBJECTIVE),
        ("teams/new.md", fields.TEAM),
        ("kpis/new.md", fields.KPI),
        ("2026-Q4/index.md", fields.CYCLE),
        ("index.md", fields.COMPANY),
        ("okrsite.yml", fields.SETTINGS),
        (CHECK_IN, fields.CHECK_IN),
        (REVIEW, fields.REVIEW),
        ("2026-Q4/reviews/2026-11-13.md", fields.MEETING),
        ("spring/ovens/new.md", fields.OBJECTIVE),
    ],
)
def test_all_fields_of_a_kind_of_file_are_offered(known: Snapshot, path: str, kind: fields.Fields) -> None:
    found = offered(known, path, "¦").items
    assert {one.word.text for one in found} == {field.name for field in kind}
    assert {one.word.text: one.word.about for one in found} == {f.name: f.about for f in kind}
    required = [field.name for field in kind if field.required]
    assert [one.word.text for one in found][: len(required)] == required


def test_names_that_are_there_are_not_offered_again(known: Snapshot) -> None:
    names = written(known, OBJECTIVE, "title: A\n¦\nparent: b")
    assert "owner: " in names
    assert not {"title: ", "parent: "} & set(names)


def test_names_in_groups(known: Snapshot) -> None:
    text = "key_results:\n  - id: a\n    ¦\ninitiatives:\n  - title: b\n"
    names = written(known, OBJECTIVE, text)
    assert "title: " in names
    assert "at_most: " in names
    assert "id: " not in names
    assert "hypothesis: " not in names
    assert "hypothesis: " in written(known, OBJECTIVE, "initiatives:\n  - title: b\n    ¦")
    assert "effort: " in written(known, OBJECTIVE, "initiatives:\n  - title: b\n    rice: {reach: 2, ¦}")
    assert "confidence: " in written(known, CHECK_IN, "key_results:\n  on-time:\n    value: 1\n    ¦")
    assert "scores:" in written(known, REVIEW, "objectives:\n  warm-at-six:\n    ¦")
    assert "delivered: " in written(known, "okrsite.yml", "grades:\n  roofshot:\n    ¦")


def test_how_a_name_is_written(known: Snapshot) -> None:
    assert "key_results:" in written(known, OBJECTIVE, "key¦")
    assert "with: " in written(known, OBJECTIVE, "w¦")
    assert "owner" in written(known, OBJECTIVE, "title: A\now¦er: Ada")
    assert "- id: " in written(known, OBJECTIVE, "key_results:\n  ¦")
    assert "id: " in written(known, OBJECTIVE, "key_results:\n  - ¦")


# values


def test_words_to_choose_from(known: Snapshot) -> None:
    assert written(known, OBJECTIVE, "status: ¦") == ["published", "draft", "dropped"]
    assert written(known, OBJECTIVE, "status:¦") == [" published", " draft", " dropped"]
    assert written(known, OBJECTIVE, "key_results:\n  - ambition: m¦") == ["roofshot", "moonshot"]
    assert written(known, CHECK_IN, "key_results:\n  on-time: {status: ¦}") == [
        "on track",
        "at risk",
        "off track",
    ]
    assert written(known, REVIEW, "objectives:\n  a:\n    decision: ¦") == [
        "continue",
        "adjust",
        "drop",
        "done",
    ]
    assert "true" in written(known, OBJECTIVE, "key_results:\n  - binary: ¦")
    assert written(known, "okrsite.yml", "preset:\n  - ¦") == ["strict", "customer-centric"]
    assert "february" in written(known, "okrsite.yml", "fiscal_year_starts: ¦")
    assert written(known, OBJECTIVE, "title: ¦") == []


def test_parents(known: Snapshot) -> None:
    found = offered(known, OBJECTIVE, "parent: ¦").items
    assert [(one.written, one.word.detail) for one in found] == [
        ("company/every-street", "Be the bakery of every street"),
        ("vans/short-way", "Take the short way 🚐"),
        ("late", "Bake late"),
        ("company/every-street#streets", "Streets that we deliver to before seven"),
        ("vans/short-way#minutes", "Minutes from the oven to the door"),
    ]


def test_references_to_key_results(known: Snapshot) -> None:
    assert written(known, OBJECTIVE, "parent: company/every-street#¦") == ["company/every-street#streets"]
    assert written(known, OBJECTIVE, "parent: 2026/company/every-street#str¦") == [
        "2026/company/every-street#streets"
    ]
    assert written(known, OBJECTIVE, "supports: [a, vans/short-way#¦") == ["vans/short-way#minutes"]
    assert written(known, OBJECTIVE, "parent: nowhere#¦") == []


def test_references_in_full(known: Snapshot) -> None:
    assert "2026/company/every-street" in written(known, OBJECTIVE, "parent: 2026/¦")
    assert "- vans/short-way" in written(known, OBJECTIVE, "supports:\n  ¦")
    assert "vans/short-way" in written(known, OBJECTIVE, "supports:\n  - ¦")
    assert written(known, "2026/ovens/late.md", "parent: ¦")[0] == "company/every-street"


def test_a_name_in_two_cycles_gets_its_cycle(tmp_path: Path) -> None:
    year = "---\ntitle: Warm all year\nparent: company/every-street\n---\n"
    known = snapshot(write(tmp_path, {"2026/ovens/warm-at-six.md": year}))
    names = written(known, VANS, "parent: ¦")
    assert "ovens/warm-at-six" in names
    assert "2026/ovens/warm-at-six" in names
    assert "ovens/late" in names


def test_where_it_is_carried_to(tmp_path: Path) -> None:
    later = "---\ntitle: Warm at five\nparent: company/every-street\n---\n"
    known = snapshot(write(tmp_path, {"2027-Q1/ovens/warm-at-five.md": later}))
    text = "objectives:\n  warm-at-six:\n    carried_to: ¦"
    assert written(known, REVIEW, text) == ["2027-Q1/ovens/warm-at-five"]


def test_teams_kpis_cycles_and_rules(known: Snapshot) -> None:
    assert written(known, OBJECTIVE, "with: [¦") == ["company", "vans"]
    assert written(known, "teams/vans.md", "parent: ¦") == ["company", "ovens"]
    assert written(known, "teams/vans.md", "succeeded_by:\n  - ov¦") == ["company", "ovens"]
    assert written(known, "teams/vans.md", "since: ¦") == ["2026-Q4", "2026"]
    assert written(known, OBJECTIVE, "key_results:\n  - kpi: ¦") == ["waste"]
    allowed = written(known, OBJECTIVE, "allow:\n  ¦")
    assert "key-result-count: " in allowed
    assert "parent-not-found: " not in allowed  # nothing may break it
    assert "watermelon: " in written(known, "okrsite.yml", "rules:\n  sandbagged: off\n  ¦")
    assert "sandbagged: " not in written(known, "okrsite.yml", "rules:\n  sandbagged: off\n  ¦")
    assert written(known, "okrsite.yml", "rules:\n  sandbagged: ¦")[:1] == ["off"]
    options = written(known, "okrsite.yml", "rules:\n  key-result-count:\n    ¦")
    assert options == ["level: ", "at_least: ", "at_most: "]


def test_own_key_results_as_they_are_just_being_written(known: Snapshot) -> None:
    text = """key_results:
  - id: new-one   # today
    title: Something new
  - title: Another
    id: "second"
initiatives:
  - title: [
    for: [new-one, ¦]
"""
    found = offered(known, OBJECTIVE, text, read=False).items
    assert [(one.written, one.word.detail) for one in found] == [
        ("new-one", "Something new"),
        ("second", "Another"),
    ]


def test_what_a_check_in_reads(known: Snapshot) -> None:
    keys = ["warm-at-six#on-time:", "warm-at-six#waste:", "warm-at-six#steps:"]
    assert written(known, CHECK_IN, "key_results:\n  ¦") == keys
    assert written(known, CHECK_IN, "key_results:\n  warm-at-six#waste:\n    value: 2\n  ¦") == [
        keys[0],
        keys[2],
    ]
    vans = "2026-Q4/vans/checkins/2026-11-13.md"
    assert "ovens/warm-at-six#on-time:" in written(known, vans, "key_results:\n  ov¦")


def test_milestones_that_are_done(known: Snapshot) -> None:
    key = "key_results:\n  warm-at-six#steps:"
    for text in (f"{key} {{done: [¦]}}", f"{key}\n    note: a\n    done: ¦", f"{key}\n    done:\n      - ¦"):
        assert written(known, CHECK_IN, text) == ["bought", "built", "hot"]
    old = "2026-Q4/ovens/checkins/2026-11-06.md"
    assert written(known, old, "key_results:\n  on-time: {done: [¦]}") == []


def test_what_a_review_is_about(known: Snapshot) -> None:
    assert written(known, REVIEW, "objectives:\n  ¦") == ["warm-at-six:"]
    scores = written(known, REVIEW, "objectives:\n  warm-at-six:\n    scores:\n      on-time: 1\n      ¦")
    assert scores == ["waste: ", "steps: "]


def test_before_anything_was_read_the_fields_are_offered(known: Snapshot) -> None:
    assert offered(known, OBJECTIVE, "tit¦", read=False).items[0].written == "title: "
    for text in ("parent: ¦", "with: ¦", "key_results:\n  - kpi: ¦"):
        assert offered(known, OBJECTIVE, text, read=False).items == ()


def test_of_very_many_those_that_fit_are_given(tmp_path: Path) -> None:
    many = {
        f"2026-Q4/ovens/o{number}.md": f"---\ntitle: Number {number}\nparent: company/every-street\n---\n"
        for number in range(MOST + 50)
    }
    known = snapshot(write(tmp_path, many))
    found = offered(known, VANS, "parent: ¦")
    assert (len(found.items), found.all) == (MOST, False)
    found = offered(known, VANS, "parent: ovens/o249¦")
    assert found.items[0].written == "ovens/o249"
    found = offered(known, VANS, "parent: number 249¦")  # by its title
    assert found.items[0].written == "ovens/o249"
    assert offered(known, VANS, "parent: zzzz¦").items == ()


def test_files_that_are_no_content_have_no_kind(known: Snapshot) -> None:
    for path in (
        "README.md",
        "_drafts/a.md",
        "2026-Q4/Ovens/a.md",
        "2026-Q4/ovens/deep/a.md",
        "../x.md",
        "a",
    ):
        assert known.file(path) is None, path


def test_every_text_of_the_company_offers_something_everywhere_without_failing(known: Snapshot) -> None:
    """A cursor before every character of every file, with the rest cut off, as while somebody types."""
    for path in FILES:
        file = known.file(path)
        if file is None or path.endswith(".csv"):
            continue
        for end in range(len(FILES[path])):
            lines = FILES[path][:end].split("\n")
            cursor = cursor_at(lines, len(lines) - 1, len(lines[-1]), fenced=path.endswith(".md"))
            suggest(Here(file=file, lines=tuple(lines), facts=known.facts), cursor)
