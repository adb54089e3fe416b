"""What a page offers: allowed now, waiting for a paper, or for somebody else."""

from vigilance.domain.offers import Reason, offered_steps
from vigilance.domain.papers import InHand
from vigilance.domain.roles import Role
from vigilance.domain.workflows.complaint import COMPLAINT, Action, State


def offers(state, role, in_hand=(), suits=lambda _action: True):
    found = offered_steps(COMPLAINT, state, {role}, in_hand, suits=suits)
    return {offer.action: offer for offer in found}


def test_a_step_whose_papers_the_form_brings_is_open():
    offer = offers(State.UNDER_SCRUTINY, Role.VO)[Action.RECORD_SCRUTINY]

    assert (offer.allowed, offer.needs) == (True, {InHand.SCRUTINY_NOTE})


def test_a_paper_that_no_form_brings_is_named_as_missing():
    offer = offers(State.DECISION_PENDING, Role.CVO, {InHand.SCRUTINY_NOTE})[Action.FILE]

    assert (offer.reason, offer.missing) == (Reason.PAPERS_MISSING, {InHand.SECOND_PERSON})


def test_a_step_of_another_role_says_whose_it_is():
    offer = offers(State.DECISION_PENDING, Role.VO)[Action.FORWARD]

    assert (offer.reason, offer.by) == (Reason.FOR_OTHERS, {Role.CVO})


def test_of_two_rows_of_one_action_the_open_one_is_offered():
    offer = offers(State.DECISION_PENDING, Role.CVO, {InHand.DISOWNMENT})[Action.FILE_UNCONFIRMED]

    assert offer.allowed


def test_a_step_that_does_not_suit_the_record_is_not_offered_at_all():
    found = offers(State.REGISTERED, Role.CVO, suits=lambda action: action != Action.FILE_ANONYMOUS)

    assert Action.FILE_ANONYMOUS not in found
    assert Action.REGISTER not in found
