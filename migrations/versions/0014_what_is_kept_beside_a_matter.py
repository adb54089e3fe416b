"""What lists ask of many matters, kept beside each: may its clocks be named, does a track of it still run.

Both are read off what stands, as the nightly check of totals reads them (decision 32), and can be made again. Beside
them the indexes in whose order the queues, the gravest cases and what lies outside are shown.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

UNFINISHED = (
    "before-court", "before-inquiry-authority", "charge-sheet-issued", "charge-sheet-served",
    "charged-in-time", "complainant-appeal-filed", "copy-sent", "criminal-appeal", "explanation-in",
    "governor-sanction-asked", "governor-sanctioned", "imputations-served", "in-realisation",
    "inquiry-report-in", "major-decided", "minor-decided", "minor-under-appeal", "papers-asked",
    "preliminary-enquiry", "recovery-ordered", "reference-answered", "reference-received",
    "reference-report-called", "referred-to-agency", "reply-in", "report-with-government",
    "representation-in", "retirement-watched", "sanction-requested", "sanction-stage", "suspended",
    "suspended-and-charged", "suspension-proposed", "transfer-decided", "transfer-sent", "under-appeal",
    "under-investigation",
)  # fmt: skip
MATTERS = ("complaint", "vigilance_case")
RUNNING = "done_on IS NULL AND stayed IS false"
OVER = "state IN ('action-ordered', 'closed')"
INDEXES = (
    ("ix_clock_running_named", "clock", ("due_on", "record_id"), f"{RUNNING} AND named IS true"),
    ("ix_complaint_on_track", "complaint", ("received_on", "record_id"), "on_track IS true"),
    ("ix_complaint_live_demand", "complaint", ("received_on", "record_id"), "live_demand IS true"),
    ("ix_complaint_represented", "complaint", ("received_on", "record_id"), "lane = 'public-representative'"),
    ("ix_vigilance_case_over_on_track", "vigilance_case", ("received_on", "record_id"), f"on_track IS true AND {OVER}"),
    ("ix_proceeding_held_since", "proceeding", ("state_since", "id"), "held_by IS NOT NULL"),
    ("ix_vigilance_case_live_demand", "vigilance_case", ("received_on", "record_id"), "live_demand IS true"),
)  # fmt: skip


GRAVEST, LISTED = "ix_case_gravity_gravest", ("received_on", "record_id")


def upgrade() -> None:
    """Add the columns, fill them from what stands, and make the indexes."""
    op.add_column("clock", _flag("named"))
    released = "SELECT id FROM record WHERE released_to_minister AND tier = 'ordinary'"
    op.execute(f"UPDATE clock SET named = true WHERE record_id IN ({released})")
    states = ", ".join(f"'{state}'" for state in UNFINISHED)
    runs = f"SELECT record_id FROM proceeding WHERE state IN ({states})"
    for table in MATTERS:
        op.add_column(table, _flag("on_track"))
        op.execute(f"UPDATE {table} SET on_track = true WHERE record_id IN ({runs})")
    for name, table, columns, only in INDEXES:
        lite = only.replace("IS false", "IS 0").replace("IS true", "IS 1")
        op.create_index(
            name, table, list(columns), postgresql_where=sa.text(only), sqlite_where=sa.text(lite)
        )
    op.drop_index(GRAVEST, table_name="case_gravity")
    op.create_index(GRAVEST, "case_gravity", [sa.text("weight DESC"), *LISTED])


def _flag(name: str) -> sa.Column[bool]:
    """Not set on any row that stands; the product says it of each new one itself."""
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())


def downgrade() -> None:
    """Take all of it away: records and tracks hold what was kept."""
    op.drop_index(GRAVEST, table_name="case_gravity")
    op.create_index(GRAVEST, "case_gravity", ["weight", *LISTED])
    for name, table, _columns, _only in reversed(INDEXES):
        op.drop_index(name, table_name=table)
    for table in MATTERS:
        op.drop_column(table, "on_track")
    op.drop_column("clock", "named")
