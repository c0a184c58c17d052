"""What we export comes back clean, whatever the edition and the answers; and the steps of an import hold together."""

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from openpyxl import load_workbook

from berdaya.definitions import catalogue
from berdaya.domain.problems import Problem
from berdaya.exchange.spreadsheets import importing
from berdaya.exchange.spreadsheets.filling import filled_template
from berdaya.exchange.spreadsheets.headings import headings
from berdaya.exchange.spreadsheets.layout import plan
from berdaya.exchange.spreadsheets.reading import read_book
from berdaya.exchange.spreadsheets.template import VillageLine, template
from berdaya.records.access.roles import Role
from berdaya.records.access.scope import SYSTEM, Scope
from berdaya.records.imports import selectors, services
from berdaya.records.imports.contents import ColumnMapping
from berdaya.records.imports.kinds import BatchState, Outcome
from berdaya.records.observations.kinds import Source
from berdaya.records.observations.models import Observation, Submission
from berdaya.records.observations.selectors import history, shown
from berdaya.records.observations.services import SubmissionEntry, record_submission
from tests.exchange.spreadsheets.conftest import NOON, workbook

EDITION = "contoh-2020"
FIRST = "9901012001"


def sent(
    actor: Scope, content: bytes, name: str = "data.xlsx", *, year: int | None = None, source: str = "field"
) -> int:
    """Send a file and take the columns as they were found."""
    batch = importing.upload(actor=actor, name=name, content=content)
    opened = importing.open_file(actor, batch)
    mapping = opened.mapping
    mapping = ColumnMapping(mapping.edition, mapping.year or year, source, mapping.targets)
    services.save_mapping(actor=actor, batch_id=batch, mapping=mapping, signature=opened.signature)
    importing.look(actor=actor, batch_id=batch)
    return batch


def committed(actor: Scope, content: bytes, **given) -> int:
    batch = sent(actor, content, **given)
    importing.save(actor=actor, batch_id=batch, seen=selectors.batch(actor, batch).preview_mark)
    return batch


def template_of(
    actor: Scope, contents: str = "answers", *, year: int = 2024, family: str = "contoh", language: str = "id"
) -> bytes:
    return filled_template(
        actor=actor, family=family, year=year, contents=contents, territory="", filled=True, language=language, at=NOON
    )


def value_of(village: int, kind: str, code: str):
    found = shown(SYSTEM, village, 2024, EDITION)[kind].get(code)
    return found and found.value


def test_a_filled_template_goes_through_all_steps(regency, analyst):
    content = workbook(
        [
            ["Kode Desa", "Nama", "CLI", "SCH", "Tahun"],
            ["99.01.01.2001", "x", 4, 1, 2024],
            [9901012002, "y", "2", None, "2024"],
        ]
    )
    batch = sent(analyst, content)
    found = selectors.preview(analyst, batch)
    assert [(one.village, one.code, one.after, one.outcome) for one in found.changes] == [
        ("9901012001", "CLI", "4", "new"),
        ("9901012001", "SCH", "1", "new"),
        ("9901012002", "CLI", "2", "new"),
    ]
    assert found.faults == ()
    importing.save(actor=analyst, batch_id=batch, seen=found.mark)
    assert selectors.batch(analyst, batch).state == BatchState.COMMITTED
    assert value_of(regency[FIRST], "score", "CLI") == 4
    (told,) = history(analyst, regency[FIRST], ["CLI"])
    assert (told.document_source, told.source) == (f"impor-{batch}", "field")
    services.undo(actor=analyst, batch_id=batch)
    assert value_of(regency[FIRST], "score", "CLI") is None
    assert [one.withdrawn for one in history(analyst, regency[FIRST], ["CLI"])] == [True]
    services.redo(actor=analyst, batch_id=batch)
    assert value_of(regency[FIRST], "score", "CLI") == 4


def test_twice_is_once_and_the_same_file_again_says_nothing_new(regency, analyst):
    content = workbook([["kode", "CLI"], ["9901012001", 4]])
    batch = committed(analyst, content, year=2024)
    count = Submission.objects.count()
    assert services.commit(actor=analyst, batch_id=batch, seen="") == 0
    again = sent(analyst, content, year=2024)
    assert selectors.preview(analyst, again).changes == ()
    assert selectors.twins(analyst, again) == [batch]
    with pytest.raises(Problem, match=r"import\.nothing"):
        importing.save(actor=analyst, batch_id=again, seen=selectors.batch(analyst, again).preview_mark)
    assert Submission.objects.count() == count


def test_an_undone_file_can_be_sent_again_with_other_columns(regency, analyst):
    content = workbook([["kode", "CLI"], ["9901012001", 4]])
    services.undo(actor=analyst, batch_id=committed(analyst, content, year=2024))
    batch = committed(analyst, content, year=2024)
    assert selectors.batch(analyst, batch).submissions == 1
    assert value_of(regency[FIRST], "score", "CLI") == 4


def test_what_was_recorded_in_between_is_a_conflict_and_nothing_is_lost(regency, analyst, person):
    record_submission(actor=SYSTEM, entry=said(regency[FIRST], scores={"CLI": 2}))
    batch = sent(analyst, workbook([["kode", "CLI", "SCH"], ["9901012001", 4, 4]]), year=2024)
    seen = selectors.batch(analyst, batch).preview_mark
    record_submission(actor=SYSTEM, entry=said(regency[FIRST], scores={"CLI": 0}))
    before = Submission.objects.count()
    with pytest.raises(Problem, match=r"import\.conflict"):
        importing.save(actor=analyst, batch_id=batch, seen=seen)
    assert Submission.objects.count() == before
    found = selectors.preview(analyst, batch)
    assert [(one.code, one.before, one.after) for one in found.conflicts] == [("CLI", "0", "4")]
    importing.save(actor=analyst, batch_id=batch, seen=found.mark)
    assert value_of(regency[FIRST], "score", "CLI") == 4


def test_a_value_that_was_the_same_and_is_no_longer_is_a_conflict_too(regency, analyst):
    record_submission(actor=SYSTEM, entry=said(regency[FIRST], scores={"CLI": 4}))
    batch = sent(analyst, workbook([["kode", "CLI", "SCH"], ["9901012001", 4, 4]]), year=2024)
    seen = selectors.batch(analyst, batch).preview_mark
    record_submission(actor=SYSTEM, entry=said(regency[FIRST], scores={"CLI": 0}))
    with pytest.raises(Problem, match=r"import\.conflict"):
        importing.save(actor=analyst, batch_id=batch, seen=seen)
    assert [one.code for one in selectors.preview(analyst, batch).conflicts] == ["CLI"]


def said(village: int, source: Source = Source.FIELD, **parts) -> SubmissionEntry:
    return SubmissionEntry(region_id=village, year=2024, edition=EDITION, source=source, **parts)


def test_precedence_is_told_before_anything_is_saved(regency, analyst):
    record_submission(actor=SYSTEM, entry=said(regency[FIRST], Source.OFFICIAL, scores={"CLI": 4, "SCH": 4}))
    content = workbook([["kode", "CLI", "SCH", "MKT"], ["9901012001", 2, 4, 1]])
    field, official = (
        selectors.preview(analyst, sent(analyst, content, year=2024, source=one)) for one in ("field", "official")
    )
    outcomes = [{one.code: one.outcome for one in found.changes} for found in (field, official)]
    assert outcomes == [{"CLI": Outcome.OVERSHADOWED, "MKT": Outcome.NEW}, {"CLI": Outcome.CHANGED, "MKT": Outcome.NEW}]
    assert (field.same, official.same) == (1, 1)
    assert [len(one.entries[0].values) for one in (field, official)] == [3, 3]


def test_a_newer_official_answer_makes_repairs_step_back_and_says_so(regency, analyst):
    first = record_submission(actor=SYSTEM, entry=said(regency[FIRST], Source.OFFICIAL, scores={"CLI": 2, "SCH": 4}))
    repair = replace(said(regency[FIRST], Source.REPAIR, scores={"CLI": 4}), repairs_id=first.id)
    record_submission(actor=SYSTEM, entry=repair)
    alone = selectors.preview(
        analyst, sent(analyst, workbook([["kode", "CLI"], ["9901012001", 2]]), year=2024, source="official")
    )
    assert alone.changes == ()
    batch = committed(analyst, workbook([["kode", "CLI", "SCH"], ["9901012001", 2, 1]]), year=2024, source="official")
    told = [
        (one.code, one.before, one.before_source, one.after, one.outcome)
        for one in selectors.preview(analyst, batch).changes
    ]
    assert told == [("CLI", "4", "repair", "2", "changed"), ("SCH", "4", "official", "1", "changed")]
    assert (value_of(regency[FIRST], "score", "CLI"), value_of(regency[FIRST], "score", "SCH")) == (2, 1)
    services.undo(actor=analyst, batch_id=batch)
    assert (value_of(regency[FIRST], "score", "CLI"), value_of(regency[FIRST], "score", "SCH")) == (4, 4)


@pytest.mark.parametrize("source", ["field", "official"])
@pytest.mark.parametrize("before", [(), *((one,) for one in Source), (Source.OFFICIAL, Source.REPAIR), tuple(Source)])
def test_what_the_preview_says_is_what_is_shown_afterwards(regency, analyst, before, source):
    """Whatever stood there, from whichever source: new and changed values are shown, the others are not."""
    official = None
    for one in before:
        entry = said(regency[FIRST], one, scores={"CLI": 0})
        entry = replace(entry, repairs_id=official if one == Source.REPAIR else None)
        recorded = record_submission(actor=SYSTEM, entry=entry)
        official = recorded.id if one == Source.OFFICIAL else official
    batch = committed(analyst, workbook([["kode", "CLI"], ["9901012001", 4]]), year=2024, source=source)
    (change,) = selectors.preview(analyst, batch).changes
    assert (value_of(regency[FIRST], "score", "CLI") == 4) == (change.outcome in (Outcome.NEW, Outcome.CHANGED))
    services.undo(actor=analyst, batch_id=batch)
    assert value_of(regency[FIRST], "score", "CLI") == (0 if before else None)


def test_from_the_field_only_what_differs_is_written(regency, analyst):
    record_submission(actor=SYSTEM, entry=said(regency[FIRST], Source.OFFICIAL, scores={"CLI": 4}))
    committed(analyst, workbook([["kode", "CLI", "SCH"], ["9901012001", 4, 1]]), year=2024)
    assert set(Observation.objects.filter(submission__source="field").values_list("code", flat=True)) == {"SCH"}


def test_only_ones_own_territory_and_only_desa(regency, person):
    operator = person(Role.VILLAGE_OPERATOR, FIRST)
    content = workbook(
        [
            ["kode", "CLI"],
            ["9901012001", 4],
            ["9901012002", 4],
            ["9901011003", 4],
            ["99.01.01.002.003", 4],
            ["", 3],
            ["9901012999", 4],
        ]
    )
    batch = sent(operator, content, year=2024, source="field")
    found = selectors.preview(operator, batch)
    assert [one.village for one in found.changes] == ["9901012001"]
    assert [(one.row, one.code) for one in found.faults] == [
        (3, "row.outside"),
        (4, "row.kelurahan"),
        (5, "region.code_not_understood"),
        (6, "row.no_village"),
        (7, "region.unknown"),
    ]
    assert importing.sources_of(operator) == [Source.FIELD]
    other = person(Role.VILLAGE_OPERATOR, "9901012002")
    for ask in (selectors.batch, selectors.content, selectors.preview):
        with pytest.raises(Problem, match=r"import\.unknown"):
            ask(other, batch)
    for act in (services.undo, services.abandon, importing.look):
        with pytest.raises(Problem):
            act(actor=other, batch_id=batch)


def test_mappings_are_remembered_per_sender_but_years_are_not(regency, analyst, person):
    content = workbook([["No", "Desa X", "Nilai A"], [1, "9901012001", 4], [2, "9901012002", 2]])
    batch = importing.upload(actor=analyst, name="a.xlsx", content=content)
    opened = importing.open_file(analyst, batch, EDITION)
    assert dict(opened.mapping.targets) == {"0.1": "village"}
    mapping, wrong = importing.checked_mapping(
        analyst, opened.headings, opened.edition, year=2024, source="field", given={"0.1": "village", "0.2": "CLI"}
    )
    assert wrong == {}
    services.save_mapping(actor=analyst, batch_id=batch, mapping=mapping, signature=opened.signature)
    again = importing.open_file(analyst, importing.upload(actor=analyst, name="b.xlsx", content=content))
    assert (again.edition.code, again.remembered, again.mapping.year) == (EDITION, True, None)
    assert dict(again.mapping.targets) == {"0.1": "village", "0.2": "score:CLI"}
    other = person(Role.ANALYST, name="lain")
    assert not importing.open_file(
        other, importing.upload(actor=other, name="b.xlsx", content=content), EDITION
    ).remembered


def test_steps_out_of_turn_are_refused(regency, analyst):
    batch = importing.upload(actor=analyst, name="a.xlsx", content=workbook([["kode", "CLI"], ["9901012001", 4]]))
    for act in (services.undo, services.redo, services.take_up):
        with pytest.raises(Problem, match=r"import\.wrong_state"):
            act(actor=analyst, batch_id=batch)
    with pytest.raises(Problem, match=r"import\.wrong_state"):
        importing.save(actor=analyst, batch_id=batch, seen="")
    services.abandon(actor=analyst, batch_id=batch)
    with pytest.raises(Problem, match=r"import\.wrong_state"):
        services.abandon(actor=analyst, batch_id=batch)
    services.take_up(actor=analyst, batch_id=batch)
    assert selectors.batch(analyst, batch).state == BatchState.UPLOADED


scalars = {
    "clinic_minutes": st.decimals(0, 10**6, allow_nan=False, places=4)
    | st.fractions(0, 500).map(lambda one: Decimal(one.numerator) / one.denominator),
    "pupils": st.integers(0, 10**9),
    "children": st.integers(0, 10**9),
    "market": st.booleans(),
    "road": st.sampled_from(["paved", "gravel", "earth", "=HYPERLINK(1)", "lain"]),
}
answers = st.fixed_dictionaries({}, optional=scalars)
scores = st.dictionaries(st.sampled_from(["CLI", "SCH", "MKT", "ROA"]), st.integers(-2, 9) | st.just(Decimal("4.0")))
sources = st.sampled_from([Source.OFFICIAL, Source.FIELD, Source.DERIVED])


@pytest.mark.usefixtures("class_regency")
class TestRoundTrip(TestCase):
    """Nothing that was exported differs when it comes back, from whichever source, in either language, as any source."""

    @given(
        st.lists(st.tuples(sources, answers, scores), min_size=1, max_size=3),
        st.sampled_from(["id", "en"]),
        st.sampled_from(["field", "official"]),
    )
    def test_our_own_export_is_always_clean(self, statements, language, source):
        for said_by, inputs, given_scores in statements:
            entry = SubmissionEntry(
                region_id=self.ids[FIRST],
                year=2024,
                edition=EDITION,
                source=said_by,
                inputs=inputs,
                scores=given_scores,
            )
            record_submission(actor=SYSTEM, entry=entry)
        for contents in ("answers", "scores"):
            batch = sent(self.analyst, template_of(self.analyst, contents, language=language), source=source)
            found = selectors.preview(self.analyst, batch)
            assert (found.changes, found.faults, found.unused) == ((), (), ())


@pytest.mark.parametrize(("family", "year"), [("idm", 2022), ("idm", 2024), ("indeks_desa", 2025), ("contoh", 2024)])
@pytest.mark.parametrize("contents", ["answers", "scores"])
def test_templates_of_every_edition_come_back_as_they_were_filled(regency, analyst, family, year, contents):
    edition = catalogue.edition_for(family, year)
    inputs = {
        name: {"boolean": True, "category": item.choices[-1].code if item.choices else ""}.get(
            item.type, item.maximum or 3
        )
        for name, item in edition.inputs.items()
    }
    given_scores = {code: item.top for code, item in edition.indicators.items()}
    entry = SubmissionEntry(
        region_id=regency[FIRST],
        year=year,
        edition=edition.code,
        source=Source.FIELD,
        inputs=inputs,
        scores=given_scores,
    )
    record_submission(actor=SYSTEM, entry=entry)
    content = template_of(analyst, contents, family=family, year=year)
    opened = importing.open_file(analyst, importing.upload(actor=analyst, name="x.xlsx", content=content))
    assert opened.edition is edition
    assert opened.marks is not None
    assert opened.marks.is_current
    batch = sent(analyst, content)
    found = selectors.preview(analyst, batch)
    assert (found.changes, found.faults) == ((), ())
    assert found.same == len(inputs if contents == "answers" else given_scores)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", catalogue.codes())
@pytest.mark.parametrize("contents", ["answers", "scores"])
def test_a_template_whose_marks_were_deleted_is_still_understood(code, contents, language):
    edition = catalogue.edition(code)
    line = VillageLine("99.01.01.2001", "Bukit Raya", "Hulu", {})
    content = template(edition, edition.first_year, contents, [line], language=language, made_at=NOON)
    whole = load_workbook(io.BytesIO(content))
    del whole["_berdaya"]
    for sheet in whole.worksheets[1:]:
        sheet.delete_rows(1)
    out = io.BytesIO()
    whole.save(out)
    found = headings(read_book(out.getvalue()), edition)
    wanted = [column.target for sheet in plan(edition, contents) for column in sheet.columns]
    targets = [column.target for heading in found for column in heading.columns if ":" in column.target]
    assert targets == wanted
    assert [heading.village for heading in found] == [0] * len(found)
    assert {heading.first - heading.line for heading in found} == {3}
