"""Loans and keys."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.operations import Operations


def upgrade(op: Operations) -> None:
    """Add what this version brings."""
    op.create_table(
        "colleagues",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_colleagues")),
    )
    op.create_table(
        "drawer_counts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger(), nullable=False),
        sa.Column("expected", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawer_counts")),
    )
    op.create_index(op.f("ix_drawer_counts_at"), "drawer_counts", ["at"], unique=False)
    op.create_index(
        "uq_drawer_counts_request",
        "drawer_counts",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "drawer_movements",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("cash", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("record_kind", sa.Text(), nullable=False),
        sa.Column("record", sa.BigInteger(), nullable=True),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawer_movements")),
    )
    op.create_index(op.f("ix_drawer_movements_at"), "drawer_movements", ["at"], unique=False)
    op.create_index(op.f("ix_drawer_movements_record"), "drawer_movements", ["record"], unique=False)
    op.create_index(
        "uq_drawer_movements_request",
        "drawer_movements",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "key_handouts",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("colleague", sa.BigInteger(), nullable=False),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("asked_by", sa.BigInteger(), nullable=False),
        sa.Column("out_at", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("ring", sa.Text(), nullable=False),
        sa.Column("escorted", sa.Text(), nullable=False),
        sa.Column("escorted_company", sa.Text(), nullable=False),
        sa.Column("escorted_phone", sa.Text(), nullable=False),
        sa.Column("escorted_visit", sa.BigInteger(), nullable=True),
        sa.Column("needed", sa.Integer(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("overnight", sa.Boolean(), nullable=False),
        sa.Column("refused_why", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("forgotten", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_handouts")),
        sa.UniqueConstraint("code", name=op.f("uq_key_handouts_code")),
    )
    op.create_index(op.f("ix_key_handouts_closed_at"), "key_handouts", ["closed_at"], unique=False)
    op.create_index(op.f("ix_key_handouts_colleague"), "key_handouts", ["colleague"], unique=False)
    op.create_index(op.f("ix_key_handouts_day"), "key_handouts", ["day"], unique=False)
    op.create_index(op.f("ix_key_handouts_state_due"), "key_handouts", ["state", "due"], unique=False)
    op.create_index(
        "uq_key_handouts_request",
        "key_handouts",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "key_rings",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("hook", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_rings")),
        sa.UniqueConstraint("tag", name=op.f("uq_key_rings_tag")),
    )
    op.create_table(
        "keys",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("floor", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("curfew_minute", sa.Integer(), nullable=True),
        sa.Column("curfew_hours", sa.Integer(), nullable=True),
        sa.Column("approvals", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("owner_phone", sa.Text(), nullable=False),
        sa.Column("instruction", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("deactivated_why", sa.Text(), nullable=False),
        sa.Column("deactivated_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keys")),
    )
    op.create_index(op.f("ix_keys_tenant"), "keys", ["tenant"], unique=False)
    op.create_index("uq_keys_code", "keys", ["code"], unique=True, sqlite_where=sa.text("active"))
    op.create_table(
        "loan_categories",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("english_name", sa.Text(), nullable=False),
        sa.Column("icon", sa.Text(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("due_minute", sa.Integer(), nullable=False),
        sa.Column("working_days", sa.Boolean(), nullable=False),
        sa.Column("deposit", sa.Integer(), nullable=False),
        sa.Column("lost_fee", sa.Integer(), nullable=False),
        sa.Column("damage_fee", sa.Integer(), nullable=False),
        sa.Column("per_person", sa.Integer(), nullable=False),
        sa.Column("advice", sa.Text(), nullable=False),
        sa.Column("rain", sa.Boolean(), nullable=False),
        sa.Column("low", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_categories")),
    )
    op.create_table(
        "loan_items",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.BigInteger(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("hook", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("sought", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_items")),
        sa.UniqueConstraint("tag", name=op.f("uq_loan_items_tag")),
    )
    op.create_index(op.f("ix_loan_items_category_state"), "loan_items", ["category", "state"], unique=False)
    op.create_table(
        "loan_stock",
        sa.Column("category", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("on_hand", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("category", name=op.f("pk_loan_stock")),
    )
    op.create_table(
        "loan_stock_movements",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("after", sa.Integer(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_stock_movements")),
    )
    op.create_index(
        op.f("ix_loan_stock_movements_category_at"), "loan_stock_movements", ["category", "at"], unique=False
    )
    op.create_index(
        "uq_loan_stock_movements_request",
        "loan_stock_movements",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "loan_suspensions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_suspensions")),
    )
    op.create_index(op.f("ix_loan_suspensions_phone"), "loan_suspensions", ["phone"], unique=False)
    op.create_table(
        "loans",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("borrower", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("tail", sa.Text(), nullable=False),
        sa.Column("tenant", sa.BigInteger(), nullable=True),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("visit", sa.BigInteger(), nullable=True),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("lent_at", sa.BigInteger(), nullable=False),
        sa.Column("lent_by", sa.BigInteger(), nullable=False),
        sa.Column("rain", sa.Boolean(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("approved_by", sa.BigInteger(), nullable=False),
        sa.Column("waiver", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loans")),
        sa.UniqueConstraint("code", name=op.f("uq_loans_code")),
    )
    op.create_index(op.f("ix_loans_day"), "loans", ["day"], unique=False)
    op.create_index(op.f("ix_loans_phone"), "loans", ["phone"], unique=False)
    op.create_index(op.f("ix_loans_tail"), "loans", ["tail"], unique=False)
    op.create_index(op.f("ix_loans_tenant"), "loans", ["tenant"], unique=False)
    op.create_index(
        "uq_loans_request", "loans", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "key_approvals",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handout", sa.Integer(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handout"], ["key_handouts.id"], name=op.f("fk_key_approvals_handout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_approvals")),
    )
    op.create_index(op.f("ix_key_approvals_handout_by"), "key_approvals", ["handout", "by"], unique=True)
    op.create_table(
        "key_calls",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handout", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("owner", sa.Boolean(), nullable=False),
        sa.Column("spoke_to", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handout"], ["key_handouts.id"], name=op.f("fk_key_calls_handout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_calls")),
    )
    op.create_index(op.f("ix_key_calls_handout"), "key_calls", ["handout"], unique=False)
    op.create_index(
        "uq_key_calls_request", "key_calls", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "key_copies",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("copy_number", sa.Integer(), nullable=False),
        sa.Column("tag", sa.Text(), nullable=False),
        sa.Column("hook", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("ring", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["key"], ["keys.id"], name=op.f("fk_key_copies_key")),
        sa.ForeignKeyConstraint(["ring"], ["key_rings.id"], name=op.f("fk_key_copies_ring")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_copies")),
        sa.UniqueConstraint("tag", name=op.f("uq_key_copies_tag")),
    )
    op.create_index(op.f("ix_key_copies_key_copy_number"), "key_copies", ["key", "copy_number"], unique=True)
    op.create_index(op.f("ix_key_copies_ring"), "key_copies", ["ring"], unique=False)
    op.create_table(
        "key_explanations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handout", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handout"], ["key_handouts.id"], name=op.f("fk_key_explanations_handout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_explanations")),
    )
    op.create_index(
        op.f("ix_key_explanations_handout_day"), "key_explanations", ["handout", "day"], unique=False
    )
    op.create_table(
        "key_extensions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handout", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("exceptions", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handout"], ["key_handouts.id"], name=op.f("fk_key_extensions_handout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_extensions")),
    )
    op.create_index(op.f("ix_key_extensions_handout"), "key_extensions", ["handout"], unique=False)
    op.create_table(
        "key_hand_ons",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handout", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("gave", sa.BigInteger(), nullable=False),
        sa.Column("giver", sa.Text(), nullable=False),
        sa.Column("taker", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["handout"], ["key_handouts.id"], name=op.f("fk_key_hand_ons_handout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_hand_ons")),
    )
    op.create_index(op.f("ix_key_hand_ons_gave"), "key_hand_ons", ["gave"], unique=False)
    op.create_index(op.f("ix_key_hand_ons_handout"), "key_hand_ons", ["handout"], unique=False)
    op.create_table(
        "key_reservations",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.Integer(), nullable=False),
        sa.Column("colleague", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["keys.id"], name=op.f("fk_key_reservations_key")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_reservations")),
    )
    op.create_index(op.f("ix_key_reservations_key_ends"), "key_reservations", ["key", "ends"], unique=False)
    op.create_index(
        "uq_key_reservations_request",
        "key_reservations",
        ["request"],
        unique=True,
        sqlite_where=sa.text("request <> ''"),
    )
    op.create_table(
        "loan_calls",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("loan", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["loan"], ["loans.id"], name=op.f("fk_loan_calls_loan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_calls")),
    )
    op.create_index(op.f("ix_loan_calls_loan"), "loan_calls", ["loan"], unique=False)
    op.create_index(
        "uq_loan_calls_request", "loan_calls", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "loan_item_steps",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item"], ["loan_items.id"], name=op.f("fk_loan_item_steps_item"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_item_steps")),
    )
    op.create_index(op.f("ix_loan_item_steps_item_at"), "loan_item_steps", ["item", "at"], unique=False)
    op.create_table(
        "loan_lines",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("loan", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("item", sa.Integer(), nullable=False),
        sa.Column("category", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("deposit", sa.Integer(), nullable=False),
        sa.Column("refunded", sa.Integer(), nullable=False),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("kept_reason", sa.Text(), nullable=False),
        sa.Column("fee", sa.Integer(), nullable=False),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.Column("taken_by", sa.BigInteger(), nullable=False),
        sa.Column("returned_by", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("extensions", sa.Integer(), nullable=False),
        sa.Column("given_back", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["item"], ["loan_items.id"], name=op.f("fk_loan_lines_item")),
        sa.ForeignKeyConstraint(["loan"], ["loans.id"], name=op.f("fk_loan_lines_loan"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_lines")),
    )
    op.create_index(
        "ix_loan_lines_due", "loan_lines", ["due"], unique=False, sqlite_where=sa.text("state = 'out'")
    )
    op.create_index(op.f("ix_loan_lines_item"), "loan_lines", ["item"], unique=False)
    op.create_index(op.f("ix_loan_lines_loan"), "loan_lines", ["loan"], unique=False)
    op.create_index(
        "ix_loan_lines_returned",
        "loan_lines",
        ["returned_at"],
        unique=False,
        sqlite_where=sa.text("returned_at IS NOT NULL"),
    )
    op.create_index(
        "uq_loan_lines_out", "loan_lines", ["item"], unique=True, sqlite_where=sa.text("state = 'out'")
    )
    op.create_index(
        "uq_loan_lines_request", "loan_lines", ["request"], unique=True, sqlite_where=sa.text("request <> ''")
    )
    op.create_table(
        "key_faults",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("critical", sa.Boolean(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("mended_at", sa.BigInteger(), nullable=True),
        sa.Column("mended_by", sa.BigInteger(), nullable=False),
        sa.Column("mended_words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["copy"], ["key_copies.id"], name=op.f("fk_key_faults_copy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_faults")),
    )
    op.create_index(op.f("ix_key_faults_copy"), "key_faults", ["copy"], unique=False)
    op.create_table(
        "key_lines",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("handout", sa.Integer(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("returned_at", sa.BigInteger(), nullable=True),
        sa.Column("returned_by", sa.Text(), nullable=False),
        sa.Column("by_another", sa.Boolean(), nullable=False),
        sa.Column("taken_by", sa.BigInteger(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("checks", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["copy"], ["key_copies.id"], name=op.f("fk_key_lines_copy")),
        sa.ForeignKeyConstraint(
            ["handout"], ["key_handouts.id"], name=op.f("fk_key_lines_handout"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_lines")),
    )
    op.create_index(op.f("ix_key_lines_copy"), "key_lines", ["copy"], unique=False)
    op.create_index(op.f("ix_key_lines_handout"), "key_lines", ["handout"], unique=False)
    op.create_index(
        "uq_key_lines_open",
        "key_lines",
        ["copy"],
        unique=True,
        sqlite_where=sa.text("state IN ('waiting', 'out')"),
    )
    op.create_table(
        "key_lost_reports",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("handout", sa.BigInteger(), nullable=True),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("happened_at", sa.BigInteger(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("lock_change", sa.Boolean(), nullable=False),
        sa.Column("reported_at", sa.BigInteger(), nullable=False),
        sa.Column("reported_by", sa.BigInteger(), nullable=False),
        sa.Column("became_kind", sa.Text(), nullable=False),
        sa.Column("became", sa.BigInteger(), nullable=True),
        sa.Column("found_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["copy"], ["key_copies.id"], name=op.f("fk_key_lost_reports_copy")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_key_lost_reports")),
    )
    op.create_index(op.f("ix_key_lost_reports_copy"), "key_lost_reports", ["copy"], unique=False)
    op.create_index(
        op.f("ix_key_lost_reports_reported_at"), "key_lost_reports", ["reported_at"], unique=False
    )
    op.create_table(
        "loan_extensions",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("before", sa.BigInteger(), nullable=False),
        sa.Column("after", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line"], ["loan_lines.id"], name=op.f("fk_loan_extensions_line"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_extensions")),
    )
    op.create_index(op.f("ix_loan_extensions_line"), "loan_extensions", ["line"], unique=False)
