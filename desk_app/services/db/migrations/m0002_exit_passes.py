"""Exit passes, their releases and refusals; pass keys and desks; conflicts; the trusted time."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "conflicts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=False),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("sides", sa.Text(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("settled_by", sa.BigInteger(), nullable=False),
        sa.Column("settled_by_name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflicts")),
    )
    op.create_index(op.f("ix_conflicts_settled_at"), "conflicts", ["settled_at"], unique=False)
    op.create_index("uq_conflicts_subject", "conflicts", ["kind", "entity", "record", "mark"], unique=True)
    op.create_table(
        "exit_passes",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("signatory", sa.BigInteger(), nullable=True),
        sa.Column("signatory_name", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("carrier_phone", sa.Text(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("valid_until", sa.BigInteger(), nullable=False),
        sa.Column("gates", sa.Integer(), nullable=False),
        sa.Column("trips", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("out", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("visit", sa.BigInteger(), nullable=True),
        sa.Column("issued_at", sa.BigInteger(), nullable=False),
        sa.Column("issued_by", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=False),
        sa.Column("waiver", sa.Text(), nullable=False),
        sa.Column("pass_id", sa.BigInteger(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("replaces", sa.BigInteger(), nullable=True),
        sa.Column("replaced_by", sa.BigInteger(), nullable=True),
        sa.Column("revoked_by", sa.BigInteger(), nullable=False),
        sa.Column("revoke_reason", sa.Text(), nullable=False),
        sa.Column("paper_back_at", sa.BigInteger(), nullable=True),
        sa.Column("paper_back_by", sa.BigInteger(), nullable=False),
        sa.Column("called_at", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exit_passes")),
        sa.UniqueConstraint("pass_id", name=op.f("uq_exit_passes_pass_id")),
    )
    op.create_index(op.f("ix_exit_passes_day"), "exit_passes", ["day"], unique=False)
    op.create_index(
        "ix_exit_passes_no_paper",
        "exit_passes",
        ["state"],
        unique=False,
        sqlite_where=sa.text("paper_back_at IS NULL"),
    )
    op.create_index(
        "ix_exit_passes_outside", "exit_passes", ["due"], unique=False, sqlite_where=sa.text("out > 0")
    )
    op.create_index(
        op.f("ix_exit_passes_state_valid_until"), "exit_passes", ["state", "valid_until"], unique=False
    )
    op.create_index(op.f("ix_exit_passes_tenant"), "exit_passes", ["tenant"], unique=False)
    op.create_index(
        "uq_exit_passes_request",
        "exit_passes",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "known_desks",
        sa.Column("desk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("admitted_at", sa.BigInteger(), nullable=False),
        sa.Column("card_at", sa.BigInteger(), nullable=False),
        sa.Column("heard_at", sa.BigInteger(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("desk", name=op.f("pk_known_desks")),
    )
    op.create_table(
        "pass_codes",
        sa.Column("pass_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("short_code", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("pass_id", name=op.f("pk_pass_codes")),
    )
    op.create_index(op.f("ix_pass_codes_root"), "pass_codes", ["root"], unique=False)
    op.create_index(
        "uq_pass_codes_short_code",
        "pass_codes",
        ["short_code"],
        unique=True,
        sqlite_where=sa.text("short_code <> ''"),
    )
    op.create_table(
        "pass_keys",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("desk_code", sa.Text(), nullable=False),
        sa.Column("site", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.BigInteger(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.Column("revoked_at", sa.BigInteger(), nullable=True),
        sa.Column("vouch", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_keys")),
        sa.UniqueConstraint("public", name=op.f("uq_pass_keys_public")),
    )
    op.create_table(
        "pass_refusals",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("scan", sa.BigInteger(), nullable=False),
        sa.Column("root", sa.BigInteger(), nullable=True),
        sa.Column("exit_pass", sa.BigInteger(), nullable=True),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("gate", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_refusals")),
    )
    op.create_index(op.f("ix_pass_refusals_at"), "pass_refusals", ["at"], unique=False)
    op.create_index(op.f("ix_pass_refusals_root"), "pass_refusals", ["root"], unique=False)
    op.create_index(op.f("ix_pass_refusals_scan"), "pass_refusals", ["scan"], unique=True)
    op.create_table(
        "pass_releases",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.BigInteger(), nullable=False),
        sa.Column("pass_id", sa.BigInteger(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("gate", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("trip", sa.Integer(), nullable=False),
        sa.Column("closes", sa.Boolean(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("plate", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=False),
        sa.Column("override", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("proven", sa.Boolean(), nullable=False),
        sa.Column("slip", sa.BigInteger(), nullable=True),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_releases")),
    )
    op.create_index(op.f("ix_pass_releases_at"), "pass_releases", ["at"], unique=False)
    op.create_index(op.f("ix_pass_releases_root"), "pass_releases", ["root"], unique=False)
    op.create_index("uq_pass_releases_place", "pass_releases", ["desk", "root", "place"], unique=True)
    op.create_index(
        "uq_pass_releases_request",
        "pass_releases",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "pass_returns",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("root", sa.BigInteger(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("gate", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_returns")),
    )
    op.create_index(op.f("ix_pass_returns_root"), "pass_returns", ["root"], unique=False)
    op.create_index(
        "uq_pass_returns_request",
        "pass_returns",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "pass_revocations",
        sa.Column("root", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("desk", sa.Integer(), nullable=False),
        sa.Column("replaced_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("root", name=op.f("pk_pass_revocations")),
    )
    op.create_index(
        op.f("ix_pass_revocations_replaced_by"), "pass_revocations", ["replaced_by"], unique=False
    )
    op.create_table(
        "pass_templates",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("goods", sa.Text(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pass_templates")),
    )
    op.create_table(
        "told_passes",
        sa.Column("pass_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("desk", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("root", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("trips", sa.Integer(), nullable=False),
        sa.Column("quantities", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("pass_id", "desk", "code", name=op.f("pk_told_passes")),
    )
    op.create_index(op.f("ix_told_passes_root"), "told_passes", ["root"], unique=False)
    op.create_table(
        "trusted_time",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("newest", sa.BigInteger(), nullable=False),
        sa.Column("counted_to", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trusted_time")),
    )
    op.create_table(
        "exit_pass_lines",
        sa.Column("exit_pass", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("returnable", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["exit_pass"], ["exit_passes.id"], name=op.f("fk_exit_pass_lines_exit_pass"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("exit_pass", "position", name=op.f("pk_exit_pass_lines")),
    )
    op.create_table(
        "pass_released_lines",
        sa.Column("release", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release"], ["pass_releases.id"], name=op.f("fk_pass_released_lines_release"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("release", "position", name=op.f("pk_pass_released_lines")),
    )
    op.create_table(
        "pass_returned_lines",
        sa.Column("return_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["return_id"],
            ["pass_returns.id"],
            name=op.f("fk_pass_returned_lines_return_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("return_id", "position", name=op.f("pk_pass_returned_lines")),
    )
    op.execute("ALTER TABLE gate_scans RENAME COLUMN visit TO record")
    op.add_column("gate_scans", sa.Column("kind", sa.Text(), nullable=False, server_default=""))
    op.execute("UPDATE gate_scans SET kind = 'visit' WHERE record IS NOT NULL")
    op.add_column("gate_scans", sa.Column("suspect", sa.Boolean(), server_default="0", nullable=False))
    op.add_column("tenants", sa.Column("cleared_at", sa.BigInteger(), nullable=True))
    op.add_column("tenants", sa.Column("cleared_by", sa.Text(), nullable=True))
    op.add_column("tenants", sa.Column("cleared_reference", sa.Text(), nullable=True))
    op.add_column("tenants", sa.Column("notice_on", sa.Date(), nullable=True))
    op.create_index(
        "ix_visits_badge_kept",
        "visits",
        ["host_tenant"],
        unique=False,
        sqlite_where=sa.text("badge_returned IS 0"),
    )
