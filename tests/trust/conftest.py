"""A company full of payloads, built once for all tests that look into its site."""

from datetime import date
from pathlib import Path

import pytest
from hostile_company import TODAY, full_of
from payloads import MARKUP

from okrsite.building import pipeline

TOGETHER = 12
"""Payloads that stand in one company's field side by side, so that the site is not too large."""


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a company full of payloads (`content`) and its site (`site`)."""
    folder = tmp_path_factory.mktemp("hostile")
    groups = tuple(" ".join(MARKUP[start : start + TOGETHER]) for start in range(0, len(MARKUP), TOGETHER))
    for path, text in full_of(groups).items():
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    built = pipeline.build(folder / "content", folder / "site", today=date.fromisoformat(TODAY))
    assert built.published is not None, [
        d.message for d in built.report.diagnostics if d.severity.value == "error"
    ]
    return folder
