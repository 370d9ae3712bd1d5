"""The record of a fuzzing: what broke is written at once, and how far it got, so that another run goes on."""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fuzz_engine import Batch, Failure, Outcome


class Record:
    """A folder with two files for each input that broke something, `NAME.input` and `NAME.txt`, and with
    `done.jsonl`: a line for each batch that was tried to its end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._done = folder / "done.jsonl"

    def begin(self) -> None:
        """Forget how far an earlier run got; the inputs that it kept stay."""
        self._done.unlink(missing_ok=True)

    def broke(self, failure: Failure) -> None:
        """Write an input that broke something, and what is known of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        name = f"{failure.target}-{hashlib.sha256(failure.data).hexdigest()[:12]}"
        (self.folder / f"{name}.input").write_bytes(failure.data)
        said = f"target: {failure.target}\ncase: {failure.batch}\nbroken: {failure.signature}\n"
        (self.folder / f"{name}.txt").write_text(f"{said}\n{failure.told}", "utf-8", "backslashreplace")

    def finished(self, batch: Batch, outcome: Outcome) -> None:
        """Note what became of a batch."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._done.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"batch": str(batch), "cases": batch.cases, **said_of(outcome)}) + "\n")

    def earlier(self) -> Mapping[tuple[str, str, int], Outcome]:
        """What became of the batches that were tried, by target, batch and number of cases."""
        found = {}
        for line in self._done.read_text("utf-8").splitlines() if self._done.is_file() else ():
            try:
                said = json.loads(line)
            except ValueError:
                continue  # cut off in the middle of writing: that batch is tried again
            found[said["target"], said["batch"], said["cases"]] = outcome_of(said)
        return found


def said_of(outcome: Outcome) -> dict[str, Any]:
    """What became of a target, for JSON."""
    failures = [
        {
            "signature": failure.signature,
            "data": b64encode(failure.data).decode(),
            "told": failure.told,
            "batch": failure.batch,
            "times": failure.times,
        }
        for failure in outcome.failures.values()
    ]
    return {
        "target": outcome.target,
        "cases": outcome.cases,
        "seconds": outcome.seconds,
        "slowest": outcome.slowest,
        "failures": failures,
    }


def outcome_of(said: Mapping[str, Any]) -> Outcome:
    """What became of a target, from JSON."""
    outcome = Outcome(
        target=said["target"], cases=said["cases"], seconds=said["seconds"], slowest=said["slowest"]
    )
    for each in said["failures"]:
        outcome.note(Failure(target=said["target"], **{**each, "data": b64decode(each["data"])}))
    return outcome
