"""The lane of SQLite's writers: whoever came first is served first, and nobody who died stands in the way."""

import os
import subprocess
import sys
import threading
import time

from vigilance.database.lane import FIRST, NUMBER, enter

WAITERS = 5
LONG = 10.0


def drawn(lane):
    """How many numbers have been drawn."""
    return NUMBER.unpack(lane.read_bytes()[: NUMBER.size])[0]


def until(true):
    """Wait for it; a test that waits for ever says nothing."""
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end
        time.sleep(0.002)


def test_writers_are_served_in_the_order_in_which_they_came(tmp_path):
    lane, served, threads = tmp_path / "lane", [], []
    first = enter(lane)

    def write(name):
        turn = enter(lane)
        served.append(name)
        os.close(turn)

    for name in range(WAITERS):
        threads.append(threading.Thread(target=write, args=(name,)))
        threads[-1].start()
        until(lambda after=name + 2: drawn(lane) == after)
    assert served == []
    os.close(first)
    for thread in threads:
        thread.join(LONG)

    assert served == list(range(WAITERS))


def test_one_alone_writes_at_a_time(tmp_path):
    lane, inside, most = tmp_path / "lane", [], []

    def write():
        for _ in range(40):
            turn = enter(lane)
            inside.append(1)
            most.append(len(inside))
            inside.pop()
            os.close(turn)

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)

    assert most == [1] * 160


def test_who_dies_in_the_lane_lets_the_next_one_pass(tmp_path):
    lane = tmp_path / "lane"
    turn = enter(lane)
    waits = "import sys, pathlib; from vigilance.database.lane import enter; enter(pathlib.Path(sys.argv[1]))"
    waiting = subprocess.Popen([sys.executable, "-c", waits, str(lane)])
    until(lambda: lane.stat().st_size and drawn(lane) == 2)
    waiting.kill()
    waiting.wait(LONG)

    after = threading.Thread(target=lambda: os.close(enter(lane)))
    after.start()
    until(lambda: drawn(lane) == 3)
    assert after.is_alive()  # the one before is dead, but the turn is still ours
    os.close(turn)
    after.join(LONG)

    assert not after.is_alive()


def test_a_lane_begun_by_an_older_program_is_read(tmp_path):
    lane = tmp_path / "lane"
    lane.write_bytes(b"")

    os.close(enter(lane))

    assert drawn(lane) == 1
    assert lane.stat().st_size < FIRST
