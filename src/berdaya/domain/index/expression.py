"""The small language in which an edition computes an indicator's value from raw inputs, and relates scores.

Numbers, names, `+ - * /`, comparisons, `and or not`, `a if b else c`, `min()`, `max()`. Arithmetic is exact
(fractions); yes counts 1 and no 0. Nothing else is understood, so a definition can never run code.
"""

import ast
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import isfinite

from berdaya.domain.values import Text

Value = Fraction | bool | str

ARITHMETIC: Mapping[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
COMPARISONS: Mapping[type[ast.cmpop], Callable[[Value, Value], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
LONGEST = 4000  # characters
DEEPEST = 100  # levels of nesting: a deeper tree would exhaust the stack
FUNCTIONS: Mapping[str, Callable[..., Fraction]] = {"min": min, "max": max}


class ExpressionError(ValueError):
    """The text is not an expression of this language; `reason` says what is not understood."""

    def __init__(self, indonesian: str, english: str) -> None:
        super().__init__(english)
        self.reason = Text(indonesian, english)


class Unanswered(LookupError):
    """A name the expression needs has no answer."""


@dataclass(frozen=True)
class Expression:
    """A parsed expression. `names` are the inputs (or scores) it reads.

    >>> share = Expression.parse("posyandu_active / posyandu_total if posyandu_total else 0")
    >>> share({"posyandu_active": Fraction(3), "posyandu_total": Fraction(4)})
    Fraction(3, 4)
    >>> share({"posyandu_active": Fraction(0), "posyandu_total": Fraction(0)})
    Fraction(0, 1)
    """

    text: str
    tree: ast.expr
    names: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> "Expression":
        """Parse the text; ExpressionError where it uses anything outside the language."""
        if len(text) > LONGEST:
            short = f"“{text[:40]}…”"
            raise ExpressionError(f"{short} melebihi {LONGEST} huruf.", f"{short} is longer than {LONGEST} characters.")
        names: set[str] = set()
        try:
            tree = ast.parse(text.strip(), mode="eval").body
            _check(tree, names)
        except ExpressionError:
            raise
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            raise ExpressionError(f"“{text}” tidak dapat dibaca.", f"“{text}” cannot be read.") from error
        return cls(text, tree, frozenset(names))

    def __call__(self, answers: Mapping[str, Value | None]) -> Value:
        """Compute the value; Unanswered where an answer it needs is absent, ZeroDivisionError where it is undefined."""
        return _value(self.tree, answers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def _check(node: ast.expr, names: set[str], depth: int = 0) -> None:
    """Refuse every node that is not of the language, and collect the names."""
    if depth > DEEPEST:
        raise ExpressionError("Ungkapan bersarang terlalu dalam.", "The expression is nested too deeply.")
    for operand in _operands(node):
        _check(operand, names, depth + 1)
    if isinstance(node, ast.Name):
        names.add(node.id)


def _operands(node: ast.expr) -> Sequence[ast.expr]:
    match node:
        case ast.Constant(value=bool() | int() | str()) | ast.Name():
            return ()
        case ast.Constant(value=float() as number) if isfinite(number):
            return ()
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            return node.left, node.right
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            return (node.operand,)
        case ast.BoolOp():
            return node.values
        case ast.Compare() if all(type(op) in COMPARISONS for op in node.ops):
            return node.left, *node.comparators
        case ast.IfExp():
            return node.test, node.body, node.orelse
        case ast.Call(func=ast.Name(id=function), keywords=[]) if function in FUNCTIONS and len(node.args) > 1:
            return node.args
    text = ast.unparse(node)
    raise ExpressionError(
        f"“{text}” bukan bagian dari bahasa ungkapan.", f"“{text}” is not part of the expression language."
    )


def _value(node: ast.expr, answers: Mapping[str, Value | None]) -> Value:
    match node:
        case ast.Constant(value=bool() | str() as constant):
            return constant
        case ast.Constant(value=int() | float() as number):
            return Fraction(repr(number))
        case ast.Name(id=name):
            answer = answers.get(name)
            if answer is None:
                raise Unanswered(name)
            return answer
        case ast.BinOp():
            return ARITHMETIC[type(node.op)](_number(node.left, answers), _number(node.right, answers))
        case ast.UnaryOp(op=ast.Not()):
            return not _value(node.operand, answers)
        case ast.UnaryOp():
            return -_number(node.operand, answers)
        case ast.BoolOp(op=ast.And()):
            return all(_value(operand, answers) for operand in node.values)
        case ast.BoolOp():
            return any(_value(operand, answers) for operand in node.values)
        case ast.Compare():
            return _compare(node, answers)
        case ast.IfExp():
            return _value(node.body if _value(node.test, answers) else node.orelse, answers)
        case ast.Call(func=ast.Name(id=function)):
            return FUNCTIONS[function](*(_number(operand, answers) for operand in node.args))
    raise AssertionError(ast.dump(node))  # _operands lets nothing else through


def _number(node: ast.expr, answers: Mapping[str, Value | None]) -> Fraction:
    value = _value(node, answers)
    if isinstance(value, str):
        raise ExpressionError(
            f"“{value}” adalah kata, padahal perlu angka.", f"“{value}” is a word where a number is needed."
        )
    return Fraction(value)


def _compare(node: ast.Compare, answers: Mapping[str, Value | None]) -> bool:
    left = _value(node.left, answers)
    for comparison, operand in zip(node.ops, node.comparators, strict=True):
        right = _value(operand, answers)
        if not COMPARISONS[type(comparison)](left, right):
            return False
        left = right
    return True
