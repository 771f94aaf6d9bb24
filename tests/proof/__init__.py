"""What the proofs of the exchange share: counting what they tried (`counts`). Proofs themselves stand beside the code.

To add a proof: a test that calls `counted("R12", tried, seed)` at its end, small by default, whole under `full`.
"""
