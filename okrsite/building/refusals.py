"""What can't be built, whatever stands in the content."""

from pathlib import Path

from okrsite.building.output import PublishError


class ContentError(Exception):
    """There is no content to build; the message says where it was sought and what to do."""


def refuse_no_content(content: Path) -> None:
    """Raises ContentError where there is no such folder."""
    if not content.is_dir():
        raise ContentError(
            f"There is no content folder at {content}: `okrsite init` makes a small one,"
            " and `--content` names another."
        )


def refuse_overlap(content: Path, output: Path) -> None:
    """Raises PublishError where the output lies in the content or the content in the output."""
    inside, outside = content.resolve(), output.resolve()
    if inside == outside or inside.is_relative_to(outside) or outside.is_relative_to(inside):
        raise PublishError(
            f"The output folder {output} and the content folder {content} lie in one another:"
            " choose a folder beside the content."
        )
