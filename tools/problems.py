"""Write the tables of problems in `docs/reference/problems.md` anew from the catalogue. Run it after changing one."""

from pathlib import Path
from types import ModuleType

from berdaya.domain.problems import PARTS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "problems.md"
BEGIN, END = "## Problems\n", "## Faults of a definition file\n"


def table(part: ModuleType) -> str:
    """One subject of the catalogue: what its module says it is about, and a row per code."""
    title = (part.__doc__ or "").strip().rstrip(".")
    rows = "".join(f"| `{code}` | {kind.status} | {kind.en} |\n" for code, kind in part.PROBLEMS.items())
    return f"### {title}\n\n| code | status | message |\n|---|---|---|\n{rows}\n"


def main() -> None:
    page = PAGE.read_text(encoding="utf-8")
    head, rest = page.split(BEGIN)
    tail = rest.split(END)[1]
    tables = "".join(table(part) for part in PARTS if part.PROBLEMS)
    PAGE.write_text(f"{head}{BEGIN}\n{tables}{END}{tail}", encoding="utf-8")


if __name__ == "__main__":
    main()
