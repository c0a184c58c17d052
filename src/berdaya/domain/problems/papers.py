"""What can be wrong with letters and papers."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {}
