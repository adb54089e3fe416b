"""A worker of the drill of arrivals: delivers what its list says and understands what is due, until it is killed.

    python -m tests.drills.arrivals_worker LIST PROGRESS

Each line of LIST is channel, account, provider's key and path. PROGRESS gets a line when a delivery was acknowledged.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from vigilance.arrivals.commands.taking import take_arrival
from vigilance.arrivals.understanding import understand_due
from vigilance.complaints.office import make_office
from vigilance.database.acting import act_as
from vigilance.database.engine import Database
from vigilance.domain.actors import SYSTEM
from vigilance.domain.lanes import Channel
from vigilance.models import metadata
from vigilance.sealing.keyring import Keyring
from vigilance.settings import load_settings


def work(deliveries: Path, progress: Path) -> None:
    """Deliver from where the last life ended."""
    settings = load_settings()
    database = Database(settings.database_url, timeout_ms=30_000)
    office = make_office(settings, Keyring.load(settings.keys_dir))
    lines = deliveries.read_text(encoding="utf-8").splitlines()
    progress.touch()
    begun = len(progress.read_text(encoding="utf-8").splitlines())
    with progress.open("a", encoding="utf-8") as book:
        for line in lines[begun:]:
            channel, account, key, path = line.split("\t")
            at = datetime.now(UTC)
            with database.writing() as session, session.begin():
                take_arrival(
                    act_as(session, SYSTEM),
                    channel=Channel(channel),
                    account=account,
                    provider_key=key,
                    raw=Path(path).read_bytes(),
                    at=at,
                    office=office,
                )
            book.write(f"{key}\n")
            book.flush()
            understand_due(database, office, at)


if __name__ == "__main__":
    assert metadata.tables
    work(Path(sys.argv[1]), Path(sys.argv[2]))
