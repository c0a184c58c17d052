"""The expression language: exact, small, and closed to everything that is not arithmetic on answers."""

import ast
import operator
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.index.expression import Expression, ExpressionError, Unanswered

NAMES = ("a", "b", "c")
numbers = st.fractions(min_value=-50, max_value=50, max_denominator=12)

OUTSIDE = [
    "__import__('os').system('true')", "a.real", "a.__class__", "().__class__", "a[0]", "[a]", "(a, b)", "{a}",
    "{'a': 1}", "[x for x in a]", "{x for x in a}", "(x for x in a)", "lambda: 1", "lambda x: x", "open('x')",
    "abs(a)", "sum(a, b)", "eval('1')", "min(a)", "max()", "min(*a)", "min(a, key=b)", "min(a, b)(c)",
    "(lambda: min)()(a, b)", "a ** b", "9 ** 9 ** 9", "2 << 99", "a // b", "a % b", "a @ b", "a & b", "a | b",
    "~a", "+a", "a := 1", "(a := 1)", "a is b", "a is not b", "a in b", "a not in b", "f'{a}'", "b'x'", "None",
    "...", "1j", "1e999", "-1e999", "await a", "yield a", "a; b", "a = 1", "import os", "", " ", "a b", "1 +",
    "(a", "a\0b", "not", "if a else b", "*a", "a.b()", "'a'.upper()", "min.__call__(a, b)", "a if b",
    "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", OUTSIDE)
def test_everything_outside_the_language_is_refused(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        Expression.parse(text)
    assert caught.value.reason.id
    assert caught.value.reason.en
    assert caught.value.reason.id != caught.value.reason.en


def test_a_builtin_name_is_only_a_name() -> None:
    assert Expression.parse("print").names == {"print"}
    with pytest.raises(Unanswered):
        Expression.parse("print")({})


@pytest.mark.parametrize(
    "text", ["-" * 3000 + "1", "(" * 3000 + "1" + ")" * 3000, "1" + "+1" * 1500, "not " * 900 + "a", "1" * 4001]
)
def test_a_giant_expression_is_refused_and_exhausts_nothing(text: str) -> None:
    with pytest.raises(ExpressionError):
        Expression.parse(text)


def test_the_deepest_expression_allowed_can_be_computed() -> None:
    text = "+".join(["a"] * 100)
    assert Expression.parse(text)({"a": Fraction(1, 3)}) == Fraction(100, 3)


@given(st.text(max_size=60))
def test_any_text_is_an_expression_or_refused(text: str) -> None:
    try:
        expression = Expression.parse(text)
    except ExpressionError:
        return
    answers = dict.fromkeys(expression.names, Fraction(1))
    try:
        expression(answers)
    except (ZeroDivisionError, ExpressionError, TypeError):
        return


def expressions() -> st.SearchStrategy[str]:
    leaf = st.sampled_from([*NAMES, "1", "0.25", "3"])

    def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.one_of(
            st.tuples(inner, st.sampled_from(["+", "-", "*", "/"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            st.tuples(inner, st.sampled_from(["<", "<=", "==", "!=", ">", ">="]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} if {p[1]} else {p[2]})"),
            st.tuples(st.sampled_from(["min", "max"]), inner, inner).map(lambda p: f"{p[0]}({p[1]}, {p[2]})"),
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda p: f"({p[0]} {p[1]} {p[2]})"),
            inner.map(lambda p: f"(-{p})"),
            inner.map(lambda p: f"(not {p})"),
        )  # fmt: skip

    return st.recursive(leaf, grown, max_leaves=8)


class Exact(ast.NodeTransformer):
    """The oracle: numbers of a Python expression become fractions, `and` and `or` say yes or no, and Python computes it."""

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        return ast.Call(ast.Name("bool", ast.Load()), [self.generic_visit(node)], [])  # type: ignore[list-item]

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, int | float):
            return ast.Call(ast.Name("Fraction", ast.Load()), [ast.Constant(str(node.value))], [])
        return node


def by_python(text: str, answers: dict[str, Fraction]) -> Any:
    tree = ast.fix_missing_locations(Exact().visit(ast.parse(text, mode="eval")))
    return eval(
        compile(tree, "oracle", "eval"),
        {"Fraction": Fraction, "__builtins__": {"min": min, "max": max, "bool": bool}},
        answers,
    )


@given(expressions(), st.fixed_dictionaries(dict.fromkeys(NAMES, numbers)))
def test_it_computes_what_exact_python_computes(text: str, answers: dict[str, Fraction]) -> None:
    expression = Expression.parse(text)
    try:
        expected = by_python(text, answers)
    except ZeroDivisionError:
        with pytest.raises(ZeroDivisionError):
            expression(answers)
        return
    assert expression(answers) == expected


@given(numbers, numbers)
def test_arithmetic_is_exact(a: Fraction, b: Fraction) -> None:
    for sign, operation in (("+", operator.add), ("-", operator.sub), ("*", operator.mul)):
        assert Expression.parse(f"a {sign} b")({"a": a, "b": b}) == operation(a, b)


def test_a_third_stays_a_third_and_a_tenth_is_a_tenth() -> None:
    assert Expression.parse("a / 3")({"a": Fraction(1)}) == Fraction(1, 3)
    assert Expression.parse("a / b * b")({"a": Fraction(1), "b": Fraction(3)}) == 1
    assert Expression.parse("0.1 + 0.2")({}) == Fraction(3, 10)
    assert Expression.parse("1e-7")({}) == Fraction(1, 10**7)


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("yes + yes + no", {"yes": True, "no": False}, 2),
        ("not yes", {"yes": True}, False),
        ("1 < a < 3", {"a": Fraction(2)}, True),
        ("1 < a < 3", {"a": Fraction(3)}, False),
        ("road == 'paved'", {"road": "paved"}, True),
        ("road != 'paved'", {"road": "earth"}, True),
        ("yes and a", {"yes": True, "a": Fraction(0)}, False),
        ("min(a, 2, 1)", {"a": Fraction(5)}, 1),
        (" a ", {"a": Fraction(5)}, 5),
    ],
)  # fmt: skip
def test_what_the_words_mean(text: str, answers: Any, expected: object) -> None:
    assert Expression.parse(text)(answers) == expected


@pytest.mark.parametrize("answers", [{}, {"a": None}])
def test_an_answer_that_lacks_is_named(answers: dict[str, None]) -> None:
    with pytest.raises(Unanswered) as caught:
        Expression.parse("a + 1")(answers)
    assert caught.value.args == ("a",)


def test_an_answer_that_is_not_needed_may_lack() -> None:
    share = Expression.parse("a / b if b else 0")
    assert share({"b": Fraction(0)}) == 0
    assert share.names == {"a", "b"}


def test_expressions_are_equal_by_their_text() -> None:
    assert Expression.parse("a + b") == Expression.parse("a + b")
    assert Expression.parse("a + b") != Expression.parse("b + a")
    assert len({Expression.parse("a"), Expression.parse("a")}) == 1
    assert Expression.parse("a") != "a"
