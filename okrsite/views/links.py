"""Links to objectives and key results, and the prose of files."""

from okrsite.source import SourceFile
from okrsite.views import urls
from okrsite.views.company import Company
from okrsite.views.parts import Link, Prose


def objective_link(company: Company, id: str) -> Link:
    objective = company.objectives[id]
    return Link(text=objective.title, url=urls.objective(objective))


def key_result_link(company: Company, id: str, key_result: str) -> Link:
    """A key result of the objective with an id."""
    objective = company.objectives[id]
    found = objective.key_result(key_result)
    return Link(text=found.title if found else key_result, url=urls.key_result(objective, key_result))


def prose_of(source: SourceFile | None) -> Prose | None:
    """A file's prose, None where it has none."""
    if source is None or not source.body.strip():
        return None
    return Prose(text=source.body, path=source.path, first_line=source.body_line)
