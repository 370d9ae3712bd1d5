"""The words of a language: whole, in order, and absent where there are none."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest

import okrsite.wording
from okrsite.wording.lexicon import lexicon_for
from okrsite.wording.verb_forms import forms, ing, past, spellings

FILE = Path(okrsite.wording.__file__).with_name("en.toml")


@pytest.mark.parametrize("language", ["en", "en-GB", "EN_us"])
def test_english_in_all_its_tags(language: str) -> None:
    assert lexicon_for(language) is lexicon_for("en")


@pytest.mark.parametrize("language", ["de", "", "../en", "tlh", "english"])
def test_no_words_no_judgement(language: str) -> None:
    assert lexicon_for(language) is None


def test_a_verb_stands_in_one_list_only() -> None:
    lexicon = lexicon_for("en")
    assert lexicon is not None
    verbs = lexicon.verbs
    lists = {"tasks": verbs.tasks, "outcomes": verbs.outcomes, "supporting": verbs.supporting}
    lists["by_object"] = verbs.by_object - {
        "open"
    }  # a task in a key result, and by its object in an objective
    assert not [
        (one, other, lists[one] & lists[other])
        for one, other in combinations(lists, 2)
        if lists[one] & lists[other]
    ]


def test_entries_are_lower_case_and_explained() -> None:
    text = FILE.read_text(encoding="utf-8")
    table = tomllib.loads(text)
    for group in table.values():
        for value in group.values():
            entries = " ".join(value) if isinstance(value, list) else value
            assert entries == entries.lower()
    assert text.startswith("#")


def test_forms_of_verbs() -> None:
    assert [past(verb) for verb in ("launch", "define", "identify", "plan")] == [
        "launched",
        "defined",
        "identified",
        "planned",
    ]
    assert [ing(verb) for verb in ("launch", "define", "run", "see")] == [
        "launching",
        "defining",
        "running",
        "seeing",
    ]
    known = forms(["write", "equip", "deploy"], ["write written", "equip equipped"])
    assert [known[word][0].kind for word in ("written", "equipping", "deployment")] == ["past", "ing", "noun"]
    assert "writed" not in known


def test_british_spellings() -> None:
    assert spellings(["optimize", "analyzing", "size"]) >= {"optimise", "analysing"}
