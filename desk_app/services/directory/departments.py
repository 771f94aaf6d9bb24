"""The departments every property company has; a building changes their names and gives them a phone."""

from __future__ import annotations

from desk_app.services.directory.records import Department, Trade

DEPARTMENTS = (
    Department("engineering", "工程部", "Engineering", tuple(Trade)),
    Department("security", "保安部", "Security"),
    Department("cleaning", "保洁部", "Cleaning"),
    Department("finance", "财务部", "Finance"),
    Department("customer_service", "客服部", "Customer service"),
)
"""Operating manual, People and things."""
