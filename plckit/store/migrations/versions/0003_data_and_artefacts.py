"""Students' results, how files are read, and what workbooks leave behind."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def _text(name: str, length: int, *, default: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False, server_default="" if default else None)


def upgrade() -> None:
    """Add the three tables."""
    op.create_table(
        "dataset",
        _text("id", 36),
        _text("community", 80),
        _text("title", 120),
        _text("what", 16),
        _text("day", 10),
        sa.Column("students", sa.Integer, nullable=False),
        _text("purpose", 200),
        _text("audience", 200),
        _text("delete_by", 10),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        _text("added", 32),
        _text("deleted", 32, default=True),
        sa.Column("coverage", sa.JSON),
        sa.Column("content", sa.LargeBinary),
        sa.PrimaryKeyConstraint("id", name="pk_dataset"),
    )
    op.create_index("ix_dataset_community", "dataset", ["community"])
    op.create_table(
        "mapping",
        _text("community", 80),
        _text("shape", 64),
        sa.Column("content", sa.JSON, nullable=False),
        _text("at", 32),
        sa.PrimaryKeyConstraint("community", "shape", name="pk_mapping"),
    )
    op.create_table(
        "artefact",
        _text("id", 36),
        sa.Column("version", sa.Integer, nullable=False),
        _text("community", 80),
        _text("kind", 40),
        sa.Column("schema", sa.Integer, nullable=False),
        sa.Column("session", sa.String(36)),
        _text("workbook", 120),
        _text("page", 64),
        _text("group", 60),
        _text("at", 32),
        _text("see", 16),
        sa.Column("covers", sa.JSON, nullable=False),
        sa.Column("synthetic", sa.Boolean, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", "version", name="pk_artefact"),
        sa.ForeignKeyConstraint(["session"], ["session.id"], name="fk_artefact_session"),
    )
    op.create_index("ix_artefact_community", "artefact", ["community", "kind", "at"])
