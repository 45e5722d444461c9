"""A zip of several files is a folder that is packed: each of its files is an input of its own.

A zip of one file is that file compressed and is read as it is (see kg.tables); Word files and their like are zips too
and are no folders. A zip comes from outside: its names are made safe, and how much it may hold is bounded.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kg.errors import BadInput
from kg.tables import UNPACKED_MOST, UNPACKED_RATIO, UNPACKED_SMALL, UNREADABLE

ZIP = b"PK\x03\x04"
EMPTY = b"PK\x05\x06"
FILES = 10_000  # in one zip
LONGEST = 120  # characters of one name, and parts of one path
PACKAGES = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "word/document.xml")  # Office, EPUB, JAR


def bundled(path: Path) -> list[str]:
    """The names of the files in a zip of several; [] for anything else, also for one that cannot be looked at."""
    try:
        with path.open("rb") as file:
            if file.read(4) != ZIP or not zipfile.is_zipfile(path):
                return []
        with zipfile.ZipFile(path) as archive:
            names = [m.filename for m in archive.infolist() if not m.is_dir()]
    except UNREADABLE:
        return []
    return [] if len(names) == 1 or any(package in names for package in PACKAGES) else names


def is_hidden(name: str) -> bool:
    """Whether it is what a system or an archiver keeps for itself.

    >>> [is_hidden(name) for name in ("__MACOSX/._trade.csv", "data/.DS_Store", "data/trade.csv")]
    [True, True, False]
    """
    return any(part.startswith((".", "__MACOSX")) for part in _parts(name))


def unpacked(path: Path, names: Sequence[str]) -> Iterator[tuple[str, Path | BadInput]]:
    """The files of these names, each as what it is called ("a.zip/b.csv") and where it lies until the next is asked
    for, or why it cannot be read. All lie beside each other as in the zip, since a table may need the one beside it.
    """
    with tempfile.TemporaryDirectory(prefix="kg-zip-") as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                chosen = set(names)
                wanted = sorted((m for m in archive.infolist() if m.filename in chosen), key=lambda m: m.filename)
                _check_size(path, wanted, folder)
                found = [_member(archive, m, Path(folder), f"{path}/{'/'.join(_parts(m.filename))}") for m in wanted]
        except UNREADABLE as problem:
            found = [(str(path), BadInput(f"cannot be read: {problem}", str(path)))]
        except BadInput as problem:
            found = [(str(path), problem)]
        yield from found


def _check_size(path: Path, members: Sequence[zipfile.ZipInfo], folder: str) -> None:
    """Refuses what would fill the disk. No more is unpacked of a file than the zip tells of it here."""
    size = sum(m.file_size for m in members)
    if len(members) > FILES:
        raise BadInput(f"is a zip of {len(members):,} files, of which {FILES:,} are read; unpack it", str(path))
    if size > min(UNPACKED_MOST, max(UNPACKED_SMALL, UNPACKED_RATIO * path.stat().st_size)):
        raise BadInput("unpacks to far more than it should; refused", str(path))
    if size > shutil.disk_usage(folder).free:
        raise BadInput(f"needs {size / 2**30:.1f} GiB unpacked, and {folder} has less; unpack it elsewhere", str(path))


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, shown: str) -> tuple[str, Path | BadInput]:
    place = folder.joinpath(*_parts(member.filename))
    if place.exists():
        return shown, BadInput("has the name of another file in the zip; unpack it and give it another", shown)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, place.open("xb") as file:
            shutil.copyfileobj(packed, file)
    except UNREADABLE as problem:
        return shown, BadInput(f"cannot be read: {getattr(problem, 'strerror', None) or problem}", shown)
    if _is_zip(place):
        return shown, BadInput("is a zip in a zip, which is not opened; unpack the outer one", shown)
    return shown, place


def _is_zip(path: Path) -> bool:
    """Whether it is a zip, and no document that is packed as one."""
    with path.open("rb") as file:
        if file.read(4) != ZIP or not zipfile.is_zipfile(path):
            return False
    with zipfile.ZipFile(path) as archive:
        return not any(package in archive.namelist() for package in PACKAGES)


def _parts(name: str) -> list[str]:
    r"""The parts of a name that lead down and nowhere else, without what no file system holds.

    >>> _parts("../../etc/a\x07.csv"), _parts("C:\\data\\a.csv"), _parts("..")
    (['etc', 'a.csv'], ['C_', 'data', 'a.csv'], ['unnamed'])
    """
    parts = name.replace("\\", "/").split("/")
    told = ["".join(c for c in part if c.isprintable()).replace(":", "_") for part in parts]
    return [part[-LONGEST:] for part in told if part not in ("", ".", "..")][-LONGEST:] or ["unnamed"]
