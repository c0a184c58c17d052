"""Reads the documentation as the tests of it need it: pages, sections, tables, commands and the files of a tutorial."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"
CODE = re.compile(r"`([^`]+)`")
FENCE = re.compile(
    r"^(<!-- file: (?P<file>\S+) -->\n)?```(?P<language>\w*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)


def every_page() -> list[Path]:
    """Every Markdown file of the repository that people read."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *(ROOT / "bench").glob("*.md")])


def prose(page: Path) -> str:
    """A page without its fenced blocks, whose contents are no links and no headings."""
    return FENCE.sub("", page.read_text(encoding="utf-8"))


def sections(page: Path, level: int = 2) -> Mapping[str, str]:
    """The text below each heading of a level, by the heading."""
    parts = re.split(rf"^{'#' * level} (.+)$", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def rows(text: str) -> Iterator[list[str]]:
    """The cells of every table row of a text, headings and rules left out."""
    lines = text.splitlines()
    for number, line in enumerate(lines):
        heading = number + 1 < len(lines) and lines[number + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not heading:
            yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]


def first_cells(text: str) -> set[str]:
    """What stands as code in the first cells of a text's tables: what they document."""
    return {code for row in rows(text) for code in CODE.findall(row[0])}


@dataclass(frozen=True)
class Block:
    """A fenced block; `file` is the name a comment above it gives it."""

    language: str
    body: str
    file: str | None


def blocks(page: Path) -> list[Block]:
    found = FENCE.finditer(page.read_text(encoding="utf-8"))
    return [Block(match["language"], match["body"], match["file"]) for match in found]


def commands(page: Path) -> list[tuple[str, str]]:
    """Each command of the console blocks, with the output shown below it ('' where none is)."""
    found = []
    for block in blocks(page):
        if block.language == "console":
            _, *parts = re.split(r"^[$>] ", block.body, flags=re.MULTILINE)
            for part in parts:
                command, _, output = part.partition("\n")
                found.append((command, output))
    return found
