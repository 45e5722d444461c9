"""Files that are either the old one or the new one, never half of the new one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import KgError


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """A draft beside `file` that takes its place when all went well, and is removed otherwise."""
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        yield draft
        os.replace(draft, file)
    except OSError as problem:
        raise KgError(f"{file}: cannot be written ({problem.strerror or problem})") from problem
    finally:
        draft.unlink(missing_ok=True)
