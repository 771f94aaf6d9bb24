"""Shift and day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "back_entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("entity", sa.BigInteger(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_back_entries")),
    )
    op.create_index(op.f("ix_back_entries_entered_at"), "back_entries", ["entered_at"], unique=False)
    op.create_index(
        op.f("ix_back_entries_entity_happened_at"), "back_entries", ["entity", "happened_at"], unique=False
    )
    op.create_index(op.f("ix_back_entries_happened_at"), "back_entries", ["happened_at"], unique=False)
    op.create_table(
        "day_closings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_day_closings")),
    )
    op.create_index("uq_day_closings_day", "day_closings", ["day"], unique=True)
    op.create_table(
        "duty_entries",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column("incident", sa.BigInteger(), nullable=True),
        sa.Column("mark", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_entries")),
    )
    op.create_index(op.f("ix_duty_entries_happened_at"), "duty_entries", ["happened_at"], unique=False)
    op.create_index(
        op.f("ix_duty_entries_incident_happened_at"),
        "duty_entries",
        ["incident", "happened_at"],
        unique=False,
        sqlite_where=sa.text("incident IS NOT NULL"),
    )
    op.create_index(
        "uq_duty_entries_corrects",
        "duty_entries",
        ["corrects"],
        unique=True,
        sqlite_where=sa.text("corrects IS NOT NULL"),
    )
    op.create_index(
        "uq_duty_entries_request",
        "duty_entries",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "handover_countings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("coming", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_countings")),
    )
    op.create_index(
        "ix_handover_countings_open",
        "handover_countings",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
    )
    op.create_index(
        "uq_handover_countings_request",
        "handover_countings",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "incident_kinds",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("english_name", sa.Text(), nullable=False),
        sa.Column("required", sa.Text(), nullable=False),
        sa.Column("target_minutes", sa.Integer(), nullable=False),
        sa.Column("injured", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incident_kinds")),
    )
    op.create_table(
        "incidents",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.BigInteger(), nullable=False),
        sa.Column("required", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("injured", sa.Boolean(), nullable=False),
        sa.Column("target_minutes", sa.Integer(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_incidents")),
    )
    op.create_index(op.f("ix_incidents_closed_at"), "incidents", ["closed_at"], unique=False)
    op.create_index(
        "ix_incidents_open",
        "incidents",
        ["reported_at"],
        unique=False,
        sqlite_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(op.f("ix_incidents_reported_at"), "incidents", ["reported_at"], unique=False)
    op.create_index(
        "uq_incidents_request", "incidents", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "kits",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("handover", sa.BigInteger(), nullable=True),
        sa.Column("saved", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kits")),
        sa.UniqueConstraint("number", name=op.f("uq_kits_number")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("must_read", sa.Boolean(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_by", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_last"), "notices", ["last"], unique=False)
    op.create_index(
        "uq_notices_request", "notices", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "privacy_requests",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("second", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("records", sa.Integer(), nullable=False),
        sa.Column("stayed", sa.Integer(), nullable=False),
        sa.Column("cleared_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_privacy_requests")),
    )
    op.create_index(op.f("ix_privacy_requests_at"), "privacy_requests", ["at"], unique=False)
    op.create_table(
        "purge_runs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("backups", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_purge_runs")),
    )
    op.create_table(
        "retention_rules",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=True),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.BigInteger(), nullable=False),
        sa.Column("announced_at", sa.BigInteger(), nullable=False),
        sa.Column("waited_ms", sa.BigInteger(), nullable=False),
        sa.Column("agreed_by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_retention_rules")),
    )
    op.create_table(
        "handover_counts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("counting", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("first", sa.BigInteger(), nullable=True),
        sa.Column("first_expected", sa.BigInteger(), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=False),
        sa.Column("again", sa.BigInteger(), nullable=True),
        sa.Column("expected", sa.BigInteger(), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["counting"],
            ["handover_countings.id"],
            name=op.f("fk_handover_counts_counting"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handover_counts")),
    )
    op.create_index(op.f("ix_handover_counts_counting"), "handover_counts", ["counting"], unique=False)
    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("counting", sa.Integer(), nullable=False),
        sa.Column("leaving", sa.BigInteger(), nullable=False),
        sa.Column("coming", sa.BigInteger(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("waived_by", sa.BigInteger(), nullable=False),
        sa.Column("waiver", sa.Text(), nullable=False),
        sa.Column("incidents", sa.Integer(), nullable=False),
        sa.Column("differing", sa.Integer(), nullable=False),
        sa.Column("unsent", sa.BigInteger(), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["counting"], ["handover_countings.id"], name=op.f("fk_handovers_counting")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
    )
    op.create_index(op.f("ix_handovers_at"), "handovers", ["at"], unique=False)
    op.create_index(op.f("ix_handovers_counting"), "handovers", ["counting"], unique=True)
    op.create_index(
        "uq_handovers_request", "handovers", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "kit_forms",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("kit", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["kit"], ["kits.id"], name=op.f("fk_kit_forms_kit"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kit_forms")),
        sa.UniqueConstraint("number", name=op.f("uq_kit_forms_number")),
    )
    op.create_index(op.f("ix_kit_forms_kit"), "kit_forms", ["kit"], unique=False)
    op.create_index(
        "ix_kit_forms_open", "kit_forms", ["kit"], unique=False, sqlite_where=sa.text("state = 'open'")
    )
    op.create_table(
        "notice_reads",
        sa.Column("notice", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["notice"], ["notices.id"], name=op.f("fk_notice_reads_notice"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("notice", "staff", name=op.f("pk_notice_reads")),
    )
    op.create_index(op.f("ix_audit_entries_at"), "audit_entries", ["at"], unique=False)
    op.create_index(op.f("ix_audit_entries_last_event"), "audit_entries", ["last_event"], unique=False)
    op.create_index(
        "ix_mail_pieces_approved",
        "mail_pieces",
        ["approved_at"],
        unique=False,
        sqlite_where=sa.text("approved_at IS NOT NULL"),
    )
    op.create_index(
        "ix_mail_pieces_handed",
        "mail_pieces",
        ["handed_at"],
        unique=False,
        sqlite_where=sa.text("handed_at IS NOT NULL"),
    )
    op.create_index(
        "ix_mail_pieces_sent_on",
        "mail_pieces",
        ["sent_on_at"],
        unique=False,
        sqlite_where=sa.text("sent_on_at IS NOT NULL"),
    )
    op.create_index(
        "ix_repairs_called_back",
        "repairs",
        ["called_back_at"],
        unique=False,
        sqlite_where=sa.text("called_back_at IS NOT NULL"),
    )
    op.create_index(
        "ix_repairs_done", "repairs", ["done_at"], unique=False, sqlite_where=sa.text("done_at IS NOT NULL")
    )
    op.create_index(
        "ix_repairs_price_confirmed",
        "repairs",
        ["price_confirmed_at"],
        unique=False,
        sqlite_where=sa.text("price_confirmed_at IS NOT NULL"),
    )
