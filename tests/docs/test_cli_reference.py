"""The page on the command line names every command, argument and option, and no other; commands shown anywhere parse."""

import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer

from berdaya.cli.main import app
from tests.docs.pages import DOCS, REFERENCE, ROOT, commands, first_cells, sections

PAGE = sections(REFERENCE / "cli.md")


def walk(command: Any, name: str) -> Iterator[tuple[str, Any]]:
    """The commands below a command; a group is one where it has options of its own."""
    children = getattr(command, "commands", {})
    if not children or command.params:
        yield name, command
    for word, child in children.items():
        yield from walk(child, f"{name} {word}")


COMMANDS = dict(walk(typer.main.get_command(app), "berdaya"))


def names(command: Any) -> set[str]:
    """How the page calls the parameters: `--out` for an option, `FILE` for an argument."""
    called = set()
    for parameter in command.params:
        argument = parameter.param_type_name == "argument"
        called |= {parameter.name.upper()} if argument else {*parameter.opts, *parameter.secondary_opts}
    return called


def test_every_command_has_a_section_and_every_section_is_of_a_command() -> None:
    documented = {heading for heading in PAGE if re.match(r"berdaya\b", heading)}
    assert documented == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_parameter_is_documented_and_no_other(name: str) -> None:
    assert first_cells(PAGE[name]) == names(COMMANDS[name])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_page_says_the_same_defaults_as_the_program(name: str) -> None:
    for parameter in COMMANDS[name].params:
        default = parameter.default
        if isinstance(default, int | float | str) and not isinstance(default, bool) and default != "":
            written = f"{default:g}" if isinstance(default, float) else str(default)
            assert f"{written} by default" in PAGE[name], parameter.name


def berdaya_lines() -> Iterator[tuple[str, str]]:
    for page in sorted([ROOT / "README.md", *DOCS.rglob("*.md")]):
        for line, _ in commands(page):
            for part in re.split(r"\s+[|>&]+\s+", line):
                if part.startswith("berdaya "):
                    yield page.relative_to(ROOT).as_posix(), part


@pytest.mark.parametrize(("page", "line"), list(berdaya_lines()))
def test_a_command_shown_is_one_that_the_program_understands(page: str, line: str) -> None:
    _, *rest = shlex.split(line, comments=True)
    command = typer.main.get_command(app)
    while getattr(command, "commands", None) and rest and rest[0] in command.commands:
        command, *rest = command.commands[rest[0]], *rest[1:]
    if rest != ["--version"]:
        command.make_context("berdaya", list(rest))
