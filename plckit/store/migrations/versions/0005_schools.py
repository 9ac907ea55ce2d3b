"""Communities belong to schools."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "community",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("school", sa.String(80), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_community"),
    )
