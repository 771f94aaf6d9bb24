"""What stands on the share is hostile until proven otherwise: tests of its form, names, locks and readers.

`examples` makes a sound file of each kind, `hostile` makes unsound ones of them. To add a kind of file: an example.
"""
