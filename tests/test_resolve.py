"""What a name means, on a date: by curated tables, never by likeness."""

from __future__ import annotations

import difflib
import itertools

import pytest
from growth import linear

from kg.errors import Ambiguous, Usage
from kg.resolve import Alias, aliases, label_of, required, resolve, state_named
from kg.states import norm, states, table


def ids(name: str, on: str | None = None) -> set[str]:
    """The ids among which an ambiguous name leaves the choice."""
    return {c["id"] for c in resolve(name, on).candidates}


# Names that look alike

ALIKE = [
    "North Korea", "South Korea", "Niger", "Nigeria", "Australia", "Austria", "Mali", "Somalia", "Malawi", "Malaysia",
    "Guinea", "Guinea-Bissau", "Equatorial Guinea", "Papua New Guinea", "Dominica", "Dominican Republic", "Iran", "Iraq",
    "Republic of the Congo", "Democratic Republic of the Congo", "Slovakia", "Slovenia", "United Arab Emirates",
    "United States", "United Kingdom", "United Republic of Tanzania", "Sudan", "South Sudan", "South Africa", "India",
    "Indonesia", "Mauritania", "Mauritius", "Gambia", "Zambia", "Ireland", "Iceland", "Liberia", "Libya", "Lebanon",
    "Latvia", "Lithuania", "Paraguay", "Uruguay", "Czechia", "Chechnya", "Chad", "East Timor", "Samoa", "American Samoa",
    "Saint Lucia", "Saint Kitts and Nevis", "Saint Vincent and the Grenadines", "Grenada", "Oman", "Jordan", "Angola",
    "Andorra", "Albania", "Armenia", "Romania", "Belarus", "Belgium", "Belize", "Benin", "Bhutan", "Brunei", "Burundi",
    "Rwanda", "Uganda", "Cameroon", "Comoros", "Cape Verde", "Georgia", "Germany", "Ghana", "Guyana", "Haiti", "Tahiti",
    "Kenya", "Kiribati", "Kosovo", "Malta", "Moldova", "Monaco", "Morocco", "Mongolia", "Montenegro", "Nauru", "Palau",
    "Senegal", "Serbia", "Sierra Leone", "Swaziland", "Switzerland", "Sweden", "Syria", "Taiwan", "Thailand", "Togo",
    "Tonga", "Tunisia", "Turkey", "Turkmenistan", "Tajikistan", "Uzbekistan", "Kazakhstan", "Kyrgyzstan", "Pakistan",
    "Afghanistan", "Vanuatu", "Tuvalu", "Venezuela", "Yemen", "North Yemen", "South Yemen", "East Germany",
    "West Germany", "North Vietnam", "South Vietnam", "Czechoslovakia",
]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [("North Korea", "South Korea"), ("Niger", "Nigeria"), ("Australia", "Austria"), ("Mali", "Somalia"),
     ("Mali", "Malawi"), ("Iran", "Iraq"), ("Slovakia", "Slovenia"), ("Dominica", "Dominican Republic"),
     ("Guinea", "Guinea-Bissau"), ("Guinea", "Equatorial Guinea"), ("Guinea", "Papua New Guinea"),
     ("Guinea-Bissau", "Papua New Guinea"), ("Republic of the Congo", "Democratic Republic of the Congo"),
     ("United Arab Emirates", "United States"), ("UAE", "USA"), ("Sudan", "South Sudan"), ("Gambia", "Zambia"),
     ("Mauritania", "Mauritius"), ("Ireland", "Iceland"), ("Uruguay", "Paraguay"), ("East Germany", "West Germany"),
     ("North Yemen", "South Yemen"), ("North Vietnam", "South Vietnam"), ("Austria", "Austria-Hungary"),
     ("Swaziland", "Switzerland"), ("Sweden", "Swedish Armed Forces"), ("Nigerian", "Nigerien"),
     ("Saint Lucia", "Saint Kitts and Nevis"), ("China", "Republic of China"), ("Samoa", "American Samoa"), ("Liberia", "Libya"),
     ("Czech Republic", "Czechoslovakia"), ("Taiwan", "Thailand"), ("Latvia", "Lithuania"), ("India", "Indian Army"),
     ("Georgia", "Federated States of Micronesia")],
)  # fmt: skip
def test_near_identical_names_are_two_things(one, other):
    """36 pairs of the kind that fuzzy matching at 0.8 was measured to merge."""
    first, second = resolve(one).id, resolve(other).id
    assert first is not None and second is not None and first != second


def test_no_two_names_that_look_alike_are_one_state():
    """All pairs of these names that are alike at 0.7 or more: none resolves to the id of the other."""
    alike = [
        p for p in itertools.combinations(ALIKE, 2) if difflib.SequenceMatcher(None, *map(str.lower, p)).ratio() >= 0.7
    ]
    assert len(alike) >= 35
    assert [p for p in alike if resolve(p[0]).id == resolve(p[1]).id] == []
    assert [name for name in ALIKE if resolve(name).id is None] == ["Tahiti"]


def test_each_state_is_found_by_the_name_that_cow_gives_it():
    """Also when the name has another bearer today: then with a date on which it was the state's."""
    for s in states():
        until = s.life[1]
        found = resolve(s.name, until[:4] if until else None) if s.id != "YAR" else resolve(s.name)
        assert found.id == s.id or (found.id is None and s.id in ids(s.name)), s.name


def test_a_name_with_a_slip_is_unknown_and_the_close_names_are_only_offered():
    """Nothing is guessed: the person who types it decides."""
    assert resolve("Nigera").id is None and resolve("Nigera").candidates == []
    with pytest.raises(Usage, match="'Nigera' is not known; did you mean .*Niger"):
        required("Nigera")
    assert resolve("Koreas").id is None and resolve("Nowhereland").candidates == []


# Ids and codes


@pytest.mark.parametrize(
    ("name", "id"),
    [("PRK", "PRK"), ("prk", "PRK"), ("cow:731", "PRK"), ("COW:731", "PRK"), ("gw:731", "PRK"), ("cow:365", "RUS"),
     ("gw:260", "DEU"), ("cow:260", "GFR"), ("gw:340", "SRB"), ("UKG", "GBR"), ("GFR", "GFR"), ("KOR730", "KOR730"),
     ("org:NATO", "org:NATO"), ("army:PRK-KPA", "army:PRK-KPA"), ("army:PRK", "army:PRK"),
     ("region:RUS-Kursk", "region:RUS-Kursk"), ("leader:kim-jong-un", "leader:kim-jong-un"),
     ("group:HEZBOLLAH", "group:HEZBOLLAH"), ("cow:9999", None), ("gw:9999", None), ("cow:", None), ("731", None)],
)  # fmt: skip
def test_ids_and_numbers_mean_themselves(name, id):
    """A bare number could be COW's or Gleditsch and Ward's; it is not known without its prefix."""
    assert resolve(name).id == id


def test_a_resolution_tells_codes_and_when_they_hold():
    """North Korea: COW and GW 731, a member of the system since 9 September 1948."""
    found = resolve("North Korea")
    assert (found.kind, found.label, found.codes) == ("state", "North Korea", {"cow": 731, "gw": 731, "iso3": "PRK"})
    assert found.valid == ["1948-09-09", None]
    assert resolve("Poland", "1930").valid == ["1918-11-03", "1939-09-27"]
    assert resolve("Yugoslavia", "1990").codes["gw"] == 345 and resolve("Serbia").codes["gw"] == 340
    assert resolve("gw:678", "1980").codes == {"cow": 678, "gw": 678, "iso3": None}


def test_a_code_that_is_another_states_abbreviation_tells_both():
    """AUS is Australia in ISO 3166 and Austria in COW: ids are ISO, and the other is told."""
    assert resolve("AUS").id == "AUS" and ids("AUS") == {"AUS", "AUT"}
    assert resolve("CZE").id == "CZE" and "CSK" in ids("CZE")


# Dates


@pytest.mark.parametrize(
    ("name", "on", "id"),
    [("Germany", "1914", "DEU"), ("Germany", "1970", None), ("Germany", "2000", "DEU"), ("Germany", "1990-10-02", None),
     ("Germany", "1990-10-03", "DEU"), ("Federal Republic of Germany", "1980", "GFR"),
     ("Federal Republic of Germany", "2020", "DEU"), ("Korea", "1900", "KOR730"), ("Korea", "1930", None),
     ("Korea", "1950", None), ("Korea", None, None), ("Vietnam", "1965", None), ("Vietnam", "1980", "VNM"),
     ("Yemen", "1950", "YAR"), ("Yemen", "1980", None), ("Yemen", "1995", "YEM"), ("Austria", "1900", "AUH"),
     ("Austria", "1930", "AUT"), ("Soviet Union", "1985", "RUS"), ("Soviet Union", "2024", None),
     ("Soviet Union", None, "RUS"), ("Russia", "1985", "RUS"), ("Zaire", "1985", "COD"), ("Zaire", "2010", None),
     ("Congo", "1965", None), ("Congo", "1985", "COG"), ("Congo", "2010", None), ("Swaziland", "2000", "SWZ"),
     ("Eswatini", "2024", "SWZ"), ("Republic of China", "1930", "CHN"), ("Republic of China", "1990", "TWN"),
     ("Yugoslavia", "1990", "SRB"), ("Serbia and Montenegro", "2004", "SRB"), ("Macedonia", "2024", "MKD"),
     ("Georgia", "1950", None), ("Georgia", "2008", "GEO"), ("France", "1943", "FRA"), ("Ceylon", "1960", "LKA"),
     ("Burma", "2021", "MMR"), ("Rhodesia", "1970", "ZWE"), ("Persia", "1900", "IRN"), ("Saigon", "1970", "RVN"),
     ("Bonn", "1970", "GFR"), ("Saxony", "1850", "SAX"), ("Saxony", None, "region:DEU-Saxony"),
     ("Tibet", "1930", "TBT"), ("Tibet", None, "region:CHN-Tibet")],
)  # fmt: skip
def test_names_mean_what_they_meant_on_the_day(name, on, id):
    """Divided states, renamed states, states that ended; without a date what the name means now, else what it meant."""
    assert resolve(name, on).id == id


def test_a_partial_date_is_a_span_and_a_name_that_changed_within_it_is_ambiguous():
    """1990 has both Germanies and then one."""
    assert ids("Germany", "1990") == {"DEU", "GFR", "GDR"} and resolve("Germany", "1990").id is None
    with pytest.raises(Usage, match="write 2024"):
        resolve("Germany", "last year")


def test_an_ambiguous_name_is_refused_with_its_candidates():
    """Two Koreas, two Congos."""
    with pytest.raises(Ambiguous, match="'Korea' is ambiguous") as caught:
        required("Korea")
    assert {c["id"] for c in caught.value.candidates} == {"PRK", "KOR"} and all(
        c["reason"] for c in caught.value.candidates
    )
    assert ids("Congo") == {"COD", "COG"}
    assert resolve("China").id == "CHN" and resolve("Guinea").id == "GIN" and resolve("Sudan").id == "SDN"


def test_a_name_outside_its_time_says_when_it_held():
    """Nobody was the Soviet Union in 2024; who asks is told who was, and until when."""
    with pytest.raises(
        Ambiguous, match=r"'Soviet Union' means nothing on 2024: RUS \(former .* 1922-12-30 to 1991-12-26"
    ):
        required("Soviet Union", "2024")


# Governments, forces, people, places


@pytest.mark.parametrize(
    ("name", "id"),
    [("Washington", "USA"), ("the White House", "USA"), ("Pentagon", "USA"), ("Kremlin", "RUS"), ("Moscow", "RUS"),
     ("Pyongyang", "PRK"), ("Seoul", "KOR"), ("Beijing", "CHN"), ("Kyiv", "UKR"), ("Kiev", "UKR"), ("Whitehall", "GBR"),
     ("10 Downing Street", "GBR"), ("Élysée", "FRA"), ("Quai d'Orsay", "FRA"), ("Foggy Bottom", "USA"),
     ("Blue House", "KOR"), ("Brussels", "BEL"), ("Tel Aviv", "ISR")],
)  # fmt: skip
def test_seats_of_government_mean_the_state(name, id):
    """As actors they are governments; the city is another candidate where it is in the tables."""
    assert resolve(name).id == id


def test_a_capital_is_a_place_too():
    """Its region has an id of its own and belongs to the state."""
    assert "region:PRK-Pyongyang" in ids("Pyongyang") and resolve("region:KOR-Seoul").kind == "region"
    assert resolve("Kursk").id == "region:RUS-Kursk"
    capitals = {a.id for a in aliases() if a.kind == "capital" and a.until is None}
    places = {a.state for a in aliases() if a.type == "region"}
    assert capitals - places == set() and len(capitals) > 180


@pytest.mark.parametrize(
    ("name", "id", "kind"),
    [("KPA", "army:PRK-KPA", "armed_force"), ("Korean People's Army", "army:PRK-KPA", "armed_force"),
     ("Bundeswehr", "army:DEU-BW", "armed_force"), ("NIS", "agency:KOR-NIS", "agency"),
     ("NATO", "org:NATO", "organisation"), ("Warsaw Pact", "org:WTO-WARSAW", "organisation"),
     ("Houthis", "group:HOUTHIS", "armed_group"), ("Kim Jong-un", "leader:kim-jong-un", "leader"),
     ("Zelenskyy", "leader:volodymyr-zelensky", "leader"), ("South China Sea", "region:INT-South-China-Sea", "region")],
)  # fmt: skip
def test_forces_groups_people_and_places_have_ids_of_their_own(name, id, kind):
    """None of them is its state."""
    found = resolve(name)
    assert (found.id, found.kind) == (id, kind)


def test_a_surname_means_its_bearer_only_in_office():
    """Trump was president 2017-2021 and again from 2025; his full name means him at any time."""
    assert [resolve("Trump", on).id for on in ("2016", "2018", "2022", "2026")] == [
        None, "leader:donald-trump", None, "leader:donald-trump"]  # fmt: skip
    assert resolve("Donald Trump", "2022").id == "leader:donald-trump"
    for common in ("Kim", "Li", "Wang", "Bush", "Park", "Lee", "Singh", "Khan"):
        assert resolve(common).id is None, common


def test_names_of_regions_of_today_do_not_hide_in_states_that_ended():
    """Bavaria was a state until 1871 and is a part of Germany."""
    assert [resolve("Bavaria", on).id for on in ("1860", "2024")] == ["BAV", "region:DEU-Bavaria"]


# The tables


def test_all_states_of_today_have_a_people_and_a_capital():
    """An extractor finds "Malian troops" and "Bamako" only if the tables do."""
    named = {(a.id, a.kind) for a in aliases()}
    today = [s for s in states() if s.iso3 and s.spells and s.life[1] is None]
    assert len(today) == 195
    assert {s.id for s in today if (s.id, "demonym") not in named and (s.id, "demonym_plural") not in named} == set()
    # Their capitals are called as the state is, or as many other things are (Victoria, St. George's).
    without = {"SMR", "SGP", "GRD", "NRU", "SYC", "STP", "MCO"}
    assert {s.id for s in today if (s.id, "capital") not in named} == without


def test_no_name_of_a_state_means_two_states_today_but_for_the_koreas_and_the_congos():
    """Each other shared name is dated. Dominicans are of two states, and so are Congolese."""
    owners: dict[str, set[str]] = {}
    for a in aliases():
        if a.type == "state" and a.until is None and not a.kind.startswith("source:"):
            owners.setdefault(norm(a.text), set()).add(a.id)
    assert {name: found for name, found in owners.items() if len(found) > 1} == {
        "korea": {"PRK", "KOR"}, "congo": {"COD", "COG"}, "congolese": {"COD", "COG"},
        "dominican": {"DMA", "DOM"}, "dominicans": {"DMA", "DOM"}}  # fmt: skip


def test_dates_of_names_are_dates_and_in_order():
    """A name that ends before it begins would never hold."""
    from kg.dates import is_partial, last_day

    for a in aliases():
        assert all(d is None or is_partial(d) for d in (a.since, a.until)), a
        assert a.since is None or a.until is None or a.since <= last_day(a.until), a


def test_every_id_has_a_label():
    """What a person reads instead of an id."""
    assert {a.id for a in aliases() if label_of(a.id) is None} == set()
    assert label_of("army:MLI") == "armed forces of Mali" and label_of("army:nobody") is None


def test_an_alias_holds_within_its_dates():
    """Both ends included, and open where there is none."""
    alias = Alias("Zaire", "COD", "state", "COD", "former", "1971-10-27", "1997-05-17")
    assert [alias.holds(d) for d in (None, "1971", "1971-10-26", "1997-05-17", "1998")] == [
        True,
        True,
        False,
        True,
        False,
    ]


def test_a_table_may_use_a_name_out_of_its_time():
    """SIPRI's "Soviet Union" in a row of 1992 is still that state; a text's date would say otherwise."""
    assert state_named("Soviet Union", "1992") == state_named("Soviet Union", "2024") == "RUS"
    assert state_named("Pyongyang") is None and state_named("Russian") is None


def test_hostile_names_are_unknown_and_cost_nothing():
    """Long, empty and odd input; no pattern of the input is ever run."""
    assert linear(resolve, "x" * 12_500, "x" * 100_000)
    for name in (
        "",
        "   ",
        "x" * 100_000,
        "cow:" + "9" * 50,
        "(((((",
        "'; DROP TABLE",
        "\x00",
        "İ" * 1000,
        "cow:７３１",
    ):
        assert resolve(name).id is None
        with pytest.raises(Usage):
            required(name)


def test_no_name_means_two_bodies_at_one_time() -> None:
    """A name that two rows of the tables share while both exist is ambiguous, and so is nobody."""
    spans: dict[str, list[tuple[str, str, str]]] = {}
    for file in ("organisations.csv", "forces.csv"):
        for row in table(file):
            for name in {row["name"], *row["aliases"].split(";")} - {""}:
                spans.setdefault(name, []).append((row["id"], row["since"], row["until"] or "9999"))
    shared = {
        name
        for name, rows in spans.items()
        for one, since, until in rows
        for other, begins, ends in rows
        if one != other and begins <= until and since <= ends
    }
    assert shared == set()
