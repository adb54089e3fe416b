"""Every pending state of every track says with whom it lies, and no state that is over says so."""

import pytest

from vigilance.domain.holders import HELD_BY, holder
from vigilance.domain.parties import Party
from vigilance.domain.tracks import OF_AN_ACCUSED, OF_THE_MATTER, WORKFLOWS, Track


@pytest.mark.parametrize("track", [*OF_AN_ACCUSED, *OF_THE_MATTER])
def test_every_state_that_is_not_over_says_with_whom_the_track_lies(track):
    workflow = WORKFLOWS[track]

    assert set(HELD_BY[track]) == set(workflow.states()) - workflow.final
    assert {holder(track, state) for state in workflow.final} == {None}


def test_the_agency_the_authority_and_the_court_are_told_apart():
    assert holder(Track.CRIMINAL, "under-investigation") is Party.AGENCY
    assert holder(Track.CRIMINAL, "report-with-government") is Party.GOVERNMENT
    assert holder(Track.CRIMINAL, "before-court") is Party.COURT
    assert holder(Track.SANCTION_19, "sanction-requested") is Party.SANCTIONING_AUTHORITY
    assert holder(Track.SANCTION_19, "papers-asked") is Party.VO
    assert holder(Track.AFTER_RETIREMENT, "governor-sanction-asked") is Party.GOVERNOR


def test_a_state_of_another_track_is_refused():
    with pytest.raises(KeyError):
        holder(Track.RECOVERY, "before-court")
