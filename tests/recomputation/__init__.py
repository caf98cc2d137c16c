"""Readiness computed a second time, in plain Python, from the stored rows and the reference files.

Written from the rules (the method's page and the data contracts), never from `queries/`: where the
two agree to 1e-9, each is evidence for the other. Nothing here is imported by the product.
"""
