"""Crosswalks: every fault is found and told, the shipped one covers both indices, and a dated one never changes."""

import hashlib
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from berdaya.definitions import catalogue
from berdaya.definitions.crosswalks import crosswalk, crosswalk_from_file, crosswalks
from berdaya.domain.index.crosswalk import COMPARABLE, Crosswalk
from berdaya.domain.index.crosswalk_loading import FAULTS
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken_crosswalks").glob("*.yaml"))

# A changed file means that figures already shown would change with it. Ship a newer crosswalk instead.
PINNED = {"idm-indeks-desa-2026": "b8fc1f32671be44741d6ca40514efd2becfa02d557113c630c56739d16206ea5"}


def shipped() -> Crosswalk:
    found = crosswalk("idm", "indeks_desa")
    assert found is not None
    return found


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_broken_crosswalk_is_refused_and_the_message_says_where_and_what_to_do(file: Path) -> None:
    with pytest.raises(Problem) as caught:
        crosswalk_from_file(file)
    problem = caught.value
    path = file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# path: ")
    found = problem.code, problem.details.get("fault"), problem.details.get("path")
    assert found == ("definition.invalid", file.stem.partition("--")[0], path), problem.message("en")
    for language in ("id", "en"):
        message = problem.message(language)
        for part in ("file", "path", "wrong", "mend"):
            detail = problem.details[part]
            assert (detail.in_(language) if isinstance(detail, Text) else str(detail)) in message
        assert "{" not in message


def test_there_is_a_broken_crosswalk_for_every_fault() -> None:
    assert set(FAULTS) <= {file.stem.partition("--")[0] for file in BROKEN}


def test_the_crosswalk_they_were_broken_from_is_sound() -> None:
    found = crosswalk_from_file(HERE / "crosswalk.yaml")
    assert (found.dated, len(found.joins(COMPARABLE))) == (date(2026, 11, 25), 3)


def test_a_file_that_is_not_there_is_told() -> None:
    with pytest.raises(Problem, match=r"file\.not_found"):
        crosswalk_from_file(HERE / "none.yaml")


def test_a_shipped_crosswalk_has_not_changed() -> None:
    folder = files("berdaya.definitions") / "crosswalk"
    found = {
        file.name.removesuffix(".yaml"): hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
        for file in folder.iterdir()
    }
    assert found == PINNED


def test_the_newest_crosswalk_between_two_families_is_found() -> None:
    assert shipped() is crosswalks()[-1]
    assert crosswalk("indeks_desa", "idm") is None


def test_every_item_of_both_indices_has_its_place_and_its_reason() -> None:
    found = shipped()
    assert {one.code for one in catalogue.editions() if one.family == "idm"} == set(found.before.editions)
    assert {one.code for one in catalogue.editions() if one.family == "indeks_desa"} == set(found.after.editions)
    for later, side in ((False, found.before), (True, found.after)):
        for code in side.editions:
            placed = [item for link in found.links for item in link.items(later=later)]
            assert sorted(placed) == sorted(catalogue.edition(code).indicators)


def test_every_reason_is_a_sentence_in_both_languages() -> None:
    for link in shipped().links:
        for words in (link.reason.id, link.reason.en):
            assert re.fullmatch(r"[A-Z].+\.", words), words
        assert link.reason.id != link.reason.en
