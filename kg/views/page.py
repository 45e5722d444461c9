"""One interactive page as one file: it holds everything it needs, fetches nothing, and opens every tie.

pyvis builds the network; the page around it is ours, since pyvis's own loads parts from elsewhere and
writes text as HTML. Three walls keep text from documents from running: an autoescaped template, JSON
in a block that no browser executes, and a policy that runs only the scripts whose hashes it names.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.resources import files
from math import log2
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.dates import first_day, last_day
from kg.errors import KgError
from kg.model import SYMMETRIC
from kg.views.evidence import HEDGES, Edge, Sentence, bounded, edge_of, printable, safe_url, told, words

if TYPE_CHECKING:
    import networkx as nx

HERE = Path(__file__).parent
VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
SENTENCES = 12  # of one tie; the rest are counted, and `kg explain` prints them

# Okabe and Ito's colours, one a family of relations; no two are confused by people who see fewer colours.
COLOURS = {
    "alliance": "#0072B2",
    "material_aid": "#009E73",
    "posture": "#E69F00",
    "economy": "#CC79A7",
    "verbal_conflict": "#56B4E9",
    "conflict": "#D55E00",
    "structure": "#5F6B76",
    "other": "#5F6B76",
}
DENIED = "#B00020"
# Colour is never alone: the shape says what a node is, the dashes how firmly a tie is told.
SHAPES = {
    "State": "dot",
    "Army": "square",
    "Organisation": "diamond",
    "Region": "triangle",
    "Person": "star",
    "Weapon": "hexagon",
    "Conflict": "triangleDown",
    "Unresolved": "dot",
}
DASHES = {
    "asserted": [],
    "reported": [12, 4],
    "future": [12, 4, 3, 4],
    "alleged": [7, 5],
    "speculated": [4, 5],
    "conditional": [2, 5],
    "doubted": [1, 6],
    "denied": [2, 3],
}
MANY_LINES = 45  # above this, the lines' own words would cover the picture


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody or something. `x` and `y` may be left out; then the page finds a place."""

    id: str
    label: str
    kind: str = "State"  # one of SHAPES
    x: int | None = None
    y: int | None = None


@dataclass(frozen=True, slots=True)
class View:
    """All that a page shows. `left_out` are sentences; `made_from` says from what, and as known when."""

    title: str
    subtitle: str = ""
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    ego: str | None = None
    left_out: tuple[str, ...] = ()
    made_from: tuple[str, ...] = field(default=())


def view_of(
    graph: nx.MultiDiGraph,
    claims: Mapping[str, Sequence[Mapping[str, Any]]],
    title: str,
    subtitle: str = "",
    ego: str | None = None,
    left_out: Iterable[str] = (),
    made_from: Iterable[str] = (),
) -> View:
    """The view of a selected graph, with the claims of each fact as `kg.ledger.opened` gives them."""
    nodes = tuple(
        Node(id, bounded(data.get("label") or id, "label"), data.get("kind") or "State")
        for id, data in sorted(graph.nodes(data=True))
    )
    edges = (edge_of(key, a, b, data, claims.get(key, ())) for a, b, key, data in graph.edges(keys=True, data=True))
    in_order = tuple(sorted(edges, key=lambda e: e.id))
    return View(title, subtitle, nodes, in_order, ego, tuple(left_out), tuple(made_from))


def page(view: View) -> str:
    """The page as HTML. The same view gives the same bytes.

    >>> "<script>alert" in page(View("<script>alert(1)</script>"))
    False
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    view = _placed(_bounded(view))
    lines = _lines(view.edges)
    style, *scripts = _file("page.css"), _vis(), _file("page.js")
    environment = Environment(
        loader=FileSystemLoader(HERE),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=printable,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    names = {n.id: n.label for n in view.nodes}
    return environment.get_template("page.html.j2").render(
        view=view,
        names=names,
        ties=[(edge, *told(edge.claims, 3)) for edge in _by_support(view.edges)],
        words=words,
        safe_url=safe_url,
        policy=_inline(_policy(style, scripts)),
        style=_inline(style),
        scripts=[_inline(s) for s in scripts],
        data=_inline(_json(_data(view, lines))),
    )


# -- what is drawn -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """What is drawn as one: the facts of one relation between two nodes that are told equally firmly."""

    source: str
    target: str
    relation: str
    hedge: str
    heads: tuple[bool, bool]  # whether an arrow points to the source, and to the target
    facts: tuple[int, ...]  # places in the view's edges
    bend: float  # to the left of the way from the lesser to the greater id; 0 is straight


def _lines(edges: Sequence[Edge]) -> list[Line]:
    """Fifty deliveries between two states are one line that opens into fifty; a denial is a line of its own.

    Relations that hold both ways (two pledges of one pact) are one line with its arrows at both ends.
    """
    groups: dict[tuple[str, str, str, str], list[int]] = defaultdict(list)
    for place, edge in enumerate(edges):
        ends = (edge.source, edge.target)
        if edge.relation in SYMMETRIC:
            ends = (min(ends), max(ends))
        groups[(*ends, edge.relation, edge.hedge)].append(place)
    pairs: dict[tuple[str, str], int] = Counter((min(g[:2]), max(g[:2])) for g in groups)
    drawn: Counter[tuple[str, str]] = Counter()
    lines = []
    for (source, target, relation, hedge), facts in sorted(groups.items()):
        pair = (min(source, target), max(source, target))
        bend = drawn[pair] - (pairs[pair] - 1) / 2
        drawn[pair] += 1
        points_to = {edges[k].target for k in facts if edges[k].directed}
        heads = (source in points_to and source != target, target in points_to)
        lines.append(Line(source, target, relation, hedge, heads, tuple(facts), bend * _step(pairs[pair])))
    return lines


def _step(lines: int) -> float:
    """Between two lines of one pair, so that the outermost stays near the two."""
    return min(0.22, 1.5 / max(1, lines))


def _network(view: View, lines: Sequence[Line]) -> Any:
    """The network as pyvis holds it: always directed, since otherwise it drops parallel edges unsaid."""
    from pyvis.network import Network

    net = Network(directed=True)  # type: ignore[no-untyped-call]
    ties = Counter(
        end for pair in {(min(e.source, e.target), max(e.source, e.target)) for e in view.edges} for end in set(pair)
    )
    for n in view.nodes:
        look = _node_look(n, ties[n.id], n.id == view.ego)
        net.add_node(n.id, label=n.label, x=n.x, y=n.y, **look)  # type: ignore[no-untyped-call]
    for number, line in enumerate(lines):
        look = _line_look(line, number, view, len(lines))
        net.add_edge(line.source, line.target, **look)  # type: ignore[no-untyped-call]
    return net


def _node_look(node: Node, ties: int, ego: bool) -> dict[str, Any]:
    known = node.kind != "Unresolved"
    border = "#1f2d3a" if known else "#7a8793"
    return {
        "shape": SHAPES.get(node.kind, "dot"),
        "kind": node.kind,
        "ties": ties,
        "size": round(7 + 2 * log2(1 + ties) + (4 if ego else 0), 1),  # by its neighbours, not by their deals
        "borderWidth": 4 if ego else 1.5,
        "shapeProperties": {"borderDashes": False if known else [3, 3]},
        "color": {
            "background": "#dfe8f0" if known else "#ffffff",
            "border": border,
            "highlight": {"background": "#fff3c4", "border": border},
        },
    }


def _line_look(line: Line, number: int, view: View, lines: int) -> dict[str, Any]:
    edges = [view.edges[k] for k in line.facts]
    contested = any(e.contested for e in edges)
    colour = DENIED if line.hedge == "denied" else COLOURS.get(edges[0].family, COLOURS["other"])
    many = lines > MANY_LINES
    mark = ("✕" if line.hedge == "denied" else "") + ("≠" if contested else "")
    name = "" if many else ("denied: " if line.hedge == "denied" else "") + words(line.relation)
    straight = line.bend == 0 and not contested  # vis-network draws no background behind its straight lines
    left = (line.bend > 0) == (line.source <= line.target)
    return {
        "id": f"line-{number}",
        "facts": list(line.facts),
        "label": f"{mark} {name}".strip() or " ",
        "font": {"size": 17 if many else 11},
        "color": {"color": colour, "highlight": colour, "hover": colour, "opacity": 0.9},
        "dashes": DASHES.get(line.hedge) or False,
        "arrows": {
            end: {"enabled": on, "scaleFactor": 0.6} for end, on in zip(("from", "to"), line.heads, strict=True)
        },
        "smooth": {"enabled": not straight, "type": "curvedCCW" if left else "curvedCW", "roundness": abs(line.bend)},
        "background": {"enabled": contested, "color": "#F0E442", "size": 9, "dashes": False},
        "selfReference": {"size": round(18 + 60 * abs(line.bend), 1), "angle": round(0.8 + 3 * line.bend, 3)},
    }


def _data(view: View, lines: Sequence[Line]) -> dict[str, Any]:
    """What the script reads."""
    net = _network(view, lines)
    return {
        "nodes": net.nodes,
        "lines": net.edges,
        "facts": [_fact(e) for e in view.edges],
        "relations": _relations(view.edges),
        "hedges": [{"name": h, "dashes": DASHES[h]} for h in HEDGES if any(e.hedge == h for e in view.edges)],
        "kinds": [{"name": k, "shape": SHAPES[k]} for k in SHAPES if any(n.kind == k for n in view.nodes)],
        "denied": DENIED,
        "ego": view.ego,
    }


def _relations(edges: Sequence[Edge]) -> list[dict[str, Any]]:
    """For the legend: relations under their families, in the order of the schema's families."""
    counts = Counter((e.family, e.relation) for e in edges)
    order = list(COLOURS)
    return [
        {"family": family, "name": relation, "count": count, "colour": COLOURS[family]}
        for (family, relation), count in sorted(counts.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    ]


def _fact(edge: Edge) -> dict[str, Any]:
    claims, more = told(edge.claims, SENTENCES)
    return {
        "id": edge.id,
        "from": edge.source,
        "to": edge.target,
        "relation": edge.relation,
        "hedge": edge.hedge,
        "contested": edge.contested,
        "sureness": edge.sureness,
        "stories": edge.n_stories,
        "quantity": edge.quantity,
        "origin": edge.origin,
        "when": edge.when,
        "known": edge.known,
        "last": edge.last_known if edge.origin == "text" else None,
        "directed": edge.directed,
        "span": [_month(edge.first), _month(edge.last, end=True)],
        "said": _month(edge.known),
        "claims": [_sentence(c) for c in claims],
        "more": more,
    }


def _sentence(claim: Sentence) -> dict[str, Any]:
    return {
        "text": claim.text,
        "hedge": claim.hedge,
        "denies": claim.denies,
        "speaker": claim.speaker,
        "document": claim.document,
        "outlet": claim.outlet,
        "published": claim.published,
        "url": safe_url(claim.url),
    }


def _month(date: str | None, end: bool = False) -> int | None:
    """Months since the year 0, of the first or last day of a partial date."""
    if date is None:
        return None
    day = last_day(date) if end else first_day(date)
    return int(day[:4]) * 12 + int(day[5:7]) - 1


# -- bounds and order ----------------------------------------------------------------------------


def _bounded(view: View) -> View:
    """A long title or sentence is cut, and a tie to a node that is not there is not drawn."""
    nodes = tuple(replace(n, label=bounded(n.label or n.id, "label")) for n in view.nodes)
    there = {n.id for n in nodes}
    edges = tuple(
        replace(e, quantity=bounded(e.quantity, "title"), claims=tuple(_bounded_sentence(c) for c in e.claims))
        for e in view.edges
        if e.source in there and e.target in there
    )
    return replace(view, title=bounded(view.title, "title"), nodes=nodes, edges=edges)


def _bounded_sentence(claim: Sentence) -> Sentence:
    return replace(
        claim,
        text=bounded(claim.text, "text"),
        speaker=bounded(claim.speaker, "label") or None,
        document=bounded(claim.document, "title") or None,
        outlet=bounded(claim.outlet, "label") or None,
        url=safe_url(claim.url),
    )


def _placed(view: View) -> View:
    if all(n.x is not None and n.y is not None for n in view.nodes):
        return view
    from kg.views.layout import positions

    found = positions([n.id for n in view.nodes], [(e.source, e.target) for e in view.edges], view.ego)
    return replace(view, nodes=tuple(replace(n, x=found[n.id][0], y=found[n.id][1]) for n in view.nodes))


def _by_support(edges: Sequence[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda e: (-e.n_stories, -(e.belief or 0.0), e.id))


# -- one file ------------------------------------------------------------------------------------


def _file(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _vis() -> str:
    """vis-network as pyvis brings it, without the pointer to a map of its source that a browser would ask for."""
    script = files("pyvis").joinpath(VIS)
    if not script.is_file():
        raise KgError(f"pyvis has no {VIS}: the page needs pyvis 0.3.2 (pip install pyvis==0.3.2)")
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", script.read_text(encoding="utf-8")).strip()


def _policy(style: str, scripts: Sequence[str]) -> str:
    """Nothing is fetched, sent or run but what is in this file and has its hash here."""
    hashes = " ".join(_hash(s) for s in scripts)
    return (
        f"default-src 'none'; script-src {hashes}; style-src {_hash(style)}; img-src data: blob:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(value: Any) -> str:
    """JSON that cannot end its script block: `<`, `>`, `&` and line separators are written as escapes.

    >>> _json({"t": "</script><!--"})
    '{"t":"\\\\u003c/script\\\\u003e\\\\u003c!--"}'
    """
    text: str = printable(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _inline(text: str) -> Any:
    from markupsafe import Markup

    return Markup(text)
