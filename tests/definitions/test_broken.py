"""Each fault a definition file can have: the message names the file, the path in it, what is wrong and how to mend it."""

from pathlib import Path

import pytest

from berdaya.definitions.catalogue import edition, edition_from_file
from berdaya.domain.index.faults import FAULTS
from berdaya.domain.problems import Problem
from berdaya.domain.values import Text

BROKEN = Path(__file__).parent / "broken"
FILES = sorted(BROKEN.glob("*.yaml"))
UNREADABLE = sorted((BROKEN / "unreadable").glob("*.yaml"))


def fault_of(file: Path) -> str:
    """A file is called after its fault, with a variant behind two hyphens."""
    return file.stem.partition("--")[0]


def path_in(file: Path) -> str:
    return file.read_text(encoding="utf-8").splitlines()[0].removeprefix("# path: ")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_broken_file_is_refused_and_the_message_says_where_and_what_to_do(file: Path) -> None:
    with pytest.raises(Problem) as caught:
        edition_from_file(file)
    problem = caught.value
    assert (problem.code, problem.details.get("fault"), problem.details.get("path")) == (
        "definition.invalid",
        fault_of(file),
        path_in(file),
    ), problem.message("en")
    for language in ("id", "en"):
        message = problem.message(language)
        for part in ("file", "path", "wrong", "mend"):
            detail = problem.details[part]
            assert (detail.in_(language) if isinstance(detail, Text) else str(detail)) in message
        assert "{" not in message.replace(path_in(file), "")
    assert problem.message("id") != problem.message("en")
    assert problem.details["file"] == file.name


def test_there_is_a_broken_file_for_every_fault() -> None:
    assert {fault_of(file) for file in FILES} == set(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_speaks_both_languages(fault: str) -> None:
    kind = FAULTS[fault]
    for words in (kind.wrong, kind.mend):
        assert words.id.endswith((".", "}"))
        assert words.en.endswith((".", "}"))


@pytest.mark.parametrize("file", UNREADABLE, ids=lambda file: file.stem)
def test_what_is_no_yaml_is_refused_with_the_reason(file: Path) -> None:
    with pytest.raises(Problem) as caught:
        edition_from_file(file)
    assert caught.value.code == "definition.unreadable"
    for language in ("id", "en"):
        assert file.name in caught.value.message(language)
        assert str(caught.value.details["reason"]) in caught.value.message(language)


def test_a_file_that_is_not_there_is_said_to_be_not_there(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="not_found"):
        edition_from_file(tmp_path / "none.yaml")


def test_the_file_the_broken_ones_are_made_from_is_sound(tmp_path: Path) -> None:
    """So that each of them is broken by its one fault and nothing else; a byte-order mark of Windows does no harm."""
    head = (BROKEN / "unused_input.yaml").read_text(encoding="utf-8").partition("inputs:")[0]
    own = tmp_path / "own.yaml"
    own.write_text(head, encoding="utf-8-sig")
    assert edition_from_file(own).indicators == edition("contoh-2020").indicators
