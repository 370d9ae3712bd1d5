"""An objective's file: objective, key results, initiatives."""

from okrsite.diagnostics import Finding
from okrsite.loading.decode_key_result import decode_key_result
from okrsite.loading.decoder import Decoder, Record, read_file_record
from okrsite.loading.discover import ContentFile
from okrsite.loading.fields import OBJECTIVE
from okrsite.loading.nodes import Mapping, Node, Scalar
from okrsite.model.key_result import KeyResult
from okrsite.model.objective import Initiative, Objective, ObjectiveStatus, Rice
from okrsite.model.reference import Reference
from okrsite.source import Place, SourceFile


def is_draft(root: Node | None) -> bool:
    """Whether a file says that it is a draft, whatever else is wrong with it."""
    status = root.get("status") if isinstance(root, Mapping) else None
    return isinstance(status, Scalar) and status.text.strip().lower() == "draft"


def decode_objective(decoder: Decoder, root: Node | None, file: ContentFile) -> Objective | None:
    """The objective in a file; never None: one without a title is reported and goes by another."""
    decoder.draft = is_draft(root)
    record = read_file_record(decoder, root, OBJECTIVE, "an objective")
    status: ObjectiveStatus = record.get("status") or ObjectiveStatus.PUBLISHED
    if status is ObjectiveStatus.DROPPED and not record.get("because"):
        decoder.fault(
            "missing-field",
            record.at("status"),
            "a dropped objective needs `because`",
            "Write `because:` with the reason; readers will ask.",
        )
    if record.get("because") and status is not ObjectiveStatus.DROPPED and not decoder.draft:
        decoder.fault(
            "missing-field",
            record.at("because"),
            "`because` says why an objective was dropped, and this one is not",
            "Write `status: dropped`, or put the reason into the prose.",
        )
    formerly: tuple[Reference, ...] = record.get("formerly") or ()
    key_results = tuple(
        key_result
        for index, entry in record.get("key_results") or ()
        if (key_result := decode_key_result(decoder, entry, index)) is not None
    )
    _report_duplicates(decoder, key_results)
    title: str | None = record.get("title")
    if not title:  # reported by now, unless in a draft; the rest of the file is checked all the same
        title = "TBD"
    return Objective(
        cycle=file.cycle,
        team=file.team,
        name=file.name,
        title=title,
        owner=record.get("owner") or "",
        parent=record.get("parent"),
        unclear=record.unclear,
        supports=record.get("supports") or (),
        depends_on=record.get("depends_on") or (),
        shared_with=record.get("with") or (),
        obstacle=record.get("obstacle") or "",
        status=status,
        because=record.get("because") or "",
        formerly=formerly,
        key_results=key_results,
        initiatives=tuple(
            _initiative(decoder.source, entry, index)
            for index, entry in record.get("initiatives") or ()
            if entry.get("title")
        ),
        source=decoder.source,
    )


def _report_duplicates(decoder: Decoder, key_results: tuple[KeyResult, ...]) -> None:
    seen: dict[str, KeyResult] = {}
    for key_result in key_results:
        if key_result.id in seen:
            decoder.report(
                Finding(
                    rule="duplicate-id",
                    place=key_result.place.of("id"),
                    message=f"two key results of this objective have the id `{key_result.id}`",
                    hint="Give each its own id: check-ins and parents name a key result by it.",
                )
            )
        seen.setdefault(key_result.id, key_result)


def _initiative(source: SourceFile, record: Record, index: int) -> Initiative:
    return Initiative(
        title=record.get("title"),
        serves=record.get("for") or (),
        owner=record.get("owner") or "",
        url=record.get("url") or "",
        hypothesis=record.get("hypothesis") or "",
        status=record.get("status") or "planned",
        rice=_rice(record.get("rice")),
        place=Place(source=source, pointer=("initiatives", index)),
    )


def _rice(record: Record | None) -> Rice | None:
    """The four factors of a RICE score; None where one is missing or faulty, which is reported."""
    factors = ("reach", "impact", "confidence", "effort")
    if record is None or any(record.get(name) is None for name in factors):
        return None
    return Rice(
        reach=record.get("reach"),
        impact=record.get("impact"),
        confidence=record.get("confidence"),
        effort=record.get("effort"),
    )
