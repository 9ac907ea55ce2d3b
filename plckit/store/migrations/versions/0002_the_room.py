"""Groups, tables, people who were removed, entries that are hidden, times, doors and pauses."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _text(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="")


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default="0")


def upgrade() -> None:
    """Add what a room needs."""
    for column in (
        _text("begins", 32),
        _text("ends", 32),
        _flag("paused"),
        _flag("shut"),
        _text("recovery", 64),
    ):
        op.add_column("session", column)
    for column in (
        _text("table", 12),
        _text("job", 40),
        _text("grouping", 8),
        _flag("removed"),
    ):
        op.add_column("seat", column)
    op.add_column("entry", _flag("hidden"))
    op.create_index("ix_change_what", "change", ["session", "what", "activity", "number"])
    op.create_table(
        "past_code",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("session", sa.String(36), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_past_code"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_past_code_session"),
    )
    op.create_table(
        "member",
        sa.Column("session", sa.String(36), nullable=False),
        sa.Column("seat", sa.String(36), nullable=False),
        sa.Column("grouping", sa.String(8), nullable=False),
        sa.Column("group", sa.String(36), nullable=False),
        _flag("pen"),
        _text("since", 32),
        sa.PrimaryKeyConstraint("session", "seat", "grouping", name="pk_member"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_member_session"),
        sa.ForeignKeyConstraint(["seat"], ["seat.id"], name="fk_member_seat"),
        sa.ForeignKeyConstraint(["group"], ["seat.id"], name="fk_member_group"),
    )
