"""One index over every feature."""
