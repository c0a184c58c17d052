"""A list page's answers: the table in HTML, the part for htmx, and the Excel file."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import RequestFactory

from berdaya.records.audit.models import Entry
from berdaya.web.lists.answer import answer
from tests.web.lists.towns import Town, listing

TOWNS = [Town(number, f"Desa {number:02}", "Hulu" if number % 2 else "Hilir", number / 100) for number in range(60)]


def html(query: str = "", towns=TOWNS) -> str:
    request = RequestFactory().get(f"/daftar/?{query}")
    given = answer(request, listing(empty="Belum ada tempat", advice="Tambahkan satu."), towns)
    assert not isinstance(given, HttpResponse)
    return render_to_string("berdaya/lists/list.html", {"list": given})


def test_the_head_of_the_sorted_column_says_so():
    found = re.findall(r'aria-sort="(\w+)"', html("urut=-indeks"))
    assert found == ["descending"]


def test_every_field_has_its_label():
    text = html()
    fields = re.findall(r'<(?:input|select) class="input" id="([^"]+)"', text)
    assert set(fields) == set(re.findall(r'<label class="form__label" for="([^"]+)"', text))
    assert len(fields) == 10


def test_the_form_is_folded_until_something_is_asked():
    assert re.search(r'<details class="fold no-print"><summary>', html())
    assert re.search(r'<details class="fold no-print" open><summary>', html("nama=desa"))


def test_values_are_escaped():
    text = html(towns=[Town(1, "<script>", "Hulu & Hilir")])
    assert "<script>" not in text
    assert "Hulu &amp; Hilir" in text
    assert '"><script' not in html("q=%22%3E%3Cscript%3E")


def test_an_empty_list_says_what_to_do():
    text = html(towns=[])
    assert "Belum ada tempat" in text
    assert "Tambahkan satu." in text
    assert "ekspor=xlsx" not in text


def test_nothing_that_matches_offers_to_clear():
    text = html("q=tidakada")
    assert "Tidak ada yang cocok" in text
    assert text.count("Hapus saringan") == 2


def test_the_filters_are_told_with_the_count():
    text = html("kecamatan=Hulu&indeks-dari=0.5")
    assert "5 dari 60 baris" in text
    assert "Kecamatan: Hulu" in text
    assert "Indeks: dari 0,5" in text


@pytest.mark.django_db
def test_the_excel_file_tells_what_it_holds_and_is_written_into_the_trail():
    request = RequestFactory().get("/daftar/?kecamatan=Hulu&ekspor=xlsx")
    request.user = AnonymousUser()
    given = answer(request, listing(file_name="tempat"), TOWNS)
    assert isinstance(given, HttpResponse)
    assert re.fullmatch(r'attachment; filename="tempat-\d{8}\.xlsx"', given["Content-Disposition"])
    sheet = openpyxl.load_workbook(BytesIO(given.content)).active
    lines = [row[0].value for row in sheet.iter_rows(max_row=5)]
    assert lines[:3] == ["Tempat", "Saringan: Kecamatan: Hulu", "Sumber: rekaan"]
    assert lines[4] == "30 baris"
    assert sheet.max_row == 7 + 30
    entry = Entry.objects.get()
    assert (entry.action, entry.note) == ("list.export", "tempat")
    assert "30" in entry.after


@pytest.mark.django_db
def test_a_file_that_is_cut_for_visitors_says_so(monkeypatch):
    monkeypatch.setattr("berdaya.web.lists.answer.MOST_FOR_VISITORS", 10)
    request = RequestFactory().get("/daftar/?ekspor=xlsx")
    request.user = AnonymousUser()
    sheet = openpyxl.load_workbook(BytesIO(answer(request, listing(), TOWNS).content)).active
    assert sheet.cell(5, 1).value == "Hanya 10 dari 60 baris: masuk atau saring untuk mendapat semuanya"
    assert sheet.max_row == 7 + 10
