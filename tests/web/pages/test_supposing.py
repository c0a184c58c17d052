"""A village supposed otherwise: what the address says, what follows, and that nothing else is believed or kept."""

from fractions import Fraction

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from berdaya.demo.accounts import PASSWORD
from berdaya.domain.index.aggregation import assess
from berdaya.domain.index.scoring import score_answers
from berdaya.domain.values import RegionCode
from berdaya.records.access.scope import PUBLIC
from berdaya.records.observations.models import Observation
from berdaya.records.runs.models import Result
from berdaya.records.runs.selectors import published_results
from berdaya.web.charts import marks
from berdaya.web.measure import Measure
from berdaya.web.villages.supposing import Supposed, scores_if, supposed
from berdaya.web.villages.whatif import outcome
from berdaya.web.villages.whatif_controls import groups, score_controls
from tests.strategies import answers_of, scores_of, small_editions
from tests.web.pages.rows import IDM, TOY, full, row
from tests.web.pages.test_village_parts import village

MEASURE = Measure(IDM)
NOTHING = Supposed({}, {}, {}, {})


def asked(**parameters: str) -> QueryDict:
    query = QueryDict(mutable=True)
    query.update({key.replace("_", "-", 1): value for key, value in parameters.items()})
    return query


def follows(here, others=(), measure=MEASURE, said=None, **parameters):
    found = supposed(measure.edition, asked(**parameters), here.scores)
    return outcome(village(here, others), here, measure, said or {}, found, ",".join)


@given(st.data())
def test_what_follows_is_what_assessing_the_supposed_scores_gives(data):
    edition = data.draw(small_editions(means=("arithmetic",)))
    now, wanted = data.draw(scores_of(edition)), data.draw(scores_of(edition))
    here = row(1, now, edition=edition)
    found = follows(here, measure=Measure(edition), **{f"s_{code}": str(score) for code, score in wanted.items()})
    then = assess(edition, wanted)
    measure = Measure(edition)
    assert (found.index.after, found.index.before) == (measure.written(then.index.low), measure.written(here.index_low))
    assert [line.after for line in found.lines][: len(edition.main_dimensions)] == [
        measure.written(then.dimensions[one.code].low) for one in edition.main_dimensions
    ]
    assert {one.undo for one in found.changed} == {f"s-{code}" for code in now if now[code] != wanted[code]}
    assert found.chips[1] == marks.chip(measure.status(then.statuses[0]))


@given(st.data())
def test_supposed_answers_are_scored_and_touch_only_the_indicators_that_use_them(data):
    edition = data.draw(small_editions())
    given_, other = data.draw(answers_of(edition, gaps=False)), data.draw(answers_of(edition, gaps=False))
    name = data.draw(st.sampled_from(sorted(edition.inputs)))
    now = score_answers(edition, given_)
    found = supposed(edition, asked(**{f"j_{name}": str(other[name])}), now)
    then, problems = scores_if(edition, now, {key: Fraction(value) for key, value in given_.items()}, found)
    assert then == score_answers(edition, {**given_, name: other[name]})
    assert not problems


def test_a_supposed_score_stands_before_a_supposed_answer():
    found = supposed(TOY, asked(s_CLI="0", j_clinic_minutes="1"), {"CLI": 4})
    assert found.scores == {"CLI": 0}
    scores, _ = scores_if(TOY, {"CLI": 4}, {}, found)
    assert scores["CLI"] == 0


def test_what_the_rubric_lacks_is_not_believed():
    for text in ("3", "-1", "99999999999999999999", "5 or 1=1", "٥", "NaN"):
        found = supposed(IDM, asked(s_IKS02=text), full(IKS02=0))
        assert not found.scores
        assert "s-IKS02" in found.problems


def test_an_answer_out_of_its_range_is_told_by_its_question():
    here = row(1, full(IKS05=1))
    found = follows(here, j_bpjs_members="-4")
    assert not found.index.moved
    (problem,) = found.problems
    assert problem.startswith(IDM.inputs["bpjs_members"].label.id)


def test_a_decimal_comma_is_read():
    found = supposed(IDM, asked(j_shops_distance_km="7,5"), {})
    assert found.answers == {"shops_distance_km": Fraction(15, 2)}


def test_raised_and_lowered_scores_are_counted_apart():
    found = follows(row(1, full(IKS02=0, IKS04=2)), s_IKS02="5", s_IKS04="4", s_IKE01="1")
    assert found.cost == "2 indikator naik, 7 poin skor; 1 indikator turun, 4 poin skor"


def test_the_status_moves_and_the_distances_are_told():
    here = row(1, full(IKL01=0, IKL02=0))
    found = follows(here, s_IKL01="5", s_IKL02="5")
    assert (found.risen, found.fallen) == (True, False)
    assert found.distance == ("0,1845 di atas batas Maju (1.163 poin)",)


def test_the_rank_is_an_interval_on_both_sides():
    others = [row(number, full(IKS02=0, IKE05=0 if number % 2 else 3)) for number in range(2, 12)]
    found = follows(row(1, full(IKL03=0)), others, s_IKL03="5")
    assert found.rank.moved
    assert found.rank.after == "1"


def test_a_gap_may_be_filled_and_what_stays_open_is_an_interval():
    here = row(1, full(IKL01=None, IKL02=None))
    found = follows(here, s_IKL01="5")
    assert "–" in found.index.after
    assert found.index.change == ""
    assert found.distance == ()


def test_answers_that_change_no_score_are_shown_and_can_be_taken_back():
    here = row(1, full())
    found = follows(here, said={"doctors": Fraction(1)}, j_doctors="4")
    (one,) = found.changed
    assert (one.undo, one.note) == ("j-doctors", "tidak mengubah skor")


def test_indicators_are_found_by_words_and_by_what_is_below_the_top():
    now = full(IKS02=0)
    controls = score_controls(MEASURE, now, NOTHING)
    (only,) = groups(controls, MEASURE, "", below_top=True)
    assert [one.key for one in only.controls] == ["s-IKS02"]
    found = groups(controls, MEASURE, "internet kantor", below_top=False)
    assert [one.key for group in found for one in group.controls] == ["s-IKS30"]
    assert groups(controls, MEASURE, "tidak ada yang begini", below_top=False) == []


# The page


@pytest.fixture
def some(regency):
    rows = published_results(PUBLIC, "idm", [2024], scores=True)
    return next(one for one in rows if one.complete and one.verdict == "consistent" and one.scores["IKS02"] == 0)


def page(code: str) -> str:
    return f"/desa/{RegionCode(code).dotted}/andaikan/"


pages = pytest.mark.django_db


@pages
def test_the_page_shows_before_and_after(client, some):
    html = client.get(page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5").content.decode()
    assert MEASURE.written(some.index) in html
    assert MEASURE.written(some.index + 60 / 6300) in html
    assert '<option value="5" selected>' in html


@pages
def test_a_form_without_scripts_leads_to_the_shortest_address(client, some):
    sent = "?indeks=idm&tahun=2024&cari=&s-IKS01=&s-IKS02=5&s-IKS03=&s-IKS99=5&x=1"
    response = client.get(page(some.code) + sent)
    assert response.status_code == 302
    assert response["Location"] == page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5"


@pages
def test_the_way_of_changing_is_switched_and_keeps_what_is_supposed(client, some):
    response = client.get(page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5&ke=jawaban")
    assert response["Location"] == page(some.code) + "?indeks=idm&tahun=2024&cara=jawaban&s-IKS02=5"
    html = client.get(response["Location"]).content.decode()
    assert '<input type="hidden" name="s-IKS02" value="5">' in html
    assert 'name="j-doctors"' in html
    back = client.get(page(some.code) + "?indeks=idm&tahun=2024&cara=jawaban&s-IKS02=5&ke=skor")
    assert back["Location"] == page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5"


@pages
@pytest.mark.parametrize(
    ("target", "starts"), [("section#andai", '<p class="whatif__bar"'), ("div#daftar", '<div id="daftar">')]
)
def test_htmx_is_answered_the_part_it_asks_for_and_the_address(client, some, target, starts):
    headers = {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": target}
    response = client.get(page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5&s-IKS01=", headers=headers)
    assert response.content.decode().strip().startswith(starts)
    assert response["HX-Replace-Url"] == page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5"
    assert "HX-Target" in response["Vary"]


@pages
def test_nothing_is_kept(client, some):
    before = Observation.objects.count(), Result.objects.count()
    client.get(page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5&j-doctors=3")
    assert (Observation.objects.count(), Result.objects.count()) == before
    assert client.post(page(some.code), {"s-IKS02": "5"}).status_code == 405


@pages
def test_both_indices_can_be_supposed_and_cost_few_queries(client, some, django_assert_max_num_queries):
    for query in ("?indeks=idm&tahun=2024&s-IKS02=5", "?s-ID016=5"):
        with django_assert_max_num_queries(9):
            response = client.get(page(some.code) + query, follow=True)
        assert response.status_code == 200
    client.login(username="analis", password=PASSWORD)
    with django_assert_max_num_queries(12):
        client.get(page(some.code) + "?indeks=idm&tahun=2024&cara=jawaban")


@pages
def test_what_is_written_in_the_address_is_never_markup(client, some):
    html = client.get(
        page(some.code) + "?cari=%3Cscript%3Ealert(1)%3C/script%3E&j-paud_count=%22%3E%3Ci%3Ez", follow=True
    )
    assert "<script>alert" not in html.content.decode()
    assert '"><i>z' not in html.content.decode()


@pages
def test_the_page_speaks_english(client, some):
    client.cookies["django_language"] = "en"
    html = client.get(page(some.code) + "?indeks=idm&tahun=2024&s-IKS02=5").content.decode()
    assert 'lang="en"' in html
