"""Groups that save together (VSLA): shares, a social fund, loans, and the share-out at the end of the cycle.

All money is in whole rupiah and never made or lost: what the box holds is what was paid in less what was paid out, and
the share-out gives exactly what there is.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from berdaya.domain.problems import Problem


@dataclass(frozen=True, slots=True)
class Meeting:
    """What happened to money at one meeting, by member: shares bought, fund, fines, loans, repayments and interest."""

    shares: Mapping[str, int] = field(default_factory=dict)  # number of shares
    fund: Mapping[str, int] = field(default_factory=dict)
    fines: Mapping[str, int] = field(default_factory=dict)
    lent: Mapping[str, int] = field(default_factory=dict)
    repaid: Mapping[str, int] = field(default_factory=dict)
    interest: Mapping[str, int] = field(default_factory=dict)
    fund_paid: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the group agreed on: the price of a share, and how many one may buy at a meeting."""

    share_price: int
    most_shares: int = 5


@dataclass(frozen=True, slots=True)
class Box:
    """The cash box: money for loans and share-out, and the social fund, which is kept apart."""

    loan_fund: int = 0
    social_fund: int = 0
    shares: Mapping[str, int] = field(default_factory=dict)
    owed: Mapping[str, int] = field(default_factory=dict)

    @property
    def cash(self) -> int:
        return self.loan_fund + self.social_fund

    @property
    def lent_out(self) -> int:
        return sum(self.owed.values())


def after(box: Box, meeting: Meeting, rules: Rules) -> Box:
    """The box after a meeting.

    Problems: `savings.too_many_shares`, `savings.repaid_too_much`, `savings.not_enough` where the box cannot pay,
    `savings.negative` for an amount below 0. Money taken in counts before money given out, as at the table.

    >>> rules = Rules(share_price=5000)
    >>> box = after(Box(), Meeting(shares={"Ani": 5, "Budi": 3}, fund={"Ani": 1000, "Budi": 1000}), rules)
    >>> box = after(box, Meeting(lent={"Budi": 30000}), rules)
    >>> box.loan_fund, box.social_fund, box.owed
    (10000, 2000, {'Budi': 30000})
    """
    _check(box, meeting, rules)
    taken = sum(meeting.shares.values()) * rules.share_price + _sum(meeting.fines, meeting.repaid, meeting.interest)
    loan_fund = box.loan_fund + taken - _sum(meeting.lent)
    social_fund = box.social_fund + _sum(meeting.fund) - _sum(meeting.fund_paid)
    if loan_fund < 0:
        raise Problem("savings.not_enough", needed=_sum(meeting.lent), there=box.loan_fund + taken)
    if social_fund < 0:
        raise Problem("savings.not_enough", needed=_sum(meeting.fund_paid), there=box.social_fund + _sum(meeting.fund))
    owed = _added(_added(box.owed, meeting.lent), {member: -amount for member, amount in meeting.repaid.items()})
    return Box(
        loan_fund, social_fund, _added(box.shares, meeting.shares), {who: sum_ for who, sum_ in owed.items() if sum_}
    )


def share_out(box: Box) -> dict[str, int]:
    """What each member gets at the end of the cycle, by the shares held; the rupiah that do not divide go to the largest
    remainders (the member first by name where they are equal). Problem `savings.still_lent` while a loan is open.

    >>> share_out(Box(loan_fund=100, shares={"Ani": 1, "Budi": 1, "Cici": 1}))
    {'Ani': 34, 'Budi': 33, 'Cici': 33}
    """
    if box.lent_out:
        raise Problem("savings.still_lent", amount=box.lent_out)
    total = sum(box.shares.values())
    if not total:
        return {}
    exact = {member: divmod(box.loan_fund * held, total) for member, held in box.shares.items()}
    left = box.loan_fund - sum(whole for whole, _ in exact.values())
    first = set(sorted(exact, key=lambda member: (-exact[member][1], member))[:left])
    return {member: whole + (member in first) for member, (whole, _) in exact.items()}


def _check(box: Box, meeting: Meeting, rules: Rules) -> None:
    amounts = (
        meeting.shares,
        meeting.fund,
        meeting.fines,
        meeting.lent,
        meeting.repaid,
        meeting.interest,
        meeting.fund_paid,
    )
    if any(amount < 0 for column in amounts for amount in column.values()):
        raise Problem("savings.negative")
    for bought in meeting.shares.values():
        if bought > rules.most_shares:
            raise Problem("savings.too_many_shares", bought=bought, most=rules.most_shares)
    for member, repaid in meeting.repaid.items():
        if repaid > box.owed.get(member, 0):
            raise Problem("savings.repaid_too_much", repaid=repaid, owed=box.owed.get(member, 0))


def _sum(*columns: Mapping[str, int]) -> int:
    return sum(sum(column.values()) for column in columns)


def _added(before: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return {member: before.get(member, 0) + more.get(member, 0) for member in sorted({*before, *more})}
