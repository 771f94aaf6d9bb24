"""A building whose desk is cut off anywhere: real databases, a real folder, and what must hold afterwards.

`building` is the building and its rules, `points` where a desk can be cut off. Faults of the share itself are the
simulator's. To add a proof: a test that makes a `Building`, lets things happen, and ends with `settle_and_check`.
"""
