"""What can go wrong, as a tree. Each error carries the exit code a command ends with.

KgError               1   anything we can explain
├── Usage             2   the caller asked for something that does not exist
│   └── Ambiguous     2   a name that means several things; `candidates` lists them
├── BadInput          4   a file or a record that cannot be read as what it claims to be
│   └── Copy          4   a row that the same table has already; it counts once
├── Failed            1   the graph engine failed at what a build asked of it
├── Locked            5   another process holds the store
└── Unreachable      75   the store does not answer; worth trying again
"""

from __future__ import annotations


class KgError(Exception):
    """Something went wrong that a person can act on; its text says where, what, and what would do."""

    exit_code = 1


class Usage(KgError):
    """An argument that cannot be used: an unknown name, a bad date, a missing parameter."""

    exit_code = 2


class Ambiguous(Usage):
    """A name with several meanings; nothing was guessed."""

    def __init__(self, message: str, candidates: list[dict[str, str]]):
        super().__init__(message)
        self.candidates = candidates


class BadInput(KgError):
    """A file or record that is not what it claims to be. `where` is "file:line" when known."""

    exit_code = 4

    def __init__(self, message: str, where: str = ""):
        super().__init__(f"{where}: {message}" if where else message)
        self.where = where
        self.reason = message


class Copy(BadInput):
    """A row that the same table has already: it is listed and counts once, and says nothing against the table."""


class Failed(KgError):
    """The graph engine failed at a statement of a build; the record is whole, and the graph can be written anew."""


class Locked(KgError):
    """Another process writes to the store; the message says which."""

    exit_code = 5


class Unreachable(KgError):
    """The graph store does not answer."""

    exit_code = 75
