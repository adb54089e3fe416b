import pytest

from vigilance.domain.permissions import (
    PERMISSIONS,
    Permission,
    allowed,
    permissions_of,
    printed_table,
)
from vigilance.domain.roles import CASE_ROLES, OFFICER_ROLES, Role, forbidden_together


def test_every_permission_stands_in_the_table_and_is_given_to_officers_only():
    assert set(PERMISSIONS) == set(Permission)
    assert all(roles and roles <= OFFICER_ROLES for roles in PERMISSIONS.values())


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_the_administrator_may_hold_no_case_role(role: Role):
    assert forbidden_together([Role.ADMIN, role]) == {frozenset({Role.ADMIN, role})}


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES - {Role.AUDITOR}))
def test_the_auditor_may_hold_no_other_role(role: Role):
    assert frozenset({Role.AUDITOR, role}) in forbidden_together([Role.AUDITOR, role])


@pytest.mark.parametrize("role", sorted(OFFICER_ROLES - {Role.LIAISON}))
def test_a_liaison_officer_holds_no_part_of_this_office(role: Role):
    assert frozenset({Role.LIAISON, role}) in forbidden_together([Role.LIAISON, role])


def test_a_liaison_officer_sees_sittings_posts_progress_and_no_more():
    assert permissions_of([Role.LIAISON]) == {
        Permission.SIGN_IN_HOME,
        Permission.SITTING_SEE,
        Permission.PROGRESS_POST,
    }


def test_an_officer_may_be_vo_and_inquiring_officer():
    assert forbidden_together([Role.VO, Role.INQUIRING_OFFICER]) == frozenset()


def test_the_administrator_and_the_auditor_read_no_complaint_case_or_identity():
    secret = {
        Permission.COMPLAINT_READ,
        Permission.CASE_READ,
        Permission.PAPER_READ,
        Permission.IDENTITY_OPEN,
    }

    assert permissions_of([Role.ADMIN]).isdisjoint(secret)
    assert permissions_of([Role.AUDITOR]).isdisjoint(secret)


def test_the_minister_sees_the_sheet_and_his_sittings_and_gives_directions_and_no_more():
    assert permissions_of([Role.MINISTER]) == {
        Permission.SIGN_IN_HOME,
        Permission.CLOCK_COMPUTE,
        Permission.MINISTER_SHEET,
        Permission.DIRECTION_GIVE,
        Permission.DIRECTION_DECIDE,
        Permission.SITTING_SEE,
        Permission.SITTING_SIGN,
    }


def test_one_of_several_roles_is_enough():
    assert allowed({Role.CLERK, Role.VO}, Permission.IDENTITY_OPEN)


def test_a_complainant_has_no_permission_of_an_officer():
    assert permissions_of([Role.COMPLAINANT, Role.SYSTEM]) == frozenset()


def test_the_table_is_printed_with_one_row_a_permission():
    rows = printed_table().splitlines()

    assert len(rows) == len(Permission) + 2
    assert rows[0].count("|") == len(OFFICER_ROLES) + 2
    assert "| assign |  |  | yes |" + "  |" * (len(OFFICER_ROLES) - 3) in rows
