"""Plans made from what is known: at what pace bodies are founded, and which team goes where, when.

Rows and dates in, figures and an agenda out; no Streamlit. `tour` is what is asked and answered of
an agenda, `solving` finds one, `checking` verifies one without knowing how it was found.
"""
