"""Encryption at rest and the recovery code."""
