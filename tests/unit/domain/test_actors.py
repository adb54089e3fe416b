import uuid

from vigilance.domain.actors import SYSTEM, Actor, complainant_of
from vigilance.domain.roles import Role

SOMEBODY = uuid.UUID("00000000-0000-4000-8000-000000000001")


def test_the_ledger_names_an_officer_by_id_and_others_by_their_part():
    officer = Actor(roles=frozenset({Role.VO, Role.INQUIRING_OFFICER}), officer_id=SOMEBODY)

    assert [actor.label for actor in (officer, complainant_of(SOMEBODY), SYSTEM)] == [
        str(SOMEBODY),
        "complainant",
        "system",
    ]
    assert officer.role_label == "inquiring-officer+vo"


def test_a_complainant_acts_on_one_record_only():
    assert complainant_of(SOMEBODY) == Actor(
        roles=frozenset({Role.COMPLAINANT}), record_id=SOMEBODY
    )
