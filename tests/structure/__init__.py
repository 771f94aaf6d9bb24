"""What is true of all source, whoever wrote it: sizes, layers, forbidden constructs, docstrings, licences.

A rule is one test that names every offender at once. No test of behaviour belongs here.
"""
