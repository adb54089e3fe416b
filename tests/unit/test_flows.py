"""Every step across the line between pending and not pending has its flow, and no other step has one."""

import pytest

from vigilance.domain.flows import FLOWS, SIGN, Flow
from vigilance.domain.workflows import complaint, inquiry


@pytest.mark.parametrize(
    ("workflow", "final"),
    [(complaint.COMPLAINT, complaint.FINAL), (inquiry.INQUIRY, inquiry.FINAL)],
)
def test_a_step_has_a_flow_where_it_crosses_the_line_and_nowhere_else(workflow, final):
    for step in workflow.steps:
        sources = step.sources or {None}
        crossings = {
            (-1 if step.target in final else 1)
            for source in sources
            if step.target is not None
            and (source is None or (source in final) != (step.target in final))
        }
        flow = FLOWS.get(step.action.value)
        assert crossings == ({SIGN[flow]} if flow else set()), step.action
        if flow:  # and then from each of its states
            assert all(
                source is None or (source in final) != (step.target in final) for source in sources
            )


def test_each_flow_adds_or_takes_away():
    assert set(SIGN) == set(Flow) == set(FLOWS.values())
    assert set(SIGN.values()) == {1, -1}
