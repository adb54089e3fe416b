"""What the complainant is told survives its keeping."""

from datetime import UTC, date, datetime

import pytest

from vigilance.complaints.filing import Answer

AT = datetime(2026, 1, 5, 6, 7, 8, 9, tzinfo=UTC)


@pytest.mark.parametrize(("due", "proof"), [(date(2026, 1, 8), "ab" * 32), (None, None)])
def test_an_answer_is_read_as_it_was_kept(due, proof):
    answer = Answer(
        reference="A", secret="B", registered_at=AT, acknowledgement_due=due, proof=proof
    )

    assert Answer.from_bytes(answer.to_bytes()) == answer
    assert answer.only_kept is (proof is None)


def test_the_secret_is_in_no_picture_of_an_answer():
    assert "TELL-NOBODY" not in repr(Answer(reference="A", secret="TELL-NOBODY", registered_at=AT))
