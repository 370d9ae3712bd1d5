"""An Arabic page reads from right to left, with the signs of its language."""

import re
import shutil
from datetime import date
from pathlib import Path

from okrsite.building import pipeline

TODAY = date(2026, 11, 20)
LATIN_SIGN = re.compile(r"[\u0621-\u064a][,;?](?=[ <])|[,;] [\u0621-\u064a]")
BARE_PERCENT = re.compile(r"[\u0621-\u064a][^<%]{0,12}[0-9]%")
TAG = re.compile(r"<[^>]*>")
KINDS = (
    "index.html", "archive.html", "changes.html", "heat.html", "roadmap.html", "2026-Q4/index.html",
    "2026-Q4/company/index.html", "2026-Q4/company/winter-ready.html", "2026-Q4/company.agenda.html",
    "2026-Q3/review.html", "teams/bikes.html", "kpis/nps.html", "people/index.html",
)  # fmt: skip


def test_signs_between_arabic_words_are_arabic(example_content: Path, tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(example_content, content)
    settings = content / "okrsite.yml"
    settings.write_text(settings.read_text().replace("language: en", "language: ar\ncontent_language: en"))
    pipeline.build(content, tmp_path / "site", today=TODAY)
    found = []
    for page in KINDS:
        html = (tmp_path / "site" / page).read_text("utf-8")
        assert '<html lang="ar" dir="rtl"' in html
        for line in html.splitlines():
            text = TAG.sub("", line)
            wrong = LATIN_SIGN.search(text) or BARE_PERCENT.search(text)
            if wrong:
                found.append(f"{page}: {text[max(wrong.start() - 30, 0) : wrong.end() + 30]}")
    assert found == []
