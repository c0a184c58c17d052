"""An expression of an edition as exact SQL: what the pure core computes in fractions, counted in whole numbers.

A division stays a pair of whole numbers until it is compared, so no value is ever rounded. An answer that lacks makes the
value NULL just where the pure core would look for it: a branch not taken needs no answers. Kinds fit each other because
the loader has checked them (see `domain.index.reach`).
"""

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce

from berdaya.engine.quoting import text
from berdaya.engine.whole import Choose, Ratio, Whole, Width

SIGNS: Mapping[type[ast.cmpop], str] = {
    ast.Eq: "=", ast.NotEq: "<>", ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes or no."""

    sql: str


@dataclass(frozen=True, slots=True)
class Word:
    """The code of a category."""

    sql: str


Term = Ratio | Truth | Word


def compiled(tree: ast.expr, names: Mapping[str, Term], width: Width) -> tuple[Term, int]:
    """The SQL of an expression, and the largest number its comparisons need; `names` are the columns of its answers.

    >>> one = Ratio.whole(Whole("a", 0, 9), "BIGINT")
    >>> compiled(ast.parse("a + 1 > 3", mode="eval").body, {"a": one}, "BIGINT")
    (Truth(sql='((a + 1::BIGINT) > 3::BIGINT)'), 10)
    """
    compiler = _Compiler(names, width, [0])
    term = compiler.term(tree)
    return term, max(compiler.sizes)


@dataclass(frozen=True)
class _Compiler:
    names: Mapping[str, Term]
    width: Width
    sizes: list[int]

    def term(self, node: ast.expr) -> Term:
        match node:
            case ast.Name(id=name):
                return self.names[name]
            case ast.Constant(value=bool() as truth):
                return Truth(str(truth).upper())
            case ast.Constant(value=str() as word):
                return Word(text(word))
            case ast.Constant(value=number):
                return Ratio.constant(Fraction(repr(number)), self.width)
            case ast.BinOp():
                return self.arithmetic(node)
            case ast.UnaryOp(op=ast.USub()):
                return -self.number(node.operand)
            case ast.UnaryOp():
                return Truth(f"(NOT {self.truth(node.operand)})")
            case ast.BoolOp():
                return Truth(self.joined(node.op, [self.truth(operand) for operand in node.values]))
            case ast.Compare():
                return Truth(self.compared(node))
            case ast.IfExp():
                return self.chosen(node)
            case ast.Call(func=ast.Name(id=function)):
                parts = map(self.number, node.args)
                return reduce(lambda a, b: self.extreme("<=" if function == "min" else ">=", a, b), parts)
        raise TypeError(ast.dump(node))

    def arithmetic(self, node: ast.BinOp) -> Ratio:
        left, right = self.number(node.left), self.number(node.right)
        match node.op:
            case ast.Add():
                return left + right
            case ast.Sub():
                return left - right
            case ast.Mult():
                return left * right
            case _:
                return left / right

    def number(self, node: ast.expr) -> Ratio:
        term = self.term(node)
        if isinstance(term, Truth):
            return as_ratio(term, self.width)
        assert isinstance(term, Ratio), ast.unparse(node)
        return term

    def truth(self, node: ast.expr) -> str:
        term = self.term(node)
        if isinstance(term, Ratio):
            return self.pair("<>", term, Ratio.constant(Fraction(0), self.width))
        return term.sql

    def joined(self, operation: ast.boolop, operands: list[str]) -> str:
        """`and` and `or` as Python has them: what follows the deciding operand is not looked at, what precedes it is."""
        *before, whole = operands
        for operand in reversed(before):
            if isinstance(operation, ast.And):
                whole = f"(CASE WHEN {operand} THEN {whole} WHEN NOT {operand} THEN FALSE END)"
            else:
                whole = f"(CASE WHEN {operand} THEN TRUE WHEN NOT {operand} THEN {whole} END)"
        return whole

    def compared(self, node: ast.Compare) -> str:
        sides = [self.term(side) for side in (node.left, *node.comparators)]
        pairs = zip(node.ops, sides, sides[1:], strict=False)
        return self.joined(ast.And(), [self.pair(SIGNS[type(sign)], left, right) for sign, left, right in pairs])

    def pair(self, sign: str, left: Term, right: Term) -> str:
        if isinstance(left, Word) or isinstance(right, Word):
            assert isinstance(left, Word)
            assert isinstance(right, Word)
            return f"({left.sql} {sign} {right.sql})"
        a, b = as_ratio(left, self.width).sides(as_ratio(right, self.width))
        self.sizes.extend((a.largest, b.largest))
        return f"({a.sql} {sign} {b.sql})"

    def chosen(self, node: ast.IfExp) -> Term:
        test, body, otherwise = self.truth(node.test), self.term(node.body), self.term(node.orelse)
        choose = chooser(test)
        if isinstance(body, Word) and isinstance(otherwise, Word):
            return Word(choose(body.sql, otherwise.sql))
        if isinstance(body, Truth) and isinstance(otherwise, Truth):
            return Truth(choose(body.sql, otherwise.sql))
        return as_ratio(body, self.width).either(as_ratio(otherwise, self.width), choose)

    def extreme(self, sign: str, left: Ratio, right: Ratio) -> Ratio:
        return left.either(right, chooser(self.pair(sign, left, right)))


def chooser(test: str) -> Choose:
    """One SQL or another by a test; NULL where the test has no answer, unlike an ELSE."""
    return lambda yes, no: f"(CASE WHEN {test} THEN {yes} WHEN NOT {test} THEN {no} END)"


def as_ratio(term: Term, width: Width) -> Ratio:
    """A number as it is; yes as 1 and no as 0."""
    if isinstance(term, Truth):
        return Ratio.whole(Whole(f"{term.sql}::{width}", 0, 1), width)
    assert isinstance(term, Ratio)
    return term
