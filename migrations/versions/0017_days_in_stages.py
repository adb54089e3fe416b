"""How long stages took, kept by month, district, stage and days: a report of a year reads thousands of rows.

What is past is counted here from the ledger, as the nightly check counts it: a stage is left by the next act on
the same record that leads to another stage, and its days run from the act before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

OF_COMPLAINT = (
    "ask-confirmation",
    "call-factual-report",
    "confirm",
    "disown",
    "file",
    "file-anonymous",
    "file-unconfirmed",
    "forward",
    "join-case",
    "part-from-case",
    "receive-factual-report",
    "record-scrutiny",
    "register",
    "reopen",
    "return-scrutiny",
    "start-scrutiny",
    "take-up",
    "take-up-as-source-information",
)
OF_CASE = (
    "accept-report",
    "approve-closure",
    "merge",
    "order-action",
    "order-inquiry",
    "propose-closure",
    "refuse-closure",
    "reopen",
    "return-report",
    "submit-report",
    "take-charge",
    "withdraw-split",
)
MONTH = {
    "postgresql": "to_char(m.at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM')",
    "sqlite": "strftime('%Y-%m', m.at, '+330 minutes')",
}
SAID = {"postgresql": "p.body ->> 'from'", "sqlite": "json_extract(p.body, '$.from')"}
DAYS = {
    "postgresql": "(m.at AT TIME ZONE 'Asia/Kolkata')::date - (m.entered AT TIME ZONE 'Asia/Kolkata')::date",
    "sqlite": "CAST(julianday(date(m.at, '+330 minutes')) - julianday(date(m.entered, '+330 minutes')) AS INTEGER)",
}


def upgrade() -> None:
    """Make the table and count what is past."""
    op.create_table(
        "stage_total",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("matters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "district_code", "stage", "days", name="pk_stage_total"),
    )
    dialect = op.get_bind().dialect.name
    for table, acts in (("complaint", OF_COMPLAINT), ("vigilance_case", OF_CASE)):
        _count(dialect, table, ", ".join(f"'{act}'" for act in acts))


def _count(dialect: str, table: str, acts: str) -> None:
    op.execute(
        "INSERT INTO stage_total (month, district_code, stage, days, matters) "
        f"SELECT {MONTH[dialect]}, COALESCE(t.district_code, '-'), {SAID[dialect]}, {DAYS[dialect]}, COUNT(*) "
        "FROM (SELECT e.id, e.record_id, e.at, "
        "LAG(e.at) OVER (PARTITION BY e.record_id ORDER BY e.record_seq) AS entered "
        f"FROM event e JOIN {table} o ON o.record_id = e.record_id WHERE e.type IN ({acts})) m "
        f"JOIN event_payload p ON p.event_id = m.id JOIN {table} t ON t.record_id = m.record_id "
        "WHERE m.entered IS NOT NULL GROUP BY 1, 2, 3, 4"
    )


def downgrade() -> None:
    """Take it away: the ledger holds what was counted."""
    op.drop_table("stage_total")
