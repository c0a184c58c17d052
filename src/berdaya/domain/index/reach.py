"""What an expression can give, told before any answer is in: numbers within bounds, yes or no, or words."""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import inf
from typing import Literal

from berdaya.domain.index.definition import Input
from berdaya.domain.index.expression import Expression, ExpressionError

Bound = Fraction | float  # a float only where it is infinite


@dataclass(frozen=True, slots=True)
class Reach:
    """The values an expression can give: `low` to `high` (yes counts 1, no 0), or one of `words`."""

    kind: Literal["number", "yes_no", "word"]
    low: Bound = Fraction(0)
    high: Bound = Fraction(1)
    words: frozenset[str] = frozenset()


YES_NO = Reach("yes_no")


def reach_of_input(asked: Input) -> Reach:
    """What an input can be answered with; an absent range is open to infinity."""
    if asked.type == "boolean":
        return YES_NO
    if asked.type == "category":
        return Reach("word", words=frozenset(choice.code for choice in asked.choices))
    low: Bound = -inf if asked.minimum is None else asked.minimum
    return Reach("number", low, inf if asked.maximum is None else asked.maximum)


def reach(expression: Expression, of_names: Mapping[str, Reach]) -> Reach:
    """What the expression can give; bounds may be wider than what is reached, never narrower.

    ExpressionError where words and numbers are mixed, or a word is compared that its input cannot have.

    >>> count = Reach("number", Fraction(0), inf)
    >>> reach(Expression.parse("a / b if b else 0"), {"a": count, "b": count})
    Reach(kind='number', low=Fraction(0, 1), high=inf, words=frozenset())
    """
    return _reach(expression.tree, of_names)


def _reach(node: ast.expr, names: Mapping[str, Reach]) -> Reach:
    match node:
        case ast.Name(id=name):
            return names[name]
        case ast.Constant(value=bool()):
            return YES_NO
        case ast.Constant(value=str() as word):
            return Reach("word", words=frozenset({word}))
        case ast.Constant(value=number):
            value = Fraction(repr(number))
            return Reach("number", value, value)
        case ast.BinOp():
            return _combined(node.op, _number(node.left, names), _number(node.right, names))
        case ast.UnaryOp(op=ast.USub()):
            inner = _number(node.operand, names)
            return Reach("number", -inner.high, -inner.low)
        case ast.UnaryOp():
            _number(node.operand, names)
        case ast.BoolOp():
            for operand in node.values:
                _number(operand, names)
        case ast.Compare():
            _comparable(node, names)
        case ast.IfExp():
            _number(node.test, names)
            return _either(_reach(node.body, names), _reach(node.orelse, names), node)
        case ast.Call(func=ast.Name(id=function)):
            parts = [_number(operand, names) for operand in node.args]
            chosen = min if function == "min" else max
            return Reach("number", chosen(part.low for part in parts), chosen(part.high for part in parts))
    return YES_NO


def _number(node: ast.expr, names: Mapping[str, Reach]) -> Reach:
    found = _reach(node, names)
    if found.kind == "word":
        text = ast.unparse(node)
        raise ExpressionError(
            f"“{text}” adalah kata, padahal perlu angka.", f"“{text}” is a word where a number is needed."
        )
    return found


def _combined(operation: ast.operator, left: Reach, right: Reach) -> Reach:
    if isinstance(operation, ast.Add):
        return Reach("number", left.low + right.low, left.high + right.high)
    if isinstance(operation, ast.Sub):
        return Reach("number", left.low - right.high, left.high - right.low)
    if isinstance(operation, ast.Div):
        if right.low < 0 < right.high or right.low == right.high == 0:
            return Reach("number", -inf, inf)
        right = Reach("number", *_inverted(right))
    corners = [_times(a, b) for a, b in product((left.low, left.high), (right.low, right.high))]
    return Reach("number", min(corners), max(corners))


def _inverted(divisor: Reach) -> tuple[Bound, Bound]:
    """The bounds of 1 / divisor, where the divisor has one sign; a zero divisor is undefined, so it bounds nothing."""
    beyond = inf if divisor.high > 0 else -inf
    ends = [beyond if end == 0 else Fraction(0) if abs(end) == inf else 1 / end for end in (divisor.low, divisor.high)]
    return min(ends), max(ends)


def _times(a: Bound, b: Bound) -> Bound:
    return Fraction(0) if a == 0 or b == 0 else a * b


def _either(body: Reach, otherwise: Reach, node: ast.IfExp) -> Reach:
    if (body.kind == "word") != (otherwise.kind == "word"):
        text = ast.unparse(node)
        raise ExpressionError(
            f"“{text}” kadang kata, kadang angka.", f"“{text}” gives a word at times and a number at others."
        )
    kind = body.kind if body.kind == otherwise.kind else "number"
    low, high = min(body.low, otherwise.low), max(body.high, otherwise.high)
    return Reach(kind, low, high, body.words | otherwise.words)


def _comparable(node: ast.Compare, names: Mapping[str, Reach]) -> None:
    text = ast.unparse(node)
    sides = [_reach(side, names) for side in (node.left, *node.comparators)]
    for comparison, left, right in zip(node.ops, sides, sides[1:], strict=False):
        words = left.kind == "word", right.kind == "word"
        if words == (False, False):
            continue
        if words != (True, True) or not isinstance(comparison, ast.Eq | ast.NotEq):
            raise ExpressionError(
                f"“{text}” membandingkan kata dengan angka, atau mengurutkan kata.",
                f"“{text}” compares a word with a number, or orders words.",
            )
        if not left.words & right.words:
            raise ExpressionError(
                f"“{text}” membandingkan kata yang tak pernah sama.", f"“{text}” compares words that are never equal."
            )
