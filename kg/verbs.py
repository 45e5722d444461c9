"""The verbs of the command line that need no record, or only hand on to one, as methods."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.arguments import several, text
from kg.errors import Usage
from kg.model import Kept
from kg.output import Rows

if TYPE_CHECKING:
    from kg.log import Decision
    from kg.text.ports import Extractor


class Verbs:
    """What a workspace can do without looking into it."""

    data: Path
    server: str | None
    progress: Callable[[str], None]

    def decide(
        self, kind: str, a: str, b: str | None = None, reason: str | None = None, force: bool = False
    ) -> Decision:
        raise NotImplementedError

    def merges(self) -> Mapping[str, str]:
        raise NotImplementedError

    def decisions(self) -> Rows:
        raise NotImplementedError

    def resolve(self, names: str | Sequence[str], on: str | None = None) -> Rows:
        """What names or codes mean, on a date: a row each; `id` is None where one is ambiguous or unknown.

        Who was merged into another on review is that other.
        """
        from kg.resolve import followed, resolve

        same = self.merges()
        found = [followed(resolve(text(name, "resolve"), on), same) for name in several(names, "resolve")]
        return Rows([asdict(f) for f in found], ["name", "id", "kind", "label", "codes", "valid", "candidates"])

    def formats(self) -> Rows:
        """Every format that `load` knows, with licence and citation."""
        from kg.sources import formats

        return Rows(f.describe() for f in formats())

    def claims(
        self,
        paths: str | Path | Sequence[str | Path],
        published: str | None = None,
        source: str | None = None,
        language: str | None = None,
        model: str | None = None,
        extractor: str | Extractor | None = None,
        explain: bool = False,
    ) -> Rows:
        """The claims of documents, which are not loaded; files that could not be read are the rows' `rejected`."""
        from kg.reading import claim_lines

        rows = Rows()
        asked = [Path(p) for p in several(paths, "claims")]
        for told in claim_lines(asked, published, source, language, model, extractor, explain, self.progress):
            if isinstance(told, Kept):
                rows.warnings.append(f"{told.where}: {told.reason}")
            elif isinstance(told, Exception):
                rows.rejected.append(str(told))
            else:
                rows += told[1]
        rows.columns = list(rows[0]) if rows else []
        return rows

    def review(
        self,
        action: str = "list",
        a: str | int | None = None,
        b: str | None = None,
        reason: str | None = None,
        force: bool = False,
    ) -> Rows:
        """All decisions, or the one that is made: accept or reject an id, merge `b` into `a`, undo the `a`-th one.

        With `force` two that the tables know side by side are merged too.
        """
        if action == "list":
            return self.decisions()
        if a is None:
            raise Usage(f"review {action}: say what is decided on: an id, a name, or the number of a decision")
        return Rows([asdict(self.decide(action, str(a), b, reason, force))])

    def doctor(self) -> Rows:
        """What is installed, which store and model, free disk; what is missing and how to get it."""
        from kg.doctor import examine

        return Rows(examine(self.server or str(self.data), str(self.data)))

    def demo(self, folder: str | Path = "kg-demo") -> dict[str, Any]:
        """Makes the demo's store and pages in a folder of their own, whatever this workspace holds."""
        from kg.demo import run

        return run(Path(folder), quiet=True, progress=self.progress)
