"""Filtering, sorting and paging of rows in memory, held against plain loops."""

from datetime import date

import pytest
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from berdaya.web.lists.asked import Order, asked
from berdaya.web.lists.shown import MOST_PRINTED, shown
from berdaya.web.lists.sources import Rows, every, with_options
from tests.web.lists.towns import Town, listing

indices = st.none() | st.sampled_from([0.1, 0.25, 0.5, 0.75]) | st.floats(0, 1)
towns = st.lists(
    st.builds(
        Town,
        st.integers(1, 99),
        st.sampled_from(["Muara", "bukit Raya", "Bukit Raya", "Loa"]),
        st.sampled_from(["Hulu", "Hilir"]),
        indices,
        indices,
        since=st.none() | st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    ),
    max_size=80,
)
orders = st.sampled_from(["", "nama", "-nama", "indeks", "-indeks", "sejak", "-kecamatan", "kode"])


def wanted(rows, query: str, **changed):
    made = with_options(listing(**changed), rows)
    request = asked(RequestFactory().get(f"/daftar/?{query}"), made)
    return made, Rows(made, rows), request


def found(rows, query: str):
    _, source, request = wanted(rows, query)
    return list(every(source, request.conditions, request.order, 10_000))


@given(towns, st.sampled_from(["nama", "indeks", "sejak"]), st.booleans())
def test_sorting_is_total_and_stable_and_what_is_not_known_stands_last(rows, key, down):
    column = listing().column(key)
    source = Rows(listing(), rows)
    ordered = list(source.rows({}, Order(key, down), 0, len(rows)))
    assert sorted(map(id, ordered)) == sorted(map(id, rows))
    keys = [column.compared(row) for row in ordered]
    known = [value for value in keys if value is not None]
    assert keys == known + [None] * (len(keys) - len(known))
    assert known == sorted(known, reverse=down)
    for value in set(keys):
        same = [row for row in ordered if column.compared(row) == value]
        assert same == [row for row in rows if column.compared(row) == value]


@given(towns, orders, st.sampled_from(["", "kecamatan=Hulu", "indeks-dari=0.2", "q=raya", "sejak-sampai=2024-05-01"]))
def test_pages_add_up_to_what_was_filtered(rows, order, narrowing):
    query = f"urut={order}&baris=25&{narrowing}"
    whole = found(rows, query)
    made, source, request = wanted(rows, query)
    result = shown(made, source, request)
    pages = max(-(-len(whole) // 25), 1)
    hrefs = [f"{query}&hal={page}" for page in range(1, pages + 1)]
    parts = [shown(*_page(rows, href)) for href in hrefs]
    names = [row[0].text for part in parts for row in part.rows]
    assert names == [row.name for row in whole]
    assert {part.count for part in parts} == {len(whole)}
    assert result.total == len(rows)


def _page(rows, query):
    made, source, request = wanted(rows, query)
    return made, source, request


@given(towns, st.integers(0, 1000), st.integers(0, 1000))
def test_a_range_keeps_what_lies_between_its_ends(rows, low, high):
    kept = found(rows, f"indeks-dari={low / 1000}&indeks-sampai={high / 1000}")
    assert kept == [row for row in rows if row.index is not None and low <= row.index * 1000 <= high]


@given(towns, st.dates(date(2020, 1, 1), date(2026, 1, 1)))
def test_a_period_keeps_the_days_from_its_first(rows, first):
    assert found(rows, f"sejak-dari={first}") == [row for row in rows if row.since and row.since >= first]


def test_a_range_of_percent_is_asked_in_percent():
    rows = [Town(1, "A", "Hulu", share=0.25), Town(2, "B", "Hulu", share=0.75)]
    assert found(rows, "bagian-dari=50") == rows[1:]


def test_words_are_found_in_any_order_and_case():
    rows = [Town(1, "Bukit Raya", "Hulu"), Town(2, "Raya", "Hulu")]
    assert found(rows, "q=RAYA+bukit") == rows[:1]
    assert found(rows, "q=raya+1") == rows[:1]


def test_a_decimal_comma_is_a_point():
    rows = [Town(1, "A", "Hulu", 0.4), Town(2, "B", "Hulu", 0.6)]
    assert found(rows, "indeks-dari=0,5") == rows[1:]


@pytest.mark.parametrize(
    "query",
    [
        "kecamatan=Tak+Ada",
        "indeks-dari=banyak",
        "indeks-dari=NaN",
        "indeks-sampai=1e999999999999",
        "indeks-dari=-1e30",
        "sejak-dari=kemarin",
        "urut=rahasia",
        "urut=q",
        "urut=--nama",
        "hal=0",
        "hal=abc",
        "hal=-4",
        "baris=1000000",
        "baris=x",
        "tidak-dikenal=1",
        "q=" + "%20" * 500,
        "kecamatan=" + "x" * 5000,
    ],
)
def test_what_is_not_known_falls_back(query):
    rows = [Town(number, f"Desa {number:02}", "Hulu", 0.5) for number in range(60)]
    made, source, request = wanted(rows, query)
    result = shown(made, source, request)
    assert [row[0].text for row in result.rows] == [row.name for row in rows[:50]]
    assert not result.said
    assert result.clear == ""


def test_a_page_too_far_is_the_last():
    rows = [Town(number, str(number), "Hulu") for number in range(60)]
    assert shown(*wanted(rows, "hal=99")).first == 51


def test_addresses_carry_what_has_an_effect_and_nothing_else():
    rows = [Town(number, str(number), "Hulu") for number in range(60)]
    made, source, request = wanted(rows, "q=5&urut=-nama&hal=2&baris=25&x=1", keep={"indeks": "idm"})
    result = shown(made, source, request)
    assert result.export == "/daftar/?indeks=idm&q=5&urut=-nama&baris=25&ekspor=xlsx"
    assert result.clear == "/daftar/?indeks=idm&urut=-nama&baris=25#daftar"
    assert result.hidden == (("indeks", "idm"), ("baris", "25"))
    head = next(head for head in result.heads if head.name == "Nama")
    assert (head.sort, head.href) == ("descending", "/daftar/?indeks=idm&q=5&urut=nama&baris=25#daftar")


def test_two_lists_on_a_page_keep_apart():
    rows = [Town(1, "A", "Hulu"), Town(2, "B", "Hilir")]
    made, source, request = wanted(rows, "a-q=A&q=B", prefix="a-")
    result = shown(made, source, request)
    assert [row[0].text for row in result.rows] == ["A"]
    assert result.id == "a-daftar"


def test_choices_come_from_the_rows_that_may_be_seen():
    rows = [Town(1, "A", "Hulu"), Town(2, "B", "Hilir"), Town(3, "C", "Hulu")]
    made, source, request = wanted(rows, "kecamatan=Hulu")
    field = next(field for field in shown(made, source, request).fields if field.name == "kecamatan")
    assert field.options == (("", "Semua", False), ("Hilir", "Hilir", False), ("Hulu", "Hulu", True))


def test_printing_shows_all_rows_up_to_a_bound():
    rows = [Town(number, str(number), "Hulu") for number in range(MOST_PRINTED + 3)]
    made, source, request = wanted(rows, "hal=2")
    result = shown(made, source, request, whole=True)
    assert len(result.rows) == MOST_PRINTED
    assert result.cut == 3
    assert result.paged == "/daftar/#daftar"
