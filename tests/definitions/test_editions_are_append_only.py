"""Shipped editions never change: what can move a number is pinned by its hash, and every one has its words."""

import re
from fractions import Fraction
from typing import Any

import pytest

from berdaya.definitions import catalogue
from berdaya.domain.index.definition import EXECUTOR_LEVELS, Edition
from berdaya.domain.index.loading import edition_from, merged, rules_hash
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text

# A changed hash means that an edition changed which runs may already name. Ship a new edition instead.
PINNED = {
    "idm-2016": "2e845128ffb42ef5da2515e9f8bfd7d4d0c44e1de2c1c1f3f1b1fbdbdb1a25c0",
    "idm-2023": "4d7e64bbe9007025038c0f23b888a496fde257cd005cea657d57b4fbe0783a92",
    "indeks-desa-2025": "17167a8e3a723e7b7a4fac816f54a53644db9de13b5c4d8e88e840445c921db7",
    "contoh-2020": "bc9d6a01ab42682d5471b12a30b278a58a0f4982519a19b39e5293da765f1ae6",
}
EDITIONS = [catalogue.edition(code) for code in catalogue.codes()]
each_edition = pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.code)


def test_every_shipped_edition_is_pinned() -> None:
    assert set(PINNED) == set(catalogue.codes())


@pytest.mark.parametrize("code", PINNED)
def test_a_shipped_edition_has_not_changed(code: str) -> None:
    assert catalogue.edition(code).hash == PINNED[code], (
        f"{code} changed: ship a new edition, and leave this one as it was"
    )


# What the hash sees


def source() -> dict[str, Any]:
    """The resolved mapping of the toy edition, to change parts of."""
    return dict(catalogue._resolved("contoh-2020"))  # the only way to the mapping


def changed(part: str, place: int, **values: Any) -> str:
    mapping = source()
    items = [dict(item) for item in mapping[part]]
    items[place] |= values
    return rules_hash({**mapping, part: items})


def test_words_do_not_move_the_hash() -> None:
    same = catalogue.edition("contoh-2020").hash
    words = {"id": "lain", "en": "other"}
    assert rules_hash(source()) == same
    assert rules_hash({**source(), "name": words, "summary": words, "short_name": "X", "sources": {"a": "b"}}) == same
    assert changed("inputs", 0, label=words) == same
    assert changed("indicators", 0, name=words, short=words, notes=["x"], executors={"village": ["Desa"]}) == same
    assert changed("dimensions", 0, name=words) == same


def test_whatever_can_move_a_number_moves_the_hash() -> None:
    bands = [dict(band) for band in source()["indicators"][0]["bands"]]
    other_bound = [{**bands[0], "at_most": 29}, {**bands[1], "above": 29}, *bands[2:]]
    hashes = [
        catalogue.edition("contoh-2020").hash,
        changed("inputs", 0, name="clinic_hours"),
        changed("inputs", 0, minimum=1),
        changed("inputs", 1, type="number"),
        changed("indicators", 0, value="clinic_minutes * 2"),
        changed("indicators", 0, weight=2),
        changed("indicators", 0, dimension="LIV"),
        changed("indicators", 0, bands=other_bound),
        changed("dimensions", 0, weight=3),
        changed("dimensions", 0, mean="geometric"),
        changed("statuses", 0, up_to=41),
        rules_hash({**source(), "years": {"first": 2021, "last": None}}),
        rules_hash({**source(), "index": {**source()["index"], "mean": "arithmetic"}}),
    ]
    assert len(set(hashes)) == len(hashes)


def test_an_edition_based_on_another_is_hashed_whole() -> None:
    """A change of the base would be seen in the hash of what is based on it."""
    own = {"code": "lain-1", "family": "lain", "based_on": "contoh-2020", "years": {"first": 2021, "last": None}}
    base = source()
    moved = {**base, "statuses": [{**base["statuses"][0], "up_to": 41}, *base["statuses"][1:]]}
    assert rules_hash(merged(base, own)) != rules_hash(merged(moved, own))


def test_what_an_edition_does_not_say_it_takes_from_its_base() -> None:
    old, new = catalogue.edition("idm-2016"), catalogue.edition("idm-2023")
    different = {code for code in old.indicators if old.indicators[code] != new.indicators[code]}
    assert {"IKS27"} <= different <= {"IKS27", "IKS28"}
    assert list(old.indicators) == list(new.indicators)
    assert (old.statuses, old.dimensions, old.head) == (new.statuses, new.dimensions, new.head)


# Which edition serves a year


@pytest.mark.parametrize(
    ("family", "year", "code"),
    [("idm", 2016, "idm-2016"), ("idm", 2022, "idm-2016"), ("idm", 2023, "idm-2023"), ("idm", 2024, "idm-2023"),
     ("indeks_desa", 2025, "indeks-desa-2025"), ("indeks_desa", 2031, "indeks-desa-2025")],
)  # fmt: skip
def test_the_edition_of_a_year(family: str, year: int, code: str) -> None:
    assert catalogue.edition_for(family, year).code == code


@pytest.mark.parametrize(("family", "year"), [("idm", 2015), ("idm", 2025), ("indeks_desa", 2024), ("nothing", 2024)])
def test_a_year_without_an_edition(family: str, year: int) -> None:
    with pytest.raises(Problem) as caught:
        catalogue.edition_for(family, year)
    assert caught.value.code == "definition.no_edition_for_year"
    assert str(year) in caught.value.message("id")


def test_a_newer_edition_ends_an_older_open_one(monkeypatch: pytest.MonkeyPatch) -> None:
    older = catalogue.edition("contoh-2020")
    mapping = {**source(), "code": "contoh-2024", "years": {"first": 2024, "last": None}}
    both = {"contoh-2020": older, "contoh-2024": edition_from(mapping, file="contoh-2024.yaml")}
    monkeypatch.setattr(catalogue, "codes", lambda: list(both))
    monkeypatch.setattr(catalogue, "edition", both.__getitem__)
    catalogue.edition_for.cache_clear()
    found = [catalogue.edition_for("contoh", year).code for year in (2020, 2023, 2024, 2030)]
    catalogue.edition_for.cache_clear()
    assert found == ["contoh-2020", "contoh-2020", "contoh-2024", "contoh-2024"]


@pytest.mark.parametrize(
    ("name", "code"),
    [("idm-2023", "idm-2023"), ("IDM-2024", "idm-2023"), ("idm 2022", "idm-2016"), ("Indeks Desa 2026", "indeks-desa-2025"),
     ("indeks_desa/2025", "indeks-desa-2025"), ("contoh", "contoh"), (" Indeks  Desa ", "indeks_desa")],
)  # fmt: skip
def test_an_edition_is_found_by_what_people_call_it(name: str, code: str) -> None:
    found = catalogue.find(name)
    assert (found if isinstance(found, str) else found.code) == code


@pytest.mark.parametrize("name", ["", "ipm", "idm-xx", "../idm-2023", "idm-2023.yaml"])
def test_a_name_nothing_is_called_by(name: str) -> None:
    with pytest.raises(Problem) as caught:
        catalogue.find(name)
    assert "idm-2023" in caught.value.message("id")


# Words


def spoken(edition: Edition) -> list[tuple[str, Text]]:
    """Every text of an edition with the place it stands at."""
    found = [("name", edition.name), ("summary", edition.summary)]
    found += [(f"statuses[{item.code}]", item.name) for item in edition.statuses]
    found += [(f"dimensions[{item.code}].{key}", getattr(item, key)) for item in edition.dimensions.values()
              for key in ("name", "short")]  # fmt: skip
    found += [(f"sections[{item.code}]", item.name) for item in edition.sections.values()]
    found += [(f"defects[{item.code}]", item.text) for item in edition.defects]
    found += [(f"consistency[{item.code}]", item.text) for item in edition.rules]
    for asked in edition.inputs.values():
        found += [(f"inputs[{asked.name}].label", asked.label)]
        found += [(f"inputs[{asked.name}].unit", asked.unit)] if asked.unit else []
        found += [(f"inputs[{asked.name}].choices[{choice.code}]", choice.label) for choice in asked.choices]
    for item in edition.indicators.values():
        found += [(f"indicators[{item.code}].name", item.name), (f"indicators[{item.code}].short", item.short)]
        for band in item.bands:
            found += [(f"indicators[{item.code}].bands[{band.score}].condition", band.condition)]
            found += [(f"indicators[{item.code}].bands[{band.score}].lift", band.lift)] if band.lift else []
    return found


@each_edition
def test_every_text_is_there_in_both_languages_and_tidy(edition: Edition) -> None:
    for place, text in spoken(edition):
        for words in (text.id, text.en):
            assert words.strip() == words, place
            assert words, place
            assert "  " not in words, place
            assert not re.search(r"\b(TODO|TBD|FIXME|xxx)\b", words, re.IGNORECASE), place


@each_edition
def test_short_names_are_short_and_tell_indicators_apart(edition: Edition) -> None:
    for language in ("id", "en"):
        shorts = [item.short.in_(language).casefold() for item in edition.indicators.values()]
        assert len(set(shorts)) == len(shorts), sorted(short for short in shorts if shorts.count(short) > 1)
        assert max(map(len, shorts)) <= 24


@each_edition
def test_conditions_and_choices_tell_apart_what_they_stand_for(edition: Edition) -> None:
    for language in ("id", "en"):
        for item in edition.indicators.values():
            conditions = [band.condition.in_(language).casefold() for band in item.bands]
            assert len(set(conditions)) == len(conditions), item.code
        for asked in edition.inputs.values():
            labels = [choice.label.in_(language).casefold() for choice in asked.choices]
            assert len(set(labels)) == len(labels), asked.name


@each_edition
def test_executors_stand_at_known_levels(edition: Edition) -> None:
    for item in edition.indicators.values():
        assert set(item.executors) <= set(EXECUTOR_LEVELS)
        for offices in item.executors.values():
            assert all(office.strip() == office and office for office in offices)
            assert len(set(offices)) == len(offices), item.code


@each_edition
def test_the_top_band_needs_no_lift(edition: Edition) -> None:
    assert [item.code for item in edition.indicators.values() if item.band(item.top).lift] == []


@each_edition
def test_what_is_guessed_says_so(edition: Edition) -> None:
    """An indicator of low confidence says what was inferred or noted."""
    silent = [
        item.code
        for item in edition.indicators.values()
        if item.confidence == "low" and not (item.inferred or item.notes)
    ]
    assert silent == []


@each_edition
def test_sources_that_indicators_name_are_listed(edition: Edition) -> None:
    named = {source for item in edition.indicators.values() for source in item.sources}
    assert named <= set(edition.sources)


@pytest.mark.parametrize("code", ["idm-2016", "idm-2023"])
def test_the_idm_knows_every_row_by_its_label(code: str) -> None:
    edition = catalogue.edition(code)
    labels = [item.row_label for item in edition.indicators.values()]
    assert None not in labels
    assert len(set(labels)) == 50


def test_fingerprints_are_of_known_indicators_and_scores() -> None:
    rubric: dict[str, set[int]] = {}
    for code in ("idm-2016", "idm-2023"):
        for name, item in catalogue.edition(code).indicators.items():
            rubric.setdefault(name, set()).update(item.scores)
    for name, by_score in catalogue.printed_conditions("idm").items():
        assert set(by_score) <= rubric[name], name
        assert all(re.fullmatch("[0-9a-f]{16}", each) for prints in by_score.values() for each in prints)
    assert catalogue.printed_conditions("contoh") == {}


# The figures the design states


def test_indeks_desa_has_127_items_in_six_dimensions() -> None:
    edition = catalogue.edition("indeks-desa-2025")
    counts = {code: len(list(edition.indicators_of(code))) for code in edition.dimensions}
    assert sum(counts.values()) == 127
    assert {item.top for item in edition.indicators.values()} == {5}
    assert {code: item.weight for code, item in edition.dimensions.items()} == {
        c: Fraction(n) for c, n in counts.items()
    }
    assert [str(float(item.up_to)) for item in edition.statuses[:-1] if item.up_to] == [
        "49.48",
        "57.38",
        "69.34",
        "79.62",
    ]


def test_the_known_defect_of_2024_is_the_only_one_acted_on() -> None:
    acted = [(e.code, d.code, d.years) for e in EDITIONS for d in e.defects if d.kind == "copied_row"]
    assert acted == [("idm-2023", "internet_rows_2024", (2024,))]


@each_edition
def test_short_names_stand_in_lists(edition: Edition) -> None:
    """A comma in a name would read as two names where names are listed."""
    named = [*edition.indicators.values(), *edition.dimensions.values()]
    assert [one.short for one in named if "," in one.short.id + one.short.en] == []
