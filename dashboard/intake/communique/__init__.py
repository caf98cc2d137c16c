"""Reads a party's communiqué and drafts what it holds; rules over folded words, no model.

`reading.read` is the way in. Nothing here writes to a store or knows a page.
"""
