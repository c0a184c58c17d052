"""What can be wrong with a workbook and its import."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {}
