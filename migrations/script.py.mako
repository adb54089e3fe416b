"""${message}"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """TELL WHAT COMES."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """TELL WHAT GOES; RAISE WHERE EVIDENCE WOULD BE LOST."""
    ${downgrades if downgrades else "pass"}
