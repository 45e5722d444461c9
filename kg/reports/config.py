"""Which reports there are: read from a YAML file, checked field by field, with the line of each mistake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import BadInput, Usage
from kg.model import RELATIONS
from kg.reports.windows import KINDS

if TYPE_CHECKING:
    import yaml

SHIPPED = Path(__file__).with_name("reports.yaml")
DIMENSIONS = ("trade", "arms", "treaties", "votes", "events", "text")
BIGGEST = 100_000  # bytes; what is larger is no list of reports


@dataclass(frozen=True, slots=True)
class Config:
    """One named report. Empty `of` and `on` mean all states, empty `relations` all relations."""

    name: str
    title: str
    about: str = ""
    every: str = "month"
    of: tuple[str, ...] = ()
    on: tuple[str, ...] = ()
    dimensions: tuple[str, ...] = ()
    relations: tuple[str, ...] = ()


LISTS = ("of", "on", "dimensions", "relations")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "every": KINDS, "dimensions": DIMENSIONS, "relations": tuple(RELATIONS),
}  # fmt: skip


def named(name: str, path: Path | None = None) -> Config:
    """
    >>> named("dependence").on
    ('CHN', 'RUS')
    """
    known = load(path)
    if name not in known:
        raise Usage(f"there is no report {name!r}; there are: {', '.join(sorted(known))}")
    return known[name]


def load(path: Path | None = None) -> dict[str, Config]:
    """All reports of a file (by default the ones that come with the product), in the file's order."""
    path = path or SHIPPED
    root = _parsed(path)
    found: dict[str, Config] = {}
    for name, node in _entries(path, root, "the file", "a list of named reports"):
        if not name or any(c in "/\\" or not c.isprintable() for c in name) or name.startswith("."):
            raise BadInput(f"{name!r} will name a file: no slash and no leading dot", _at(path, node))
        found[name] = _config(path, name, node)
    return found


def _parsed(path: Path) -> yaml.Node | None:
    """The file as nodes that know their lines. Aliases are refused: nine of them can fill a machine's memory."""
    import yaml

    try:
        if path.stat().st_size > BIGGEST:
            raise BadInput(f"is larger than {BIGGEST:,} bytes; a list of reports is short", str(path))
        text = path.read_text(encoding="utf-8")
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else "?"
                raise BadInput("has an alias (*name); write the value out", f"{path}:{line}")
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except UnicodeDecodeError:
        raise BadInput("is no UTF-8 text", str(path)) from None
    except OSError as error:
        raise BadInput(f"cannot be read: {error.strerror}", str(path)) from None
    except RecursionError:
        raise BadInput("is nested too deeply", str(path)) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise BadInput(
            f"is no YAML: {getattr(error, 'problem', None) or error}", f"{path}:{mark.line + 1}" if mark else str(path)
        ) from None


def _config(path: Path, name: str, node: yaml.Node) -> Config:
    known = [f.name for f in fields(Config) if f.name != "name"]
    values: dict[str, str | tuple[str, ...]] = {}
    for key, value in _entries(path, node, name, f"fields ({', '.join(known)})"):
        if key not in known:
            raise BadInput(f"{name}: unknown field {key!r}; there are {', '.join(known)}", _at(path, value))
        values[key] = _list(path, name, key, value) if key in LISTS else _text(path, name, key, value)
        _choice(path, name, key, value, values[key])
    if not values.get("title"):
        raise BadInput(f"{name}: needs a title", _at(path, node))
    if bool(values.get("dimensions")) != bool(values.get("of")) or (values.get("on") and not values.get("of")):
        raise BadInput(f"{name}: of, on and dimensions go together: who depends, on whom, and in what", _at(path, node))
    return Config(name=name, **values)  # type: ignore[arg-type]


def _entries(path: Path, node: yaml.Node | None, name: str, wanted: str) -> list[tuple[str, yaml.Node]]:
    import yaml

    if not isinstance(node, yaml.MappingNode):
        raise BadInput(f"{name}: should hold {wanted}", _at(path, node))
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        word = _text(path, name, "a name", key)
        if word in found:
            raise BadInput(f"{name}: {word!r} is there twice", _at(path, key))
        found[word] = value
    return list(found.items())


def _text(path: Path, name: str, key: str, node: yaml.Node) -> str:
    import yaml

    if not isinstance(node, yaml.ScalarNode) or not isinstance(node.value, str):
        raise BadInput(f"{name}: {key} should be text", _at(path, node))
    return str(node.value).strip()


def _list(path: Path, name: str, key: str, node: yaml.Node) -> tuple[str, ...]:
    """A list, or one value for a list of one. Values stay as written: NO is no False."""
    import yaml

    if isinstance(node, yaml.SequenceNode):
        return tuple(_text(path, name, key, item) for item in node.value)
    return (_text(path, name, key, node),)


def _choice(path: Path, name: str, key: str, node: yaml.Node, value: str | tuple[str, ...]) -> None:
    for word in (value,) if isinstance(value, str) else value:
        if key in CHOICES and word not in CHOICES[key]:
            raise BadInput(f"{name}: {key} {word!r}; there are {', '.join(CHOICES[key])}", _at(path, node))


def _at(path: Path, node: yaml.Node | None) -> str:
    return f"{path}:{node.start_mark.line + 1}" if node is not None else str(path)
