"""The savings of a group: money is never made or lost, and the share-out is fair to the rupiah."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from berdaya.domain.mentoring.savings import Box, Meeting, Rules, after, share_out
from berdaya.domain.problems import Problem

MEMBERS = ("Ani", "Budi", "Cici")
RULES = Rules(share_price=5000)
money = st.integers(0, 50_000)


def column(amounts: st.SearchStrategy[int]) -> st.SearchStrategy[dict[str, int]]:
    return st.dictionaries(st.sampled_from(MEMBERS), amounts)


@st.composite
def meeting(draw: st.DrawFn, box: Box) -> Meeting:
    """A meeting that the box allows."""
    shares = draw(column(st.integers(0, RULES.most_shares)))
    fund, fines, interest = (draw(column(money)) for _ in range(3))
    repaid = {member: draw(st.integers(0, owed)) for member, owed in box.owed.items()}
    there = box.loan_fund + sum(shares.values()) * RULES.share_price
    lent = {draw(st.sampled_from(MEMBERS)): draw(st.integers(0, there))}
    paid = {draw(st.sampled_from(MEMBERS)): draw(st.integers(0, box.social_fund))}
    return Meeting(shares, fund, fines, lent, repaid, interest, paid)


@st.composite
def cycle(draw: st.DrawFn) -> tuple[list[Box], list[Meeting]]:
    boxes, meetings = [Box()], []
    for _ in range(draw(st.integers(1, 6))):
        meetings.append(draw(meeting(boxes[-1])))
        boxes.append(after(boxes[-1], meetings[-1], RULES))
    return boxes, meetings


def total(meetings: list[Meeting], *names: str) -> int:
    return sum(sum(getattr(one, name).values()) for one in meetings for name in names)


@given(cycle())
def test_the_box_holds_what_came_in_less_what_went_out(held: tuple[list[Box], list[Meeting]]) -> None:
    boxes, meetings = held
    came = total(meetings, "shares") * RULES.share_price + total(meetings, "fund", "fines", "repaid", "interest")
    assert boxes[-1].cash == came - total(meetings, "lent", "fund_paid")
    assert boxes[-1].lent_out == total(meetings, "lent") - total(meetings, "repaid")
    assert all(box.loan_fund >= 0 and box.social_fund >= 0 and min(box.owed.values(), default=0) >= 0 for box in boxes)


@given(st.integers(0, 10**9), st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 60), min_size=1))
def test_the_share_out_gives_all_there_is_and_keeps_the_order_of_shares(fund: int, shares: dict[str, int]) -> None:
    given_out = share_out(Box(loan_fund=fund, shares=shares))
    assert sum(given_out.values()) == fund
    for member, amount in given_out.items():
        assert abs(amount - fund * shares[member] / sum(shares.values())) < 1
        assert all(amount <= given_out[other] for other in shares if shares[other] > shares[member])


@pytest.mark.parametrize(
    ("box", "held", "code"),
    [
        (Box(), Meeting(lent={"Ani": 1}), "savings.not_enough"),
        (Box(loan_fund=100), Meeting(fund_paid={"Ani": 1}), "savings.not_enough"),
        (Box(owed={"Ani": 10}), Meeting(repaid={"Ani": 11}), "savings.repaid_too_much"),
        (Box(), Meeting(shares={"Ani": 6}), "savings.too_many_shares"),
        (Box(), Meeting(fund={"Ani": -1}), "savings.negative"),
    ],
)
def test_what_cannot_be_is_refused(box: Box, held: Meeting, code: str) -> None:
    with pytest.raises(Problem, match=code):
        after(box, held, RULES)


def test_nothing_is_shared_out_while_a_loan_is_open() -> None:
    with pytest.raises(Problem, match=r"savings\.still_lent"):
        share_out(Box(loan_fund=5, shares={"Ani": 1}, owed={"Ani": 5}))
    assert share_out(Box(loan_fund=5)) == {}
