"""What came and went month by month, and the frozen sheets of the minister's page.

The months that are past are counted here from the ledger, as the nightly check counts them. A frozen sheet is never
changed or removed: a trigger refuses it, and the way down is refused while one stands.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

FLOWS = {
    "register": "received",
    "reopen": "reopened",
    "part-from-case": "into-cases",
    "order-inquiry": "into-cases",
    "take-up": "out-to-cases",
    "join-case": "out-to-cases",
    "merge": "out-to-cases",
    "withdraw-split": "out-to-cases",
    "forward": "disposed",
    "file": "disposed",
    "file-anonymous": "disposed",
    "file-unconfirmed": "disposed",
    "order-action": "disposed",
    "approve-closure": "disposed",
}
MONTH = {
    "postgresql": "to_char(e.at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM')",
    "sqlite": "strftime('%Y-%m', e.at, '+330 minutes')",
}


def upgrade() -> None:
    """Make both tables, guard the sheets, and count the months that are past."""
    op.create_table(
        "month_total",
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("district_code", sa.Text(), nullable=False),
        sa.Column("flow", sa.Text(), nullable=False),
        sa.Column("matters", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("month", "district_code", "flow", name="pk_month_total"),
    )
    op.create_table(
        "frozen_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("frozen_by", sa.Uuid(), nullable=False),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("sha256", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["frozen_by"], ["officer.id"], name="fk_frozen_sheet_frozen_by"),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name="fk_frozen_sheet_record_id"),
        sa.PrimaryKeyConstraint("id", name="pk_frozen_sheet"),
        sa.UniqueConstraint("number", name="uq_frozen_sheet_number"),
    )
    op.create_index("ix_frozen_sheet_frozen_at", "frozen_sheet", ["frozen_at", "number"])
    _guard()
    _count()


def _count() -> None:
    flow = " ".join(f"WHEN '{act}' THEN '{way}'" for act, way in FLOWS.items())
    acts = ", ".join(f"'{act}'" for act in FLOWS)
    op.execute(
        "INSERT INTO month_total (month, district_code, flow, matters) "
        f"SELECT {MONTH[op.get_bind().dialect.name]}, COALESCE(c.district_code, k.district_code, '-'), "
        f"CASE e.type {flow} END, COUNT(*) FROM event e JOIN record r ON r.id = e.record_id "
        "LEFT JOIN vigilance_case c ON c.record_id = e.record_id LEFT JOIN complaint k ON k.record_id = e.record_id "
        f"WHERE e.type IN ({acts}) AND r.kind IN ('complaint', 'case') GROUP BY 1, 2, 3"
    )


def _guard() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION sheets_are_frozen() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'a frozen sheet is kept as it is'; END $$"
        )
        op.execute(
            "CREATE TRIGGER frozen_sheet_kept BEFORE UPDATE OR DELETE ON frozen_sheet "
            "FOR EACH ROW EXECUTE FUNCTION sheets_are_frozen()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER frozen_sheet_kept_{act.lower()} BEFORE {act} ON frozen_sheet "
            "BEGIN SELECT RAISE(ABORT, 'a frozen sheet is kept as it is'); END"
        )


def downgrade() -> None:
    """Take both away, unless a sheet was frozen: that would be losing it."""
    if op.get_bind().execute(sa.text("SELECT count(*) FROM frozen_sheet")).scalar_one():
        raise RuntimeError("a sheet was frozen: this schema may not be taken away")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER frozen_sheet_kept ON frozen_sheet")
        op.execute("DROP FUNCTION sheets_are_frozen()")
    op.drop_index("ix_frozen_sheet_frozen_at", table_name="frozen_sheet")
    op.drop_table("frozen_sheet")
    op.drop_table("month_total")
