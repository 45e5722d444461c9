"""What to install so that reports are made on time. Nothing is installed here: a person reads it first.

Both call one command, `kg report due`, which makes every report since the last success. A trigger is
only a nudge: one that was missed is made up by the next, and one too many finds nothing to do.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import PurePath

from kg.errors import Usage

AT = (6, 15)  # every day; `report due` knows which windows have ended


def schedule(kind: str, program: str | Sequence[str], arguments: Sequence[str] = (), folder: str | None = None) -> str:
    """Text for systemd or cron that calls `program report due` with these arguments.

    `program` (its first word, where it has several) and `folder` (where it runs) are absolute paths.

    >>> schedule("cron", "/opt/kg/bin/kg", ["--store", "/srv/kg data"]).splitlines()[-1]
    "15 6 * * * /opt/kg/bin/kg report due --store '/srv/kg data'"
    """
    call = [program] if isinstance(program, str) else [*program]
    for what, path in (("the program", call[0]), ("the folder", folder)):
        if path is not None and not PurePath(path).is_absolute():
            raise Usage(f"{what} must be an absolute path, since a timer starts nowhere in particular; it is {path!r}")
    command = [*call, "report", "due", *arguments]
    if any(re.search(r"[\x00-\x1f\x7f]", part) for part in [*command, folder or ""]):
        raise Usage("a path or an argument of a timer must not hold a line break or another control character")
    if kind == "systemd":
        return systemd(command, folder)
    if kind == "cron":
        return cron(command, folder)
    raise Usage(f"--print {kind!r}: systemd or cron")


def systemd(command: Sequence[str], folder: str | None = None) -> str:
    """A service and its timer, in one text with the file names as comments."""
    where = f"WorkingDirectory={_specifiers(folder)}\n" if folder else ""
    return f"""\
# ~/.config/systemd/user/kg-report.service
[Unit]
Description=Reports on alliances and military cooperation that are due

[Service]
Type=oneshot
{where}ExecStart={" ".join(_unit_word(part) for part in command)}
# A password belongs into a file that only you can read, as KG_NEO4J_PASSWORD=...
EnvironmentFile=-%h/.config/kg.env
# 3: nothing was due.
SuccessExitStatus=3

# ~/.config/systemd/user/kg-report.timer
[Unit]
Description=Looks every day for reports that are due

[Timer]
OnCalendar=*-*-* {AT[0]:02d}:{AT[1]:02d}:00 UTC
# After a time switched off it runs once; `kg report due` then makes each report that was missed.
Persistent=true

[Install]
WantedBy=timers.target

# Then: systemctl --user daemon-reload && systemctl --user enable --now kg-report.timer
"""


def cron(command: Sequence[str], folder: str | None = None) -> str:
    """One line of a crontab. cron does not make up for time switched off; `kg report due` does, on the next day."""
    call = " ".join(shlex.quote(part) for part in command)
    if folder:
        call = f"cd {shlex.quote(folder)} && {call}"
    # In a crontab % ends the command.
    line = call.replace("%", r"\%")
    return f"""\
# crontab -e; the time is that of the machine
{AT[1]} {AT[0]} * * * {line}
"""


def _unit_word(word: str) -> str:
    r"""A word of ExecStart: quoted where it needs to be, with % and $ as they are.

    >>> print(_unit_word("/srv/kg data/50%"))
    "/srv/kg data/50%%"
    """
    plain = _specifiers(word).replace("$", "$$")
    if re.fullmatch(r"[\w@%+=:,./$-]+", plain, re.ASCII):
        return plain
    return '"' + plain.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _specifiers(text: str) -> str:
    return text.replace("%", "%%")
