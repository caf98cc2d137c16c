"""Maps and charts: rows in, figure out; no data access, no Streamlit."""
