"""Widgets every page is made of: small, keyboard first, with accessible names; they know no feature and no
service.

Texts go through `say`, colours through tokens, labels are plain text (use `parts.Label`, never QLabel). To
add one: one file, one widget, a docstring that says how to use it by keyboard, a line in the gallery and a
test.
"""
