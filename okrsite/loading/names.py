"""How names are read: ids of teams, objectives and key results, and references to them."""

import re

from okrsite.diagnostics import Correction
from okrsite.loading.decoder import Decoder, reads, refuse_comment, scalar
from okrsite.loading.nodes import Node
from okrsite.loading.shapes import Value, padded
from okrsite.model.reference import (
    ID,
    LONGEST,
    LOOK,
    LOOK_OF_KEY_RESULT,
    RESERVED,
    Reference,
    id_fault,
    id_like,
    is_id,
    parse_reference,
)

ID_SHAPE = Value(pattern=rf"(?!(?:{'|'.join(sorted(RESERVED))})$){ID.pattern}", examples=("growth",))
KEY_RESULT_ID = Value(pattern=padded(ID.pattern), examples=("activation",))
REFERENCE = Value(pattern=padded(LOOK), examples=("company/trusted-partner#retention",))
FORMER = Value(pattern=padded(LOOK_OF_KEY_RESULT), examples=("activation", "onboarding#activation"))
READING_KEY = Value(pattern=padded(LOOK_OF_KEY_RESULT), examples=("onboarding#activation",))


@reads(ID_SHAPE)
def identifier(decoder: Decoder, name: str, node: Node) -> str | None:
    """An id: `a-z 0-9` and single `-`."""
    found = scalar(decoder, name, node, "an id")
    if found is None:
        return None
    if not is_id(found.text):
        near = id_like(found.text)
        decoder.fault(
            "wrong-type",
            node,
            f"`{found.text[:60]}` can't be an id: {id_fault(found.text)}",
            f"Write `{near}`." if near and is_id(near) else "Choose another word.",
            Correction(old=found.text, new=near) if near and is_id(near) else None,
        )
        return None
    return found.text


@reads(KEY_RESULT_ID)
def key_result_id(decoder: Decoder, name: str, node: Node) -> str | None:
    """The id of a key result. It is no file name, so that no word is reserved."""
    found = scalar(decoder, name, node, "the id of a key result")
    if found is None:
        return None
    id = found.text.strip()
    if len(id) > LONGEST or not ID.fullmatch(id):
        near = id_like(id)
        decoder.fault(
            "wrong-type",
            node,
            f"`{id[:60]}` can't be an id: {id_fault(id)}",
            f"Write `{near}`." if near else "Choose another word.",
            Correction(old=id, new=near) if near else None,
        )
        return None
    return id


@reads(FORMER)
def former_key_result(decoder: Decoder, name: str, node: Node) -> str | None:
    """What a key result used to be called: its id, or `objective#id`."""
    found = scalar(decoder, name, node, "the id of a key result, or `objective#id`")
    if found is None:
        return None
    id = found.text.strip()
    parsed = parse_reference(id)
    if (len(id) <= LONGEST and ID.fullmatch(id)) or (parsed is not None and parsed.key_result):
        return id
    decoder.fault(
        "wrong-type", node, f"`{id[:80]}` is no name of a key result", "Write its old id, or `objective#id`."
    )
    return None


@reads(REFERENCE)
def reference(decoder: Decoder, name: str, node: Node) -> Reference | None:
    """`objective`, `team/objective` or `cycle/team/objective`, perhaps with `#key-result`."""
    found = scalar(decoder, name, node, "a reference to an objective")
    if found is None:
        return None
    if re.fullmatch(r"\s+#\s*[a-z0-9-]+\s*", found.comment):  # as a key result would be written
        refuse_comment(decoder, found)
    written = found.text.strip()
    parsed = parse_reference(written)
    if parsed is None:
        clean = re.sub(r"\.md(?=#|$)", "", written.strip("/").removeprefix("./").removeprefix("../"))
        better = parse_reference(clean)
        clearer = bool(better) and clean != written
        hint = (
            f"Write `{name}: {clean}`."
            if clearer
            else "Write `objective`, `team/objective` or `cycle/team/objective`; `#key-result` may follow."
        )
        message = f"`{written[:80]}` is no reference to an objective"
        correction = Correction(old=written, new=clean) if clearer else None
        decoder.fault("wrong-type", node, message, hint, correction)
    return parsed
