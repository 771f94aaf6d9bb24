"""Small pictures kept in the database under the digest of their content: the same picture is kept once.

Pictures from outside are decoded and encoded anew (`pictures`), so nothing hidden in them comes through. Features keep
the digest in their rows and events; nothing but `store` touches the table.
"""
