"""A program that takes mail from the mail server says that it listens, and when somebody last called upon it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
TABLE = "channel_health"
COLUMNS = ("listening_at", "last_heard_at")


def upgrade() -> None:
    """Two more moments for each account."""
    for name in COLUMNS:
        op.add_column(TABLE, sa.Column(name, sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Take them away: they tell of today alone, and are written anew within the minute."""
    for name in reversed(COLUMNS):
        op.drop_column(TABLE, name)
