"""The least a page can be: one button and one line, to time Streamlit's own rerun."""

import streamlit as st

st.button("again")
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.text(f"run {st.session_state['runs']}")
