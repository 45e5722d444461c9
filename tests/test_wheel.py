"""What is installed is what is tracked: loaders, queries, tables, frames, templates and the demonstration."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    """Built without isolation from a copy, so that the checkout stays as it is and no network is needed."""
    pytest.importorskip("setuptools")
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(
        ROOT,
        copy,
        ignore=shutil.ignore_patterns(
            ".git", ".venv*", "kg-data", "kg-demo", "build", "*.egg-info", "target", "__pycache__"
        ),
    )
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        str(tmp_path),
        str(copy),
    ]
    subprocess.run(command, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder, package in (("kg", "kg"), ("loaders", "kg/loaders"), ("cypher", "kg/cypher")):
        for path in (copy / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"{package}/{path.relative_to(copy / folder).as_posix()}" in inside, path
