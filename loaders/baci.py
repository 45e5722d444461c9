"""CEPII BACI: what each country exported to each other, by product, made one flow a year for each pair.

TRADES_WITH, exporter to importer, in current US dollars: the sum over all products (column v, thousands), cited by
the first row of the pair in the file. BACI reconciles what exporter and importer report into one figure, free on
board; it is its own denominator and is never joined with another source's. Tons (q) are not kept: quantities of
unlike goods do not add up to anything.

The codes are ISO 3166 numbers, but for some customs areas that CEPII documents: 842 is the United States, 251 France,
757 Switzerland with Liechtenstein, 699 India, 579 Norway, 381 Italy. 490, "other Asia, not elsewhere specified", is
taken for Taiwan, as CEPII advises, and the flow says so. What is no state (Hong Kong, 344) stays a place under its own
name and is not counted as the state that it belongs to. A code that is in no list here is looked up in the
country_codes_V*.csv that comes with the data, if it lies beside the file.

Files hold one year, or several one after the other: a year is summed in memory and told when the next begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from kg.errors import BadInput
from kg.model import Actor, Claim, Document, Loaded, Passage, Quantity, Rejected, Source
from kg.states import by_iso3
from kg.tables import Row, integer, looks_like, number, open_table, rows, table_document
from kg.tables import year as year_of

SOURCE = Source(
    "baci",
    "CEPII BACI bilateral trade",
    "dataset",
    "Etalab Open Licence 2.0",
    "Gaulier, Guillaume and Soledad Zignago. 2010. BACI: International Trade Database at the Product-Level. The "
    "1994-2007 Version. CEPII Working Paper 2010-23",
    "https://www.cepii.fr/CEPII/en/bdd_modele/bdd_modele_item.asp?id=37",
)
FORMAT = "baci"
DESCRIPTION = "CEPII BACI trade by product (BACI_HS92_Y2022_V202501.csv: columns t, i, j, k, v, q), summed by pair"
EXTRACTOR = "baci 1"

NEEDED = ("t", "i", "j", "v")
IGNORED = ("k", "hs6", "q")  # products, which are summed over, and tons
PRODUCTS = ("k", "hs6")  # the second is the name until 2016

# ISO 3166 numbers of the states of today.
STATES = """
4AFG 8ALB 12DZA 20AND 24AGO 28ATG 31AZE 32ARG 36AUS 40AUT 44BHS 48BHR 50BGD 51ARM 52BRB 56BEL 64BTN 68BOL 70BIH 72BWA
76BRA 84BLZ 90SLB 96BRN 100BGR 104MMR 108BDI 112BLR 116KHM 120CMR 124CAN 132CPV 140CAF 144LKA 148TCD 152CHL 156CHN
158TWN 170COL 174COM 178COG 180COD 184COK 188CRI 191HRV 192CUB 196CYP 203CZE 204BEN 208DNK 212DMA 214DOM 218ECU 222SLV
226GNQ 231ETH 232ERI 233EST 242FJI 246FIN 250FRA 262DJI 266GAB 268GEO 270GMB 275PSE 276DEU 288GHA 296KIR 300GRC 308GRD
320GTM 324GIN 328GUY 332HTI 336VAT 340HND 348HUN 352ISL 356IND 360IDN 364IRN 368IRQ 372IRL 376ISR 380ITA 384CIV 388JAM
392JPN 398KAZ 400JOR 404KEN 408PRK 410KOR 414KWT 417KGZ 418LAO 422LBN 426LSO 428LVA 430LBR 434LBY 438LIE 440LTU 442LUX
450MDG 454MWI 458MYS 462MDV 466MLI 470MLT 478MRT 480MUS 484MEX 492MCO 496MNG 498MDA 499MNE 504MAR 508MOZ 512OMN 516NAM
520NRU 524NPL 528NLD 548VUT 554NZL 558NIC 562NER 566NGA 570NIU 578NOR 583FSM 584MHL 585PLW 586PAK 591PAN 598PNG 600PRY
604PER 608PHL 616POL 620PRT 624GNB 626TLS 634QAT 642ROU 643RUS 646RWA 659KNA 662LCA 670VCT 674SMR 678STP 682SAU 686SEN
688SRB 690SYC 694SLE 702SGP 703SVK 704VNM 705SVN 706SOM 710ZAF 716ZWE 724ESP 728SSD 729SDN 732ESH 740SUR 748SWZ 752SWE
756CHE 760SYR 762TJK 764THA 768TGO 776TON 780TTO 784ARE 788TUN 792TUR 795TKM 798TUV 800UGA 804UKR 807MKD 818EGY 826GBR
834TZA 840USA 854BFA 858URY 860UZB 862VEN 882WSM 887YEM 894ZMB
"""
# Customs areas that stand for a state, and numbers of before: Sudan with the South, Serbia with Montenegro.
AREAS = {251: "FRA", 381: "ITA", 490: "TWN", 579: "NOR", 699: "IND", 736: "SDN", 757: "CHE", 842: "USA", 891: "SRB"}
TAIWAN = "code 490, other Asia, not elsewhere specified: taken for Taiwan, as CEPII advises"
PLACES = {
    10: "Antarctica", 16: "American Samoa", 58: "Belgium and Luxembourg", 60: "Bermuda", 74: "Bouvet Island",
    86: "British Indian Ocean Territory", 92: "British Virgin Islands", 136: "Cayman Islands", 162: "Christmas Island",
    166: "Cocos Islands", 175: "Mayotte", 234: "Faroe Islands", 238: "Falkland Islands", 254: "French Guiana",
    258: "French Polynesia", 260: "French Southern Territories", 292: "Gibraltar", 304: "Greenland", 312: "Guadeloupe",
    316: "Guam", 334: "Heard and McDonald Islands", 344: "Hong Kong", 446: "Macao", 474: "Martinique",
    500: "Montserrat", 530: "Netherlands Antilles", 531: "Curaçao", 533: "Aruba", 534: "Sint Maarten",
    535: "Bonaire, Sint Eustatius and Saba", 540: "New Caledonia", 574: "Norfolk Island",
    580: "Northern Mariana Islands", 581: "US Minor Outlying Islands", 612: "Pitcairn", 630: "Puerto Rico",
    638: "Réunion", 652: "Saint Barthélemy", 654: "Saint Helena", 660: "Anguilla", 663: "Saint Martin",
    666: "Saint Pierre and Miquelon", 697: "EFTA, not elsewhere specified", 711: "Southern African Customs Union",
    772: "Tokelau", 796: "Turks and Caicos Islands", 849: "US Miscellaneous Pacific Islands",
    850: "US Virgin Islands", 876: "Wallis and Futuna",
}  # fmt: skip
# What `docs/sources.md` tells a user: see kg.documentation.
YEARS = "1995 on (HS92), by the year in the file"
FILES = "BACI, any nomenclature: BACI_HS92_V*.zip unpacked, one csv for each year, with country_codes_V*.csv beside"
BECOMES = {
    "t": "`since` and `until`",
    "i": "subject of TRADES_WITH, the exporter",
    "j": "object of TRADES_WITH, the importer",
    "v": "the quantity, US dollars: thousands in the file, summed over all products",
}
LEFT_OUT = {
    "k, hs6": "products, which are summed over",
    "q": "tons: quantities of unlike goods do not add up",
}
REPAIRS = (
    "Customs areas that are no ISO numbers (842, 251, 757, 699, 579, 381) are the states that CEPII documents.",
    "490 is taken for Taiwan, as CEPII advises, and each flow says so.",
    "Numbers that are in no list are looked up in the table of codes beside the file, and else refused by row.",
)


def matches(head: bytes, path: Path) -> bool:
    return any(looks_like(head, (*NEEDED, product, "q")) for product in PRODUCTS)


def load(path: Path, published: str | None = None, source: str | None = None) -> Iterator[Loaded]:
    """Flows between pairs by year; `source` is not used, since the data set is its own."""
    document = table_document(path, SOURCE, FORMAT, version(path.name), published)
    yield SOURCE
    yield document
    flows = Flows(document, Countries(path))
    yield from open_table(path, NEEDED, IGNORED).read(flows.add, IGNORED)
    yield from flows.finish(path)


def version(name: str) -> str | None:
    """What the name of a file says: release and nomenclature, so that the years of one release are one version.

    >>> version("BACI_HS92_Y2022_V202501.csv"), version("trade.csv")
    ('202501 HS92', None)
    """
    release, nomenclature = re.search(r"V(\d{6}[a-z]?)(?![0-9])", name), re.search(r"HS\d\d", name, re.IGNORECASE)
    told = [release[1]] if release else []
    return " ".join([*told, nomenclature[0].upper()] if nomenclature else told) or None


class Flow(NamedTuple):
    """What one country exported to another in a year: whole dollars, over how many rows, from which row on."""

    dollars: int
    rows: int
    first: int


class Flows:
    """The flows of one year at a time, summed over products; some 50,000 pairs at most."""

    def __init__(self, document: Document, countries: Countries):
        self.document, self.countries = document, countries
        self.year: int | None = None
        self.pairs: dict[tuple[int, int], Flow] = {}
        self.done: set[int] = set()
        self.returned: int | None = None  # a year that was told and then came again

    def add(self, row: Row) -> list[Claim]:
        """Takes one row in; gives the claims of the year that it ends."""
        year = year_of_cell(row.pop("t"))
        pair = code(row.pop("i"), "i"), code(row.pop("j"), "j")
        value = number(row.pop("v"), "v")
        if value is None or value < 0:
            raise BadInput(f"v: {'missing' if value is None else f'{value:g} is below 0'}; a flow has a value")
        if pair[0] == pair[1]:
            raise BadInput(f"i and j are both {pair[0]}")
        told = list(self.told()) if year != self.year else []
        if year != self.year:
            self.returned = self.returned or (year if year in self.done else None)
            self.year = year
        before = self.pairs.get(pair, Flow(0, 0, row.line))
        # v has three decimals: whole dollars add up without rounding.
        self.pairs[pair] = Flow(before.dollars + round(value * 1000), before.rows + 1, before.first)
        return told

    def told(self) -> Iterator[Claim]:
        """The claims of the year that is full; flows of nothing, or between two areas of one state, are none.

        Two numbers of one state (250 and 251 are France) are one partner.
        """
        merged: dict[tuple[str, str], tuple[int, int, Flow]] = {}
        for (i, j), flow in self.pairs.items():
            ends = self.countries.actor(i).key, self.countries.actor(j).key
            one, other, before = merged.get(ends, (i, j, Flow(0, 0, flow.first)))
            merged[ends] = one, other, Flow(before.dollars + flow.dollars, before.rows + flow.rows, before.first)
        for (exporter, importer), (i, j, flow) in merged.items():
            if flow.dollars and exporter != importer:
                yield self._claim(i, j, flow, str(self.year))
        if self.year is not None:
            self.done.add(self.year)
        self.pairs = {}

    def finish(self, path: Path) -> Iterator[Claim | Rejected]:
        if self.returned is not None:
            raise BadInput(f"rows of {self.returned} stand in two places; sort the file by t, the year", str(path))
        yield from self.told()
        for code in sorted(self.countries.unknown):
            reason = f"code {code} is in no list of countries; kept as a name. Put country_codes_V*.csv beside the file"
            yield Rejected(path.name, reason)

    def _claim(self, exporter: int, importer: int, flow: Flow, year: str) -> Claim:
        text = f"t {year}, i {exporter}, j {importer}, v {flow.dollars / 1000:.3f} in {flow.rows} rows"
        return Claim(
            Passage(self.document.id, text, row=flow.first),
            "TRADES_WITH",
            self.countries.actor(exporter),
            self.countries.actor(importer),
            quantity=Quantity(value=float(flow.dollars), unit="USD"),
            since=year,
            until=year,
            extractor=EXTRACTOR,
            matter=year,
            details={"flow": "reconciled"} | ({"note": TAIWAN} if 490 in (exporter, importer) else {}),
        )


@lru_cache(maxsize=4096)
def code(cell: str, what: str) -> int:
    """A code; there are some 230 in ten million rows."""
    return integer(cell, what)


@lru_cache(maxsize=256)
def year_of_cell(cell: str) -> int:
    return year_of(cell, "t", 1900)


class Countries:
    """What the codes of a file mean."""

    def __init__(self, path: Path):
        self.path = path
        self.listed = self.listed_beside()
        self.known: dict[int, Actor] = {}
        self.unknown: set[int] = set()

    def actor(self, code: int) -> Actor:
        if code not in self.known:
            self.known[code] = self._actor(code)
        return self.known[code]

    def _actor(self, code: int) -> Actor:
        iso3 = ISO.get(code) or AREAS.get(code)
        name = PLACES.get(code)
        if iso3 is None and name is None:
            name, iso3 = self.listed.get(code, ("", ""))
        found = by_iso3(iso3) if iso3 else None
        if found is not None:
            return Actor(found.name, "state", found.id, found.id)
        if not name:
            self.unknown.add(code)
        return Actor(name or f"BACI code {code}", "region")

    def listed_beside(self) -> dict[int, tuple[str, str]]:
        """Name and ISO letters of each code in the newest list beside the file, in either of its layouts."""
        lists = sorted(self.path.absolute().parent.glob("country_codes_V*.csv"), key=lambda p: p.name)
        if not lists:
            return {}
        return {
            integer(row["country_code"], "country_code"): (
                row.get("country_name") or row.get("country_name_full") or "",
                row.get("country_iso3") or row.get("iso_3digit_alpha") or "",
            )
            for row in rows(lists[-1], ("country_code",))
        }


ISO = {int(code[:-3]): code[-3:] for code in STATES.split()}
