"""A series as a small picture: one source, and nothing drawn where there are no data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from markupsafe import Markup, escape

from kg.errors import KgError

# (year, value, lo, hi); value None: no data in that year
Value = tuple[int, float | None, float | None, float | None]
PAD = 3.0


def sparkline(series: Sequence[Value], label: str = "", width: int = 132, height: int = 30) -> Markup:
    """An SVG of the values over the years with their intervals behind them; "" without a value.

    The line stops where a value is missing and at each year that is not there, and starts again after
    it: a gap is seen as a gap. A value with none beside it is a dot. Years must rise, since a year that
    comes twice means that two sources were put into one line.

    >>> picture = sparkline([(2019, 0.5, None, None), (2020, None, None, None), (2021, 0.7, None, None)])
    >>> picture.count("<circle"), picture.count("<polyline")
    (2, 0)
    """
    years = [year for year, *_ in series]
    if any(b <= a for a, b in pairwise(years)):
        raise KgError(f"a line needs each year once and in order; there are {years}")
    told = [v for v in series if v[1] is not None]
    if not told:
        return Markup("")
    place = _Scale(told, width, height)
    parts: list[Markup] = []
    for run in _runs(series):
        parts += _drawn(run, place)
    svg = Markup(
        '<svg class="spark" role="img" width="{w}" height="{h}" viewBox="0 0 {w} {h}"><title>{t}</title>{p}</svg>'
    )
    return svg.format(w=width, h=height, t=_told(label, told), p=Markup("").join(parts))


def _told(label: str, told: Sequence[Value]) -> str:
    """What the picture shows, for those who cannot see it."""
    first, last = told[0], told[-1]
    ends = f"{first[1]:.4g} in {first[0]}"
    if last is not first:
        ends += f" to {last[1]:.4g} in {last[0]}"
    return f"{label}: {ends}" if label else ends


def _runs(series: Sequence[Value]) -> Iterator[list[Value]]:
    """Stretches of years that follow each other and all have a value."""
    run: list[Value] = []
    for value in series:
        if run and (value[1] is None or value[0] != run[-1][0] + 1):
            yield run
            run = []
        if value[1] is not None:
            run.append(value)
    if run:
        yield run


class _Scale:
    """From years and values to points of the picture."""

    def __init__(self, told: Sequence[Value], width: int, height: int):
        self.years = told[0][0], told[-1][0]
        numbers = [n for v in told for n in v[1:] if n is not None]
        self.values = min(numbers), max(numbers)
        self.width, self.height = width, height

    def x(self, year: int) -> str:
        first, last = self.years
        share = (year - first) / (last - first) if last > first else 0.5
        return f"{PAD + share * (self.width - 2 * PAD):.1f}"

    def y(self, value: float) -> str:
        low, high = self.values
        share = (value - low) / (high - low) if high > low else 0.5
        return f"{self.height - PAD - share * (self.height - 2 * PAD):.1f}"

    def point(self, year: int, value: float | None) -> str:
        return f"{self.x(year)},{self.y(value if value is not None else 0.0)}"


def _drawn(run: Sequence[Value], place: _Scale) -> Iterator[Markup]:
    bounded = [(year, lo if lo is not None else v, hi if hi is not None else v) for year, v, lo, hi in run]
    if len(run) == 1:
        year, value = run[0][:2]
        low, high = bounded[0][1:]
        if low != high and low is not None and high is not None:
            yield _tag("line", cls="range", x1=place.x(year), x2=place.x(year), y1=place.y(low), y2=place.y(high))
        yield _tag("circle", cls="dot", cx=place.x(year), cy=place.y(value if value is not None else 0.0), r="2")
        return
    if any(lo != hi for _, lo, hi in bounded):
        upper = [place.point(year, hi) for year, _, hi in bounded]
        lower = [place.point(year, lo) for year, lo, _ in reversed(bounded)]
        yield _tag("polygon", cls="band", points=" ".join(upper + lower))
    yield _tag("polyline", cls="line", points=" ".join(place.point(year, value) for year, value, *_ in run))


def _tag(name: str, cls: str, **attributes: str) -> Markup:
    told = Markup("").join(Markup(' {}="{}"').format(k, escape(v)) for k, v in attributes.items())
    return Markup('<{} class="{}"{}/>').format(Markup(name), cls, told)
