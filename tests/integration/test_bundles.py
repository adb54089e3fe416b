"""Complaints that belong together are shown together, answered at once, tied and untied; and none is dropped or closed."""

import pytest
from sqlalchemy import func, select

from tests.builders.cases import day
from tests.builders.complaints import SITA
from tests.builders.desks import seated
from tests.builders.forms import said
from vigilance.complaints.models import Complaint, TextMark
from vigilance.complaints.text_marks import likeness_of
from vigilance.correspondence.models import Message
from vigilance.domain.lanes import Lane
from vigilance.domain.workflows.complaint import State
from vigilance.identities.contacts import Identity

CAMPAIGN = (
    "In our village the scholarship of every student was held back until each family paid "
    "something to the clerk, and nobody listens to us at the district office."
)


def somebody(number):
    return Identity(name="किसी का नाम", mobile=f"+9190000001{number:02d}")


@pytest.fixture
def campaign(walk, session, at):
    """Four with the same text, one of them reworded a little, and one more of the first person; and one stranger."""
    at(day(3))
    texts = [CAMPAIGN, CAMPAIGN.upper(), f"{CAMPAIGN} 2026", CAMPAIGN]
    made = [
        walk.assigned(day(number % 3), identity=somebody(number), text=text)
        for number, text in enumerate(texts)
    ]
    made.append(walk.assigned(day(2), identity=somebody(0), text="Another matter of mine."))
    made.append(walk.assigned(day(2), identity=SITA))
    session.commit()
    return made


@pytest.fixture
def vo(walk, session, sign_in, campaign):
    return seated(session, sign_in, walk.team.vo)


@pytest.fixture
def page(campaign):
    return f"/office/intake/bundles/{campaign[0].number}"


def test_the_inbox_says_what_stands_beside_each(vo, campaign):
    inbox = said(vo.get("/office/intake?lang=en"))

    assert inbox.count("3 more with the same text") == 4
    assert inbox.count("1 more of the same person") == 2
    assert "more of the same person, 3 more with the same text" in inbox


def test_the_bundle_lists_them_and_nobody_else(vo, campaign, page):
    shown = vo.get(f"{page}?lang=en").text

    there = [each.number in shown for each in campaign]
    assert there == [True, True, True, True, True, False]
    assert "Nearly the same text" in shown
    assert "Same text, word for word" in shown


def test_one_press_answers_all_each_in_its_own_file(session, vo, campaign, page):
    numbers = [each.number for each in campaign[:4]]

    answer = vo.post(f"{page}/answer", data={"numbers": numbers, "text": "We look into it."})

    statement = select(Message.record_id).where(Message.text == "We look into it.")
    assert answer.status_code == 303
    assert set(session.scalars(statement)) == {each.record_id for each in campaign[:4]}


def test_what_was_typed_stays_where_it_cannot_be_sent(session, vo, campaign, page):
    answers = [
        vo.post(f"{page}/answer", data={"text": "To nobody."}),
        vo.post(f"{page}/answer", data={"numbers": campaign[0].number, "text": " "}),
    ]

    assert [answer.status_code for answer in answers] == [422, 422]
    assert "To nobody." in answers[0].text
    assert session.scalar(select(func.count()).where(Message.text == "To nobody.")) == 0


def test_a_number_that_is_not_in_the_bundle_gets_nothing(session, vo, campaign, page):
    numbers = [campaign[0].number, campaign[5].number]

    vo.post(f"{page}/answer", data={"numbers": numbers, "text": "Only to one."})

    found = session.scalars(select(Message.record_id).where(Message.text == "Only to one.")).all()
    assert found == [campaign[0].record_id]


def test_the_later_ones_are_tied_to_the_first_and_untied_again_and_none_is_closed(
    session, vo, campaign, page
):
    numbers = [each.number for each in reversed(campaign[:4])]

    vo.post(f"{page}/link", data={"numbers": numbers})
    session.expire_all()
    tied = [each.duplicate_of for each in campaign[:4]]
    vo.post(f"{page}/unlink/{campaign[1].number}")
    session.expire_all()

    assert tied == [None, *[campaign[0].record_id] * 3]
    assert campaign[1].duplicate_of is None
    states = set(session.scalars(select(Complaint.state)))
    assert states == {State.REGISTERED}


def test_one_alone_is_tied_to_nothing(vo, campaign, page):
    answer = vo.post(f"{page}/link?lang=en", data={"numbers": campaign[0].number})

    assert answer.status_code == 422
    assert "Tick at least two complaints" in said(answer)


def test_after_a_month_it_is_a_new_matter(walk, session, vo, campaign, page, at):
    walk.assigned(day(60), identity=somebody(0), text=CAMPAIGN)
    session.commit()

    assert vo.get(page).text.count('name="numbers"') == 5


def test_more_than_ten_of_one_person_are_pointed_out_and_none_is_refused(
    walk, session, vo, campaign
):
    mine = [walk.assigned(day(2), identity=somebody(50)) for _ in range(12)]
    session.commit()

    shown = said(vo.get(f"/office/intake/bundles/{mine[0].number}?lang=en"))

    assert "One person sent more than ten of these" in shown
    assert len({each.number for each in mine}) == 12


def test_of_a_protected_complaint_nothing_is_kept_that_tells_its_text(walk, session, at):
    at(day(1))
    walk.assigned(lane=Lane.PROTECTED, text=CAMPAIGN)

    assert session.scalar(select(func.count()).select_from(TextMark)) == 0


def test_an_officer_counts_only_what_he_sees(walk, session, sign_in, campaign, an_officer):
    from vigilance.domain.roles import Role

    stranger = sign_in(an_officer(Role.VO))

    assert stranger.get(f"/office/intake/bundles/{campaign[0].number}").status_code == 404
    assert "same text" not in said(stranger.get("/office/intake?lang=en"))


@pytest.mark.parametrize(
    ("other", "exact", "gist"),
    [
        (CAMPAIGN.upper(), True, True),
        (CAMPAIGN.replace(" ", "\n\t"), True, True),
        (CAMPAIGN.replace(",", " —"), True, True),
        (f"12.3.2026: {CAMPAIGN}", False, True),
        (" ".join(reversed(CAMPAIGN.split())), False, True),
        (CAMPAIGN.replace("scholarship", "pension"), False, False),
    ],
)
def test_the_same_text_is_known_again_in_other_clothes(other, exact, gist):
    first, second = likeness_of(CAMPAIGN), likeness_of(other)

    assert (first.exact == second.exact, first.gist == second.gist) == (exact, gist)


@pytest.mark.parametrize("text", ["", "नमस्ते", "a b c d e f g", "।।।"])
def test_a_greeting_is_like_nothing(text):
    assert likeness_of(text) is None
