"""Metrics: dated numbers about the graph, each with an interval and its weights to facts.

    METRICS["dependence"].compute(graph, of="PRK", on="CHN", dimension="arms")

This file says which metrics there are; what computes them (NumPy, SciPy, NetworkX) is imported when one is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.errors import Usage
from kg.model import RELATIONS

if TYPE_CHECKING:
    import networkx as nx

    from kg.metrics.base import Point, Result

WINDOW = ("from", "to", "source", "known", "without", "seed")
OPTIONS = {"start": "from", "end": "to"}  # arguments of Python by their name on the command line
# The first two are asked of the record and not of a metric; a seed changes nothing where nothing is drawn.
ALWAYS = frozenset(("start", "end", "source", "seed"))


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric: what it is, and where its formula comes from.

    needs: the relations whose facts it reads, by dimension where that matters ("" for all others)
    about: the arguments that name the states whose facts are enough; () when it needs the whole network
    measured: it reads what tables say of single states, and no facts
    totals: the source of such figures that it reads instead of facts, if --source names it
    """

    name: str
    definition: str
    formula: str
    range: str
    reference: str
    arguments: tuple[str, ...]
    needs: Mapping[str, tuple[str, ...]]
    function: str  # module:name
    about: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    measured: bool = False
    totals: str = ""

    def reads_figures(self, source: object) -> bool:
        """Whether it is computed from figures of single states and not from facts.

        >>> METRICS["tiv"].reads_figures("sipri_values@2024-03-11"), METRICS["tiv"].reads_figures(None)
        (True, False)
        """
        return self.measured or (self.totals != "" and str(source or "").partition("@")[0] == self.totals)

    def relations(self, arguments: Mapping[str, Any]) -> list[str]:
        """The relations whose facts are needed for these arguments.

        >>> METRICS["dependence"].relations({"dimension": "arms"})
        ['ARMS_TRANSFER']
        """
        if "edges" in self.arguments and arguments.get("edges") is not None:
            return list(self.needs[""][:1])
        if "relation" in self.arguments and arguments.get("relation"):
            return [str(arguments["relation"]).upper()]
        return list(self.needs.get(str(arguments.get("dimension") or ""), self.needs[""]))

    def compute(self, graph: nx.MultiDiGraph, **arguments: Any) -> Result:
        """The series; `Usage` for an argument that this metric does not take or a value it does not know."""
        accepted = {name for name in self.arguments if name not in ("from", "to", "known", "without")} | ALWAYS
        for name, value in arguments.items():
            if value is not None and name not in accepted:
                raise Usage(
                    f"{self.name} takes no --{OPTIONS.get(name, name)}; "
                    f"it takes {', '.join('--' + a for a in self.arguments)}"
                )
        module, _, function = self.function.partition(":")
        compute = getattr(import_module(module), function)
        if isinstance(compute, Mapping):
            compute = compute[self.name]
        result: Result = compute(graph, **{k: v for k, v in arguments.items() if k in accepted and v is not None})
        return result


DIMENSIONS = {
    "arms": ("ARMS_TRANSFER",),
    "treaties": ("ALLIED_WITH",),
    "trade": ("TRADES_WITH", "DEPENDS_ON", "NO_TRADE_WITH"),
    "votes": ("VOTES_ON",),
    "events": (*RELATIONS, "SPEAKS_OF"),
    "text": (
        "ALLIED_WITH", "MEMBER_OF", "AGREES_WITH", "SUPPORTS", "MEETS_WITH", "COOPERATES_WITH", "CONCEDES",
        "MILITARY_AID", "AIDS", "ARMS_TRANSFER", "TROOP_DEPLOYMENT", "BASE_ACCESS", "TRADES_WITH", "DEPENDS_ON",
        # what tells troops that were asked for from those of an enemy
        "ATTACKS", "COMBAT", "CASUALTIES", "CONTROLS", "ACCUSES", "REJECTS",
    ),
    "": tuple(RELATIONS),
}  # fmt: skip
MEASURES_OF_POSITION = {
    "degree": (
        "Number of partners that a state has ties of one relation with, in either direction; a plan is no tie yet",
        "number of distinct partners",
        "0 to number of actors - 1",
        "Freeman 1978, Social Networks 1",
    ),
    "strength": (
        "Sum of the weights of a state's ties of one relation: TIV, trade flow, or belief; a plan is no tie yet",
        "sum of weights over all ties, both directions",
        "0 or more, in the unit of the weight",
        "Barrat et al. 2004, PNAS 101(11)",
    ),
    "eigenvector": (
        "Centrality by the centrality of the partners",
        "A x = largest eigenvalue * x, |x| = 1, on the undirected weighted graph; 0 outside the leading component",
        "0 to 1; none where two components lead alike",
        "Bonacich 1987, American Journal of Sociology 92(5)",
    ),
    "betweenness": (
        "Share of shortest paths between two others that pass through a state",
        "mean over pairs (s, t) of paths(s, t through v) / paths(s, t), undirected, unweighted",
        "0 to 1",
        "Freeman 1977, Sociometry 40(1); Brandes 2001, Journal of Mathematical Sociology 25(2)",
    ),
    "pagerank": (
        "Share of time that a walk along the directed, weighted ties spends at a state",
        "x = (1 - d) / n + d P'x, d = 0.85, on the directed weighted graph",
        "0 to 1; adds up to 1 over all actors of a year",
        "Page, Brin, Motwani, Winograd 1999",
    ),
}


def _all() -> tuple[Metric, ...]:
    shares = "kg.metrics.shares"
    return (
        Metric(
            "dependence",
            "Share of what a state receives, or shares with all others, that is with one partner, in one dimension",
            "arms: TIV from ON / all TIV received; treaties: 1 / states pledged to defend OF, if ON is one; trade: "
            "flows with ON / all flows told, none where one or both of the two are missing, and shares as published; "
            "votes: roll calls voted alike / both took part in; events: events with ON / all; "
            "text: belief in reports of cooperation with ON / with all, without troops of those who fight each other",
            "0 to 1; none where the denominator is 0",
            "Hirschman 1945, National Power and the Structure of Foreign Trade",
            ("of", "on", "dimension", *WINDOW),
            DIMENSIONS,
            f"{shares}:dependence",
            ("of", "on"),
            {"dimension": ("trade", "arms", "treaties", "votes", "events", "text")},
        ),
        Metric(
            "concentration",
            "Herfindahl index of a state's partners in one dimension",
            "sum over partners of share^2",
            "1/n (n equal partners) to 1 (a single one); none where there are no partners",
            "Hirschman 1964, American Economic Review 54(5)",
            ("of", "dimension", *WINDOW),
            DIMENSIONS,
            f"{shares}:concentration",
            ("of",),
            {"dimension": ("trade", "arms", "treaties", "events", "text")},
        ),
        Metric(
            "tiv",
            "Volume of arms that a state received or supplied in the year, in million SIPRI trend-indicator values",
            "sum of the TIV of deliveries; a deal over several years is split evenly. With --source sipri_values: the "
            "total as SIPRI printed it, rounded to 1",
            "0 or more, million TIV: a volume of capability, not a price",
            "SIPRI Arms Transfers Database, Sources and methods",
            ("of", "on", "role", *WINDOW),
            {"": ("ARMS_TRANSFER",)},
            f"{shares}:tiv",
            ("of",),
            {"role": ("recipient", "supplier")},
            totals="sipri_values",
        ),
        Metric(
            "agreement",
            "How alike two states vote in the UN General Assembly",
            "share: roll calls voted alike / roll calls both took part in, in the calendar year of the vote; "
            "s: 1 - 2 sum|x - y| / (2 n) over the same, votes 1, 2, 3",
            "share 0 to 1; s -1 to 1; none without a common roll call",
            "Signorino and Ritter 1999, International Studies Quarterly 43(1)",
            ("of", "on", "measure", *WINDOW),
            {"": ("VOTES_ON",)},
            "kg.metrics.votes:agreement",
            ("of", "on"),
            {"measure": ("share", "s")},
        ),
        Metric(
            "similarity",
            "How alike the alliance ties of two states are; all dyads of the state system without --of and --on",
            "s: 1 - 2 sum|x - y| / (3 n); s2: 1 - 2 sum(x - y)^2 / (9 n); pi: (po - pe) / (1 - pe), pooled margins; "
            "kappa: 1 - mean (x - y)^2 / its mean over all pairs; taub: Kendall's tau-b. Codes: defence, offence 3, "
            "neutrality, consultation 2, non-aggression 1, self 3; COW: defence 3, neutrality, "
            "non-aggression 2, entente 1; "
            "n members of the state system",
            "-1 to 1; pi, kappa, taub none where chance agreement is perfect",
            "Signorino and Ritter 1999, International Studies Quarterly 43(1); Haege 2011, Political Analysis 19(3)",
            ("of", "on", "measure", *WINDOW),
            {"": ("ALLIED_WITH",)},
            "kg.metrics.similarity:similarity",
            (),
            {"measure": ("s", "s2", "pi", "kappa", "taub"), "source": ("atop", "cow")},
        ),
        Metric(
            "overlap",
            "How far two data sets agree on who is allied with whom: dyads in both of those in either, and in each",
            "dyads allied in both / dyads allied in one or both (Jaccard), among members of the state system; --source "
            "names the two with a comma between (atop,cow_alliance where not given), each with @VERSION if wanted",
            "share 0 to 1, none where neither has a dyad; dyads 0 or more",
            "Jaccard 1912, New Phytologist 11(2)",
            ("measure", *WINDOW),
            {"": ("ALLIED_WITH",)},
            "kg.metrics.overlap:overlap",
            (),
            {"measure": ("defense", "any")},
        ),
        Metric(
            "capability",
            "What a state has by a table of national capabilities: its composite index, or one component of it",
            "cinc: as the table gives it; computed: mean of the state's shares of the world totals of those of the six "
            "components that the table has for it; milex: military spending, thousand US dollars of the year (before "
            "1914 thousand pounds); milper: military personnel, thousands; irst: iron and steel, thousand tons; pec: "
            "energy, thousand coal-ton equivalents; tpop, upop: total and urban population, thousands",
            "cinc and computed 0 to 1, all others 0 or more; none where the table misses the figure",
            "Singer, Bremer, Stuckey 1972, in Russett (ed.), Peace, War, and Numbers",
            ("of", "measure", *WINDOW),
            {"": ()},
            "kg.metrics.capability:capability",
            (),
            {"measure": ("cinc", "computed", "milex", "milper", "irst", "pec", "tpop", "upop")},
            measured=True,
        ),
        Metric(
            "events",
            "Number, or mean intensity, of coded events of one state, or of one towards another, in the year",
            "count: number of events of OF towards ON (role target: of ON towards OF; both); "
            "intensity: mean of Goldstein's scale",
            "count 0 or more; intensity -10 to 10; none without events",
            "Goldstein 1992, Journal of Conflict Resolution 36(2)",
            ("of", "on", "measure", "role", *WINDOW),
            {"": (*RELATIONS, "SPEAKS_OF")},
            "kg.metrics.events:events",
            ("of",),
            {"measure": ("count", "intensity"), "role": ("source", "target", "both")},
        ),
        Metric(
            "balance",
            "How balanced a signed network is: of a file of signed ties, or of the ties between states in each year",
            "triangle: balanced / all triangles; walk: sum exp(eig A) / sum exp(eig |A|); frustration: fewest ties to "
            "remove for balance, proven",
            "triangle 0 to 1; walk above 0 to 1; frustration 0 or more; none where there is nothing to be balanced",
            "Cartwright and Harary 1956; Estrada and Benzi 2014, Physical Review E 90(4); Aref and Wilson 2019, "
            "Journal of Complex Networks 7(2)",
            ("measure", "edges", *WINDOW),
            {"": ("ALLIED_WITH", "AGREES_WITH", "SUPPORTS", "COOPERATES_WITH", "MILITARY_AID", "AIDS", "ARMS_TRANSFER",
                  "BASE_ACCESS", "SANCTIONS", "ACCUSES", "THREATENS", "REJECTS", "PROTESTS", "COMBAT", "ATTACKS",
                  "CASUALTIES", "COERCES")},
            "kg.metrics.balance:balance",
            (),
            {"measure": ("triangle", "walk", "frustration")},
        ),
        *(
            Metric(name, *words, ("of", "relation", *WINDOW), {"": tuple(RELATIONS)}, "kg.metrics.position:COMPUTE")
            for name, words in MEASURES_OF_POSITION.items()
        ),
    )  # fmt: skip


METRICS: dict[str, Metric] = {m.name: m for m in _all()}


def listing() -> list[dict[str, Any]]:
    """All metrics as plain rows, for `kg metric --list`.

    >>> [row["name"] for row in listing()][:3]
    ['dependence', 'concentration', 'tiv']
    """
    return [
        {
            "name": m.name,
            "definition": m.definition,
            "formula": m.formula,
            "range": m.range,
            "reference": m.reference,
            "arguments": list(m.arguments),
            "choices": {k: list(v) for k, v in m.choices.items()},
        }
        for m in METRICS.values()
    ]


def __getattr__(name: str) -> Any:
    """Point and Result live with what makes them; they are named here too, without importing it at once."""
    if name in ("Point", "Result"):
        return getattr(import_module("kg.metrics.base"), name)
    raise AttributeError(name)


__all__ = ["METRICS", "Metric", "Point", "Result", "listing"]
