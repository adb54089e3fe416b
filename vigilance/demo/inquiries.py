"""The acts of an inquiry, as the demonstration's officers take them."""

from typing import Any

from vigilance.cases.commands import inquiry, opening, outcome, summary
from vigilance.cases.models import Case
from vigilance.cases.queries import case_with_complaint
from vigilance.demo import words
from vigilance.domain.disposal import Disposal
from vigilance.domain.errors import NotFound
from vigilance.domain.findings import Finding
from vigilance.domain.roles import Role
from vigilance.domain.words import Words

Scene = Any  # stories.py makes the scenes and names these acts; it cannot be imported back


def _case(scene: Scene) -> Case:
    found = case_with_complaint(scene.session, scene.record_id)
    if found is None:
        raise NotFound("case")
    return found


def take_up(scene: Scene) -> None:
    """The CVO takes the complaint up and orders the inquiry."""
    officer = scene.cast.actors[Role.INQUIRING_OFFICER].officer_id
    order = opening.InquiryOrder(
        title=words.TITLE,
        inquiring_officer=officer,
        vo=scene.cast.actors[Role.VO].officer_id,
        reasons=words.TAKEN_UP,
    )
    opening.take_up(
        scene.session, scene.complaint, order, by=scene.by, at=scene.at, office=scene.office
    )


def take_charge(scene: Scene) -> None:
    """The inquiring officer begins."""
    inquiry.take_charge(scene.session, _case(scene), by=scene.by, at=scene.at, office=scene.office)


def record_progress(scene: Scene) -> None:
    """He writes how far he is."""
    inquiry.record_progress(
        scene.session, _case(scene), words.PROGRESS, by=scene.by, at=scene.at, office=scene.office
    )


def submit_report(scene: Scene) -> None:
    """He hands in his report."""
    report = inquiry.InquiryReport(finding=Finding.SUBSTANTIATED, text=words.REPORT)
    inquiry.submit_report(
        scene.session, _case(scene), report, by=scene.by, at=scene.at, office=scene.office
    )


def accept_report(scene: Scene) -> None:
    """The CVO accepts it."""
    inquiry.accept_report(
        scene.session, _case(scene), by=scene.by, at=scene.at, office=scene.office
    )


def release_summary(scene: Scene) -> None:
    """The CVO releases a summary to the minister."""
    text = Words(hi=words.SUMMARY_HI, en=words.SUMMARY_EN)
    summary.release_summary(scene.session, _case(scene), text, by=scene.by, at=scene.at)


def order_action(scene: Scene) -> None:
    """The CVO orders departmental action."""
    outcome.order_action(
        scene.session, _case(scene), words.ACTION, by=scene.by, at=scene.at, office=scene.office
    )


def propose_closure(scene: Scene) -> None:
    """The vigilance officer proposes to close the case."""
    outcome.propose_closure(
        scene.session,
        _case(scene),
        Disposal.ACTION_COMPLETED,
        words.CLOSURE,
        by=scene.by,
        at=scene.at,
        office=scene.office,
    )


def approve_closure(scene: Scene) -> None:
    """The CVO, a second person, closes it."""
    outcome.approve_closure(
        scene.session, _case(scene), words.CLOSED, by=scene.by, at=scene.at, office=scene.office
    )
