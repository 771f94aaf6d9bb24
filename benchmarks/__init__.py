"""Figures, printed by small programs: `python -m benchmarks.verdict`. No test depends on them."""
