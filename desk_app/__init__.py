"""The front desk of a managed office building.

Two halves: `services` works without a screen, `ui` is everything with a pixel; `app` puts them together.
"""

__version__ = "0.1.0"
