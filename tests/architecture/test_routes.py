"""What nobody may forget about a route."""

import pytest

from vigilance.domain.permissions import Permission
from vigilance.factory import create_app
from vigilance.web.session import SAFE_METHODS


@pytest.fixture(scope="module")
def rules(_app):
    return [rule for rule in _app.url_map.iter_rules() if rule.endpoint != "static"]


@pytest.fixture(scope="module")
def views(_app):
    return {name: view for name, view in _app.view_functions.items() if name != "static"}


def test_every_route_says_who_may_come_in(views):
    unguarded = [
        name
        for name, view in views.items()
        if not (
            getattr(view, "guard", None) == "public"
            or isinstance(getattr(view, "guard", None), Permission)
        )
    ]

    assert unguarded == []


def test_no_page_of_the_office_is_public_but_its_door(rules, views):
    public = {
        rule.rule
        for rule in rules
        if rule.rule.startswith("/office") and views[rule.endpoint].guard == "public"
    }

    # A calendar program signs in nowhere: its address is a secret of its own, and what it fetches tells of no case.
    assert public == {"/office/sign-in", "/office/diary/<token>.ics"}


def test_what_changes_something_is_one_transaction_and_what_reads_is_none(rules, views):
    wrong = []
    for rule in rules:
        writes = bool((rule.methods or set()) - SAFE_METHODS)
        view = views[rule.endpoint]
        own = getattr(view, "transactional", False) or getattr(view, "own_transaction", False)
        if writes != own:
            wrong.append(rule.endpoint)

    assert wrong == []


def test_a_route_either_reads_or_writes(rules):
    both = [
        rule.endpoint
        for rule in rules
        if (rule.methods or set()) & {"GET"} and (rule.methods or set()) - SAFE_METHODS
    ]

    assert both == []


def test_the_addresses_are_the_agreed_ones(rules, project):
    """Removing or adding an address is a decision: tests/architecture/addresses.txt is changed with it."""
    agreed = (project / "tests" / "architecture" / "addresses.txt").read_text().splitlines()

    found = sorted(
        f"{method} {rule.rule}"
        for rule in rules
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    )
    assert found == agreed


def test_the_factory_knows_every_blueprint(_app, project):
    made = {
        path.relative_to(project).as_posix()
        for path in (project / "vigilance").rglob("*.py")
        if "Blueprint(" in path.read_text(encoding="utf-8")
    }
    known = {
        view.__module__.replace(".", "/") + ".py"
        for name, view in _app.view_functions.items()
        if name != "static"
    }

    assert made <= known
    assert create_app is not None
