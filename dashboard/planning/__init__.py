"""Plans made from what is known: which team goes to which commune, and when.

Rows and dates in, an agenda out; no data access and no Streamlit. `tour` is what is asked and what
is answered, `solving` finds an agenda, `checking` verifies one without knowing how it was found.
"""
