"""Built-in template tags, without loading them."""

import pytest
from django.template import engines
from django.utils import translation

from berdaya.domain.values import Text
from berdaya.web.charts import bars, marks
from berdaya.web.charts.scale import Scale
from berdaya.web.tables import GapRow, StatusRow


def rendered(source: str, language: str = "id", **context: object) -> str:
    with translation.override(language):
        return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    ("source", "indonesian", "english"),
    [
        ("{{ 0.71414|number:4 }}", "0,7141", "0.7141"),
        ("{{ value|signed:4 }}", "−0,0820", "−0.0820"),
        ("{{ 0.664|percent }}", "66%", "66%"),
        ("{{ 1250000|rupiah }}", "Rp\u00a01.250.000", "Rp\u00a01,250,000"),
        ("{{ 20000000000|rupiah_long }}", "Rp\u00a020\u00a0miliar", "Rp\u00a020\u00a0billion"),
        ("{{ nothing|number:4 }}", "–", "–"),
        ("{{ words|text }}", "Maju", "Advanced"),
        ("{{ '6402042001'|dotted }}", "64.02.04.2001", "64.02.04.2001"),
    ],
)
def test_values_follow_the_language(source: str, indonesian: str, english: str) -> None:
    context = {"value": -0.082, "nothing": None, "words": Text("Maju", "Advanced")}
    assert rendered(source, "id", **context) == indonesian
    assert rendered(source, "en", **context) == english


def test_names_from_data_are_escaped() -> None:
    assert "<b>" not in rendered("{% chip 4 name %}", name="<b>Maju</b>")
    assert "<b>" not in rendered("{% crumbs trail %}", trail=[("<b>", "/"), ("<b>", "")])
    assert "<b>" not in rendered("{% figure 1 name name %}", name="<b>")


def test_a_chip_shows_word_ladder_and_colour() -> None:
    html = rendered('{% chip 2 "Tertinggal" %}')
    assert "chip--2" in html
    assert html.count("<rect") == 5
    assert html.count('fill-opacity="1"') == 2
    assert "Tertinggal" in html


def test_an_intervention_point_reads_from_to() -> None:
    assert "1 ke 5" in rendered("{% step 1 5 %}")
    assert "1 to 5" in rendered("{% step 1 5 %}", "en")
    assert "belum ada" in rendered("{% score nothing %}", nothing=None)


def test_tables_write_figures_beside_their_bars() -> None:
    row = StatusRow(marks.Status(5, "Mandiri"), 1200, 1500, 1500)
    html = rendered('{% status_change rows "2023" "2024" %}', rows=[row])
    assert "<b>1.500</b>" in html
    assert "+300" in html
    gap = GapRow("Ekonomi", None, bars.Spread(0.5, 0.6, 0.8), Scale(0.4, 1, (0.5,)), None, 0.0534)
    html = rendered('{% gap_table rows "2024" %}', rows=[gap])
    assert "<b>0,053</b>" in html
    assert "Gini 2023" not in html


def test_the_provenance_leaves_out_what_is_not_known() -> None:
    html = rendered('{% provenance "Sumber" "" href="/asal/" %}')
    assert html.count("<span>") == 1
    assert 'href="/asal/"' in html
