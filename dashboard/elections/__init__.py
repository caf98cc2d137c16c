"""Elections: their kinds, units and seats, legal dates, and how a list ballot shares out seats.

Pure functions over the reference files; nothing here asks the store or knows a page.
"""
