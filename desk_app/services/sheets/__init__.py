"""Spreadsheets in and out: lists that tenants and offices keep in Excel or CSV.

A file from outside is hostile until read: size, rows, columns, entities and zip bombs are bounded here, formulas are
text. What the columns mean belongs to the feature that asks: it passes `Column`s and gets rows with line numbers.
Nothing here knows a feature or the database. To read a new list: declare its columns, call `read_table`.
"""
