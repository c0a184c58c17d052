"""What a coded problem says in the reader's language."""

from django.utils.translation import get_language

from berdaya.domain.problems import Problem


def told(problem: Problem) -> str:
    return problem.message(get_language() or "id")
