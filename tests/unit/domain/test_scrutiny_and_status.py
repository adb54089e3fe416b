import pytest

from vigilance.domain.age_bands import AgeBand, band_of
from vigilance.domain.lanes import Lane, confirmation_needed
from vigilance.domain.public_status import OF_COMPLAINT, OF_INQUIRY, PublicStatus, public_status
from vigilance.domain.tracks import WORKFLOWS, Track
from vigilance.domain.vigilance_angle import PlainPoint, WeighedPoint, has_vigilance_angle
from vigilance.domain.words import Words
from vigilance.domain.workflows import complaint, inquiry


@pytest.mark.parametrize("point", PlainPoint)
def test_one_plain_point_makes_a_vigilance_angle(point: PlainPoint):
    assert has_vigilance_angle({point})


@pytest.mark.parametrize("point", WeighedPoint)
def test_a_weighed_point_does_so_only_where_integrity_is_doubtful(point: WeighedPoint):
    assert not has_vigilance_angle({point})
    assert has_vigilance_angle({point}, integrity_doubtful=True)


def test_doubt_without_any_point_makes_no_vigilance_angle():
    assert not has_vigilance_angle([], integrity_doubtful=True)


def test_the_test_has_five_plain_and_six_weighed_points():
    assert (len(PlainPoint), len(WeighedPoint)) == (5, 6)


@pytest.mark.parametrize(
    ("lane", "needed"),
    [
        (Lane.ORDINARY, True),
        (Lane.PUBLIC_REPRESENTATIVE, True),
        (Lane.PROTECTED, False),
        (Lane.ANONYMOUS, False),
        (Lane.DEPARTMENT_ORIGINATED, False),
    ],
)
def test_the_lane_decides_whether_confirmation_is_asked(lane: Lane, needed: bool):
    assert confirmation_needed(lane) is needed


@pytest.mark.parametrize(
    ("days", "band"),
    [
        (0, AgeBand.UP_TO_30),
        (30, AgeBand.UP_TO_30),
        (31, AgeBand.UP_TO_90),
        (90, AgeBand.UP_TO_90),
        (91, AgeBand.UP_TO_180),
        (181, AgeBand.UP_TO_365),
        (365, AgeBand.UP_TO_365),
        (366, AgeBand.OVER_365),
        (20_000, AgeBand.OVER_365),
    ],
)
def test_each_age_falls_in_one_band(days: int, band: AgeBand):
    assert band_of(days) == band


def test_every_state_has_a_public_word():
    assert set(OF_COMPLAINT) == set(WORKFLOWS[Track.COMPLAINT].states())
    assert set(OF_INQUIRY) == set(WORKFLOWS[Track.INQUIRY].states())
    assert set(OF_COMPLAINT.values()) | set(OF_INQUIRY.values()) == set(PublicStatus)


def test_the_inquiry_speaks_once_it_is_ordered():
    taken_up = complaint.State.TAKEN_UP

    assert public_status(taken_up) == PublicStatus.UNDER_SCRUTINY
    assert public_status(taken_up, inquiry.State.ORDERED) == PublicStatus.INQUIRY_ORDERED
    assert public_status(taken_up, inquiry.State.ACTION_ORDERED) == PublicStatus.ACTION_STARTED
    assert public_status(complaint.State.FILED) == PublicStatus.CLOSED


def test_words_are_said_in_the_language_asked_for():
    assert [Words("हाँ", "yes").said_in(language) for language in ("hi", "en")] == ["हाँ", "yes"]
