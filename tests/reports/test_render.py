"""A paper prints the same on every machine, says what it was given, and can be read aloud."""

import base64
import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from berdaya.domain.problems import Problem
from berdaya.reports import qr, render
from berdaya.reports.data import Letterhead
from tests.reports.pdfs import facts_of, text_of
from tests.reports.samples import HOSTILE, MOMENT, content, empty_profile, letter, village_profile

PAPERS: dict[str, dict[str, Any]] = {
    "village-profile": content(village_profile()),
    "letter": content(letter()),
}


def pdf(kind: str, **changed: Any) -> bytes:
    body = village_profile() if kind == "village-profile" else letter()
    return render.render(kind, content(body, **changed), MOMENT)


@pytest.mark.parametrize("kind", render.KINDS)
def test_the_same_content_gives_the_same_bytes(kind: str) -> None:
    again = json.loads(json.dumps(PAPERS[kind]))
    assert render.render(kind, PAPERS[kind], MOMENT) == render.render(kind, again, MOMENT)


@pytest.mark.parametrize("kind", render.KINDS)
def test_the_order_of_the_parts_does_not_matter(kind: str) -> None:
    turned = dict(reversed(PAPERS[kind].items()))
    assert render.render(kind, PAPERS[kind], MOMENT) == render.render(kind, turned, MOMENT)


@pytest.mark.parametrize("kind", render.KINDS)
def test_a_paper_is_tagged_and_says_its_language_and_title(kind: str) -> None:
    made = pdf(kind)
    assert all(mark in made for mark in (b"/StructTreeRoot", b"/MarkInfo", b"/Lang(id)"))
    assert kind == "letter" or b"/Alt" in made
    assert b"pdfuaid:part" in made
    facts = facts_of(made)
    assert "Title:           Profil Desa Muara Tenang" in facts
    assert "Author:          Dinas Contoh" in facts
    assert "Tagged:          yes" in facts
    assert "CreationDate:    " in facts


@pytest.mark.parametrize(("size", "points"), [("F4", "609.449 x 935.433"), ("A4", "595.276 x 841.89")])
def test_the_sheet_is_the_one_the_office_prints_on(size: str, points: str) -> None:
    assert points in facts_of(pdf("village-profile", size=size))


def test_only_the_fonts_of_the_product_are_used() -> None:
    assert render.fonts().families() == ["Source Sans 3"]
    made = pdf("village-profile")
    assert b"SourceSans3" in made
    assert b"Libertinus" not in made


def test_everything_the_content_says_stands_on_the_paper() -> None:
    text = text_of(pdf("village-profile"))
    for words in (
        "Muara Tenang", "0,7141", "Kecamatan Hulu", "99.01.01.2002", "median 0,6", "Dokter: skor 0 dari 5",
        "Hadirkan dokter", "+0,0222", "Dinkes", "Belum dijawab: Bidan.", "Peringkat 1–2 dari 3 desa.",
        "Nomor 400.10/7/DC/XI/2026", "BCDF-GHJK-MNPQ", "https://berdaya.example/periksa/BCDF-GHJK-MNPQ/",
        "Siti Contoh", "NIP 1968", "PEMERINTAH KABUPATEN CONTOH", "Kabupaten Contoh. Semua rekaan.",
        "Halaman 1 dari", "Edisi contoh-2020 · terbit 1 Mei 2026",
    ):  # fmt: skip
        assert words in text, words


def test_a_letter_says_number_addressee_paragraphs_and_copies() -> None:
    text = text_of(pdf("letter"))
    for words in ("400.10/7/DC/XI/2026", "Camat Hulu", "Bersama ini kami sampaikan profil desa.", "1. Bupati Contoh"):
        assert words in text, words


def test_what_looks_like_markup_is_printed_as_it_is() -> None:
    changed = village_profile(HOSTILE)
    text = text_of(render.render("village-profile", content(changed, title=HOSTILE, source=HOSTILE), MOMENT))
    assert text.count(HOSTILE) >= 2
    written = letter(subject=HOSTILE, paragraphs=(HOSTILE,), addressee=HOSTILE, copies=(HOSTILE,))
    text = text_of(render.render("letter", content(written), MOMENT))
    assert "*tebal* _miring_ <label> @rujuk $x^2$" in text


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=40))
def test_no_text_stops_the_press(typed: str) -> None:
    written = letter(subject=typed or "x", paragraphs=(typed,), addressee=typed, copies=(typed,))
    # A tagged paper refuses signs that no font of ours has: nothing that cannot be read is ever issued.
    with suppress_unprintable():
        render.render("letter", content(written, title=typed or "x"), MOMENT)


@contextmanager
def suppress_unprintable() -> Iterator[None]:
    try:
        yield
    except Problem as problem:
        if problem.code != "paper.not_printable":
            raise


def test_a_sign_without_a_glyph_is_refused_by_name() -> None:
    with pytest.raises(Problem, match="日"):
        render.render("letter", content(letter(subject="日本")), MOMENT)


def test_headings_pictures_and_tables_are_known_to_a_reader() -> None:
    structure = facts_of(pdf("village-profile"), "-struct")
    assert "H1" in structure
    assert structure.count("H2") >= 6
    assert structure.count("Figure") >= 4
    assert "Table" in structure
    assert "TH" in structure


def test_a_village_without_figures_prints_too() -> None:
    text = text_of(render.render("village-profile", content(empty_profile()), MOMENT))
    assert "Belum ada." in text


def test_without_a_proof_the_paper_says_that_it_is_a_preview() -> None:
    text = text_of(pdf("village-profile", proof=None, signature=None))
    assert "Pratinjau tanpa nomor dan tanda tangan." in text
    assert "Nomor" not in text


def test_an_invented_regency_is_marked_across_every_page_and_a_real_one_is_not() -> None:
    # The letters of the slanted mark come out one by one.
    assert "R E K A A N" in text_of(pdf("village-profile"))
    assert "R E K A A N" not in text_of(pdf("village-profile", synthetic=""))


def test_a_logo_is_drawn_with_its_words_for_those_who_do_not_see() -> None:
    head = Letterhead("Pemerintah", "Dinas", logo=base64.b64encode(_png()).decode(), logo_type="png")
    assert b"/Subtype/Image" in pdf("letter", letterhead=head)


def test_a_broken_logo_is_told_as_a_problem() -> None:
    head = Letterhead("Pemerintah", "Dinas", logo=base64.b64encode(b"no picture").decode(), logo_type="png")
    with pytest.raises(Problem, match=r"paper\.not_printable"):
        pdf("letter", letterhead=head)


def test_a_qr_code_is_the_same_each_time_and_differs_by_address() -> None:
    assert qr.svg("https://a.example/") == qr.svg("https://a.example/")
    assert qr.svg("https://a.example/") != qr.svg("https://b.example/")


def test_what_made_a_paper_is_named() -> None:
    assert render.made_with().startswith("typst 0.15.")
    assert len(render.made_with()) <= 60


def _png() -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0\xff\0\0\0\xff\0" * 2)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
