"""Bytes become items: one format, one file, one detector in front (`sniff.read`).

Each format's file offers `looks_like(head) -> bool` and `read(delivery) -> Reading`. Nothing here fetches, stores or judges, and
nothing invents a value: what cannot be read is left out with a note on the item.
"""
