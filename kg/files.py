"""Files that are either the old one or the new one, and work that one process does at a time."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from kg.errors import KgError, Locked, Usage


@contextmanager
def replaced(file: Path) -> Iterator[Path]:
    """A draft beside `file` that takes its place when all went well, and is removed otherwise."""
    if os.path.isdir(file):  # which is False, and no error, of a name that no file can have
        raise Usage(f"{file}: is a folder; write the name of a file in it")
    draft = file.with_name(f".{file.name}.{os.getpid()}.draft")
    try:
        _make_folder(file.parent)
        yield draft
        os.replace(draft, file)
    except OSError as problem:
        raise KgError(f"{file}: cannot be written ({problem.strerror or problem})") from problem
    finally:
        with suppress(OSError):  # where no draft could be made there is none to remove
            draft.unlink()


def _make_folder(folder: Path) -> None:
    """The folder and those above it; what is wrong is said of the one that is a file."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as problem:
        file = next((p for p in (folder, *folder.parents) if p.exists() and not p.is_dir()), folder)
        raise NotADirectoryError(problem.errno, f"{file} is no folder") from problem


@contextmanager
def alone(file: Path, patience: float = 120.0) -> Iterator[None]:
    """Holds a lock file for the time of the block; waits for its holder, and says who that is when it takes too long.

    The lock is the operating system's: it is gone with its process, however that ends.
    """
    with _opened(file) as held:
        deadline = time.monotonic() + patience
        while not _taken(held.fileno()):
            if time.monotonic() > deadline:
                held.seek(0)
                raise Locked(f"{file}: in use by process {held.read().strip() or 'unknown'}; try again when it is done")
            time.sleep(0.1)
        held.truncate(0)
        held.write(str(os.getpid()))
        held.flush()
        yield


def _opened(file: Path) -> IO[str]:
    try:
        _make_folder(file.parent)
        return file.open("a+", encoding="ascii")
    except OSError as problem:
        raise KgError(f"{file}: cannot be written ({problem.strerror or problem})") from problem


def _taken(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    except OSError:
        return False
