"""Jobs that take long run beside the others; when their thread ends, so does the whole, for its supervisor to see."""

import threading
from datetime import timedelta

from vigilance.cli.job_table import job_table
from vigilance.cli.jobs import Job, run_apart, run_forever


def test_a_job_apart_keeps_the_others_waiting_no_longer(register, own_office):
    """The slow one ends only when the quick one has run beside it."""
    stop, quick_ran, seen = threading.Event(), threading.Event(), []

    def slow(_database, _office, _at):
        seen.append(quick_ran.wait(60))
        stop.set()
        return 1

    def quick(_database, _office, _at):
        quick_ran.set()
        return 1

    every = timedelta(days=1)
    thread = run_apart((Job("slow", every, slow, apart=True),), register, own_office, stop)
    run_forever((Job("quick", every, quick),), register, own_office, stop)
    thread.join(60)

    assert seen == [True]
    assert not thread.is_alive()


def test_when_the_jobs_apart_cannot_go_on_nothing_does(register, own_office, monkeypatch):
    stop, heard = threading.Event(), []
    monkeypatch.setattr(threading, "excepthook", lambda told: heard.append(told.exc_type))
    monkeypatch.setattr("vigilance.cli.jobs.run_once", _gone)

    run_apart((Job("any", timedelta(days=1), _gone),), register, own_office, stop).join(60)

    assert stop.is_set()
    assert heard == [ConnectionError]


def _gone(*_):
    raise ConnectionError


def test_previews_are_drawn_and_long_files_made_apart(settings):
    apart = {job.name for job in job_table(settings) if job.apart}

    previews = {"draw-papers", "draw-older-papers", "renew-previews"}
    assert apart == previews | {"make-ordered-files"}
