"""Names and texts as SQL writes them."""

from collections.abc import Iterable, Sequence


def name(text: str) -> str:
    '''A column's name.

    >>> print(name('say "yes"'))
    "say ""yes"""
    '''
    return '"' + text.replace('"', '""') + '"'


def text(value: str) -> str:
    """A text.

    >>> print(text("Ma'arif"))
    'Ma''arif'
    """
    return "'" + value.replace("'", "''") + "'"


def texts(values: Iterable[str]) -> str:
    """Texts divided by commas, as a list holds them."""
    return ", ".join(map(text, values))


def total(terms: Sequence[str]) -> str:
    """The sum of terms, as a balanced tree: a database plans a long chain of additions in quadratic time.

    >>> total(["a", "b", "c"])
    '(a + (b + c))'
    """
    if len(terms) == 1:
        return terms[0]
    middle = len(terms) // 2
    return f"({total(terms[:middle])} + {total(terms[middle:])})"
