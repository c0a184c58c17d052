"""The small language in which an edition computes an indicator's value from raw inputs, and relates scores.

Numbers, names, `+ - * /`, comparisons, `and or not`, `a if b else c`, `min()`, `max()`. Arithmetic is exact (fractions);
yes counts 1 and no 0. Nothing else is understood, so a definition can never run code.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
import operator

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
FUNCTIONS: Mapping[str, Callable[..., Fraction]] = {"min": min, "max": max}


class ExpressionError(ValueError):
    """The text is not an expression of this language; the message says what is not understood."""


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
        try:
            tree = ast.parse(text, mode="eval").body
        except SyntaxError as error:
            raise ExpressionError(f"“{text}” cannot be read: {error.msg}.") from error
        names: set[str] = set()
        _check(tree, names)
        return cls(text, tree, frozenset(names))

    def __call__(self, answers: Mapping[str, Value | None]) -> Value:
        """Compute the value. Raises Unanswered where an answer it needs is absent, ZeroDivisionError where it is undefined."""
        return _value(self.tree, answers)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Expression) and other.text == self.text

    def __hash__(self) -> int:
        return hash(self.text)


def _check(node: ast.expr, names: set[str]) -> None:
    match node:
        case ast.Constant(value=bool() | int() | float() | str()):
            return
        case ast.Name(id=name):
            names.add(name)
        case ast.BinOp(op=op) if type(op) in ARITHMETIC:
            _check(node.left, names)
            _check(node.right, names)
        case ast.UnaryOp(op=ast.USub() | ast.Not()):
            _check(node.operand, names)
        case ast.BoolOp():
            for operand in node.values:
                _check(operand, names)
        case ast.Compare() if all(type(op) in COMPARISONS for op in node.ops):
            for operand in (node.left, *node.comparators):
                _check(operand, names)
        case ast.IfExp():
            for operand in (node.test, node.body, node.orelse):
                _check(operand, names)
        case ast.Call(func=ast.Name(id=function), keywords=[]) if function in FUNCTIONS and node.args:
            for operand in node.args:
                _check(operand, names)
        case _:
            raise ExpressionError(f"“{ast.unparse(node)}” is not part of the expression language.")


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
    raise ExpressionError(ast.unparse(node))  # _check lets nothing else through


def _number(node: ast.expr, answers: Mapping[str, Value | None]) -> Fraction:
    value = _value(node, answers)
    if isinstance(value, str):
        raise ExpressionError(f"“{value}” is a word where a number is needed.")
    return Fraction(value)


def _compare(node: ast.Compare, answers: Mapping[str, Value | None]) -> bool:
    left = _value(node.left, answers)
    for comparison, operand in zip(node.ops, node.comparators, strict=True):
        right = _value(operand, answers)
        if not COMPARISONS[type(comparison)](left, right):
            return False
        left = right
    return True
