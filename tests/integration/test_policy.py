"""The office goes on with the last good policy when a file is broken, and a change is seen before it is made."""

import shutil
from dataclasses import replace
from datetime import date

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.builders.cases import day
from tests.builders.forms import said
from vigilance.audit.models import Event, EventPayload
from vigilance.cli.main import vigilance
from vigilance.clocks import policy
from vigilance.clocks.policy import faults, keep_policy
from vigilance.clocks.policy_models import PolicyVersion
from vigilance.clocks.preview import effects
from vigilance.clocks.reference import LAST_GOOD, limits_from
from vigilance.clocks.rules import ClockRules, rules_in_force
from vigilance.domain.errors import Invalid
from vigilance.domain.roles import Role


@pytest.fixture
def config(settings, tmp_path):
    """The office's policy files, to be spoiled."""
    place = tmp_path / "config"
    shutil.copytree(settings.config_dir, place)
    return place


def spoil(config):
    schedule = config / "time_limits.toml"
    text = schedule.read_text(encoding="utf-8")
    schedule.write_text(text.replace('name = "scrutiny"', 'name = "scrutinny"'), encoding="utf-8")


def test_a_broken_schedule_leaves_the_last_good_one_in_force(session, settings, config, caplog):
    keep_policy(session, config, day(0))
    good = limits_from((config / "time_limits.toml").read_text(encoding="utf-8"))
    spoil(config)

    rules = rules_in_force(session, config)

    assert rules.limits == good
    assert "the procedure knows no limit 'scrutinny'" in caplog.text


def test_an_impossible_holiday_leaves_the_last_good_lists_in_force(session, config):
    keep_policy(session, config, day(0))
    listed = rules_in_force(session, config).calendars
    other = config.parent / "other"
    shutil.copytree(config, other)
    keep_policy(session, other, day(1))
    (other / "holidays" / "2026.csv").write_text(
        "date,name_hi,name_en,status\n2026-02-30,x,x,confirmed\n", encoding="utf-8"
    )

    found = rules_in_force(session, other).calendars

    assert {kind: one.holidays for kind, one in found.items()} == {
        kind: one.holidays for kind, one in listed.items()
    }


@pytest.fixture
def always_looking(monkeypatch):
    """A process that looks at the files each time it is asked."""
    monkeypatch.setattr(policy, "LOOK_AGAIN_S", 0.0)


@pytest.mark.usefixtures("always_looking")
def test_a_process_that_fell_back_takes_the_mended_file_by_itself(session, config, caplog):
    keep_policy(session, config, day(0))
    schedule = config / "time_limits.toml"
    good = schedule.read_text(encoding="utf-8")
    newer = good.replace('name = "scrutiny"', 'name = "scrutiny"\n# said anew', 1)
    spoil(config)
    before = rules_in_force(session, config)
    still = rules_in_force(session, config)

    schedule.write_text(newer, encoding="utf-8")
    after = rules_in_force(session, config)

    assert still is before
    assert after is not before
    assert (config, "time-limits") not in LAST_GOOD
    assert "in order again" in caplog.text


@pytest.mark.usefixtures("always_looking")
def test_a_file_that_is_touched_and_still_broken_leaves_the_last_good_one(session, config):
    keep_policy(session, config, day(0))
    good = limits_from((config / "time_limits.toml").read_text(encoding="utf-8"))
    spoil(config)
    rules_in_force(session, config)
    with (config / "time_limits.toml").open("a", encoding="utf-8") as schedule:
        schedule.write("[[time_limit]\n")

    assert rules_in_force(session, config).limits == good


def test_a_process_that_fell_back_does_not_look_with_every_request(session, config, monkeypatch):
    keep_policy(session, config, day(0))
    spoil(config)
    rules_in_force(session, config)
    monkeypatch.setattr(policy, "shape_of", lambda _folder: pytest.fail("looked again"))

    rules_in_force(session, config)


def test_that_a_file_broke_and_was_mended_is_one_event_each(session, config):
    keep_policy(session, config, day(0))
    spoil(config)
    keep_policy(session, config, day(1))
    keep_policy(session, config, day(2))
    schedule = config / "time_limits.toml"
    text = schedule.read_text(encoding="utf-8").replace("scrutinny", "scrutiny")
    schedule.write_text(text, encoding="utf-8")
    keep_policy(session, config, day(3))
    keep_policy(session, config, day(4))
    session.commit()

    told = select(Event.type, Event.at, EventPayload.body).join(
        EventPayload, EventPayload.event_id == Event.id
    )
    found = session.execute(told.where(Event.type.like("policy-%")).order_by(Event.at)).all()

    assert [(kind, at) for kind, at, _body in found] == [
        ("policy-broken", day(1)),
        ("policy-mended", day(3)),
    ]
    assert {body["policy"] for _kind, _at, body in found} == {"time-limits"}


def test_where_nothing_good_was_ever_kept_the_reason_is_told(session, config):
    spoil(config)

    with pytest.raises(Invalid) as refused:
        rules_in_force(session, config)

    assert list(refused.value.fields.values()) == [
        ["name: the procedure knows no limit 'scrutinny'"]
    ]


def test_a_broken_file_is_not_kept_and_a_mended_one_is_again_the_last(session, config):
    schedule = config / "time_limits.toml"
    text = schedule.read_text(encoding="utf-8")
    first = keep_policy(session, config, day(0))
    again = keep_policy(session, config, day(1))
    spoil(config)
    broken = keep_policy(session, config, day(2))
    schedule.write_text(text + "\n# a note\n", encoding="utf-8")
    changed = keep_policy(session, config, day(3))
    schedule.write_text(text, encoding="utf-8")
    back = keep_policy(session, config, day(4))

    rows = session.scalars(select(PolicyVersion).where(PolicyVersion.kind == "time-limits")).all()

    assert (first, again, broken, changed, back) == (2, 0, 0, 1, 1)
    assert {row.text: (row.first_good_at, row.loaded_at) for row in rows} == {
        text: (day(0), day(4)),
        text + "\n# a note\n": (day(3), day(3)),
    }


def test_what_is_wrong_in_the_files_is_named(config):
    assert faults(config) == {}
    (config / "time_limits.toml").write_text("[[time_limit]\n", encoding="utf-8")

    assert list(faults(config)) == ["time_limits.toml"]


def test_the_page_of_limits_says_that_a_file_is_broken(app, walk, session, config, sign_in):
    whole = app.config["SETTINGS"]
    keep_policy(session, config, day(0))
    spoil(config)
    session.commit()
    admin = sign_in(Role.ADMIN)
    app.config["SETTINGS"] = replace(whole, config_dir=config)
    try:
        answer = admin.get("/office/limits?lang=en")
    finally:
        app.config["SETTINGS"] = whole

    words = said(answer)
    assert answer.status_code == 200
    assert "The office goes on with the last good one." in words
    assert "the procedure knows no limit 'scrutinny'" in words


def test_a_preview_counts_the_clocks_that_would_move_and_moves_none(session, walk, settings):
    matter = walk.assigned()
    now = rules_in_force(session, settings.config_dir)
    text = (settings.config_dir / "time_limits.toml").read_text(encoding="utf-8")
    longer = text.replace('allowed = "1 month"', 'allowed = "2 months"')
    session.commit()

    same = effects(session, now)
    found = effects(session, ClockRules(limits_from(longer), now.calendars))

    assert {name: effect.moved for name, effect in same.items()} == dict.fromkeys(same, 0)
    (example,) = found["scrutiny"].examples
    assert (example.number, example.before, example.after) == (
        matter.number,
        date(2026, 2, 5),
        date(2026, 3, 5),
    )
    assert effects(session, now)["scrutiny"].moved == 0


def test_the_command_refuses_a_broken_schedule_with_its_reason(tmp_path):
    file = tmp_path / "time_limits.next.toml"
    file.write_text("[[time_limit]]\nname = 'scrutinny'\n", encoding="utf-8")

    answer = CliRunner().invoke(vigilance, ["clocks", "preview", str(file)])

    assert answer.exit_code == 1
    assert "the procedure knows no limit 'scrutinny'" in answer.stderr
