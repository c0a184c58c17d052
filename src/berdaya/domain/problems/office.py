"""What setting up, backing up, restoring and working in the background refuse."""

from collections.abc import Mapping

from berdaya.domain.problems.kinds import ProblemKind

PROBLEMS: Mapping[str, ProblemKind] = {}
