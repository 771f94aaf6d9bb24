"""Mail repairs lost property."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "found_items",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("secret_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("contents_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("found_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=False),
        sa.Column("confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("finder", sa.Text(), nullable=False),
        sa.Column("finder_phone", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("shelf", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("keep_until", sa.Date(), nullable=False),
        sa.Column("noticed_on", sa.Date(), nullable=True),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("outcome_by", sa.BigInteger(), nullable=False),
        sa.Column("outcome_words", sa.Text(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_items")),
        sa.UniqueConstraint("code", name=op.f("uq_found_items_code")),
    )
    op.create_index(op.f("ix_found_items_day"), "found_items", ["day"], unique=False)
    op.create_index(
        op.f("ix_found_items_state_keep_until"), "found_items", ["state", "keep_until"], unique=False
    )
    op.create_index(
        "uq_found_items_request",
        "found_items",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "lost_reports",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("features", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("lost_from", sa.BigInteger(), nullable=True),
        sa.Column("lost_until", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("reported_by", sa.BigInteger(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lost_reports")),
    )
    op.create_index(
        op.f("ix_lost_reports_open_reported_at"), "lost_reports", ["open", "reported_at"], unique=False
    )
    op.create_index(op.f("ix_lost_reports_phone"), "lost_reports", ["phone"], unique=False)
    op.create_index(op.f("ix_lost_reports_tenant"), "lost_reports", ["tenant"], unique=False)
    op.create_index(
        "uq_lost_reports_request",
        "lost_reports",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "mail_batches",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("carrier_person", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("target_at", sa.BigInteger(), nullable=False),
        sa.Column("taken_by_guard", sa.Text(), nullable=False),
        sa.Column("sorted_at", sa.BigInteger(), nullable=True),
        sa.Column("sorted_by", sa.BigInteger(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_batches")),
    )
    op.create_index(op.f("ix_mail_batches_day"), "mail_batches", ["day"], unique=False)
    op.create_index(
        "ix_mail_batches_open",
        "mail_batches",
        ["target_at"],
        unique=False,
        sqlite_where=sa.text("sorted_at IS NULL"),
    )
    op.create_index(
        "uq_mail_batches_request",
        "mail_batches",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "mail_months",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=False),
        sa.Column("closed_by", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_months")),
        sa.UniqueConstraint("first", name=op.f("uq_mail_months_first")),
    )
    op.create_table(
        "mail_reconciliations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("monday", sa.Date(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("registered", sa.BigInteger(), nullable=False),
        sa.Column("stated", sa.BigInteger(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_reconciliations")),
    )
    op.create_index(
        op.f("ix_mail_reconciliations_monday_carrier"),
        "mail_reconciliations",
        ["monday", "carrier"],
        unique=True,
    )
    op.create_table(
        "outgoing_mail",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("sender", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=False),
        sa.Column("postage", sa.Integer(), nullable=False),
        sa.Column("paid", sa.Text(), nullable=False),
        sa.Column("gone_at", sa.BigInteger(), nullable=True),
        sa.Column("void", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing_mail")),
    )
    op.create_index(op.f("ix_outgoing_mail_barcode"), "outgoing_mail", ["barcode"], unique=False)
    op.create_index(op.f("ix_outgoing_mail_day_carrier"), "outgoing_mail", ["day", "carrier"], unique=False)
    op.create_index(
        "uq_outgoing_mail_request",
        "outgoing_mail",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "repair_price_list",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_price_list")),
    )
    op.create_table(
        "repairs",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Text(), nullable=False),
        sa.Column("serious", sa.Boolean(), nullable=False),
        sa.Column("paid", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.BigInteger(), nullable=False),
        sa.Column("received_by", sa.BigInteger(), nullable=False),
        sa.Column("promised_at", sa.BigInteger(), nullable=True),
        sa.Column("passed_on_at", sa.BigInteger(), nullable=True),
        sa.Column("colleague", sa.BigInteger(), nullable=True),
        sa.Column("colleague_name", sa.Text(), nullable=False),
        sa.Column("dispatched_at", sa.BigInteger(), nullable=True),
        sa.Column("arrived_at", sa.BigInteger(), nullable=True),
        sa.Column("progress_at", sa.BigInteger(), nullable=True),
        sa.Column("followed_up_at", sa.BigInteger(), nullable=True),
        sa.Column("hold_why", sa.Text(), nullable=False),
        sa.Column("hold_since", sa.BigInteger(), nullable=True),
        sa.Column("hold_until", sa.BigInteger(), nullable=True),
        sa.Column("held_ms", sa.BigInteger(), nullable=False),
        sa.Column("held_state", sa.Text(), nullable=False),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.Column("done_words", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("called_back_at", sa.BigInteger(), nullable=True),
        sa.Column("called_back_by", sa.BigInteger(), nullable=False),
        sa.Column("satisfied", sa.Boolean(), nullable=True),
        sa.Column("dissatisfied_why", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("rework_of", sa.BigInteger(), nullable=True),
        sa.Column("reworked_as", sa.BigInteger(), nullable=True),
        sa.Column("joined_to", sa.BigInteger(), nullable=True),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("surcharge", sa.Integer(), nullable=False),
        sa.Column("price_confirmed_at", sa.BigInteger(), nullable=True),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repairs")),
        sa.UniqueConstraint("code", name=op.f("uq_repairs_code")),
    )
    op.create_index(op.f("ix_repairs_day"), "repairs", ["day"], unique=False)
    op.create_index(op.f("ix_repairs_joined_to"), "repairs", ["joined_to"], unique=False)
    op.create_index(
        "ix_repairs_open", "repairs", ["received_at"], unique=False, sqlite_where=sa.text("closed_at IS NULL")
    )
    op.create_index(op.f("ix_repairs_phone"), "repairs", ["phone"], unique=False)
    op.create_index(op.f("ix_repairs_state_received_at"), "repairs", ["state", "received_at"], unique=False)
    op.create_index(op.f("ix_repairs_tenant"), "repairs", ["tenant"], unique=False)
    op.create_index(op.f("ix_repairs_unit_trade"), "repairs", ["unit", "trade"], unique=False)
    op.create_index(
        "uq_repairs_request", "repairs", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "found_item_claims",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=False),
        sa.Column("why_not", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("document_kind", sa.Text(), nullable=False),
        sa.Column("document_mask", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("lost_report", sa.BigInteger(), nullable=True),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["found_items.id"], name=op.f("fk_found_item_claims_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_item_claims")),
    )
    op.create_index(op.f("ix_found_item_claims_item"), "found_item_claims", ["item"], unique=False)
    op.create_index(
        "uq_found_item_claims_granted",
        "found_item_claims",
        ["item"],
        unique=True,
        sqlite_where=sa.text("granted IS 1"),
    )
    op.create_index(
        "uq_found_item_claims_request",
        "found_item_claims",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "found_item_notices",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["found_items.id"], name=op.f("fk_found_item_notices_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_found_item_notices")),
    )
    op.create_index(
        op.f("ix_found_item_notices_item_who"), "found_item_notices", ["item", "who"], unique=True
    )
    op.create_table(
        "mail_batch_counts",
        sa.Column("batch", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("announced", sa.Integer(), nullable=False),
        sa.Column("sorted", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch"], ["mail_batches.id"], name=op.f("fk_mail_batch_counts_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("batch", "kind", name=op.f("pk_mail_batch_counts")),
    )
    op.create_table(
        "mail_ordinary",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("delivered_at", sa.BigInteger(), nullable=True),
        sa.Column("keep_until", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch"], ["mail_batches.id"], name=op.f("fk_mail_ordinary_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_ordinary")),
    )
    op.create_index(op.f("ix_mail_ordinary_batch"), "mail_ordinary", ["batch"], unique=False)
    op.create_index(op.f("ix_mail_ordinary_day"), "mail_ordinary", ["day"], unique=False)
    op.create_index(op.f("ix_mail_ordinary_tenant_day"), "mail_ordinary", ["tenant", "day"], unique=False)
    op.create_table(
        "mail_pieces",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("arrived_at", sa.BigInteger(), nullable=False),
        sa.Column("registered_by", sa.BigInteger(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("barcode", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("hold_until", sa.Date(), nullable=False),
        sa.Column("damaged", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("handed_at", sa.BigInteger(), nullable=True),
        sa.Column("handed_by", sa.BigInteger(), nullable=False),
        sa.Column("handed_to", sa.Text(), nullable=False),
        sa.Column("proxy", sa.Boolean(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("on_paper", sa.Boolean(), nullable=False),
        sa.Column("hand_over", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_words", sa.Text(), nullable=False),
        sa.Column("form_number", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=False),
        sa.Column("approved_at", sa.BigInteger(), nullable=True),
        sa.Column("sent_on_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=False),
        sa.Column("closed_why", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch"], ["mail_batches.id"], name=op.f("fk_mail_pieces_batch"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_pieces")),
        sa.UniqueConstraint("code", name=op.f("uq_mail_pieces_code")),
    )
    op.create_index(op.f("ix_mail_pieces_barcode"), "mail_pieces", ["barcode"], unique=False)
    op.create_index(op.f("ix_mail_pieces_batch"), "mail_pieces", ["batch"], unique=False)
    op.create_index(op.f("ix_mail_pieces_day"), "mail_pieces", ["day"], unique=False)
    op.create_index(op.f("ix_mail_pieces_hand_over"), "mail_pieces", ["hand_over"], unique=False)
    op.create_index(
        op.f("ix_mail_pieces_state_hold_until"), "mail_pieces", ["state", "hold_until"], unique=False
    )
    op.create_index(op.f("ix_mail_pieces_tenant_state"), "mail_pieces", ["tenant", "state"], unique=False)
    op.create_index(
        "uq_mail_pieces_request",
        "mail_pieces",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "repair_photos",
        sa.Column("order", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("picture", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order"], ["repairs.id"], name=op.f("fk_repair_photos_order"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order", "position", name=op.f("pk_repair_photos")),
    )
    op.create_table(
        "repair_prices",
        sa.Column("order", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("fen", sa.Integer(), nullable=False),
        sa.Column("material", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order"], ["repairs.id"], name=op.f("fk_repair_prices_order"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("order", "position", name=op.f("pk_repair_prices")),
    )
    op.create_table(
        "repair_story",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["order"], ["repairs.id"], name=op.f("fk_repair_story_order"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_repair_story")),
    )
    op.create_index(op.f("ix_repair_story_order_at"), "repair_story", ["order", "at"], unique=False)
    op.create_table(
        "mail_attempts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["piece"], ["mail_pieces.id"], name=op.f("fk_mail_attempts_piece"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_attempts")),
    )
    op.create_index(op.f("ix_mail_attempts_piece"), "mail_attempts", ["piece"], unique=False)
