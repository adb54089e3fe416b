"""The bare tables filled with the complaints that the product holds."""

from benchmarks.floor_tables import FloorBase
from vigilance.complaints.models import OPEN
from vigilance.database.engine import Database

FILL = (
    f"""INSERT INTO floor_complaint
        (number, subject, body, district, officer_id, state, registered_at, speaks_on)
        SELECT c.number, c.post_complained_against, c.text, c.district_code, r.assigned_to,
            c.state, c.registered_at, CASE WHEN {OPEN} THEN DATE '2999-01-01' END
        FROM complaint c JOIN record r ON r.id = c.record_id ORDER BY c.registered_at""",
    """INSERT INTO floor_event (complaint_id, kind, at, body)
        SELECT id, 'registered', registered_at, '{}' FROM floor_complaint""",
    """INSERT INTO floor_bucket SELECT district_code, age_band, sum(pending) FROM pending_total
        GROUP BY 1, 2""",
)


def make_floors(database: Database) -> None:
    """The bare tables, filled with the same complaints that the product holds."""
    FloorBase.metadata.create_all(database.engine)
    with database.engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")
        for statement in FILL:
            connection.exec_driver_sql(statement)
