"""The baseline: what is commonly written first. Everything is read and sent again at each rerun.

`territory.geojson` is the full geometry, `figures.csv` the product's own figures, both beside this.
"""

from pathlib import Path

import geopandas
import pandas as pd
import plotly.express as px
import streamlit as st

FOLDER = Path(__file__).parent
st.set_page_config(layout="wide")
communes = geopandas.read_file(FOLDER / "territory.geojson")
figures = pd.read_csv(FOLDER / "figures.csv", dtype={"commune_code": str})
st.title("Readiness")
indicator = st.selectbox("Indicator", [name for name in figures.columns if name != "commune_code"])
rows = communes.merge(figures, on="commune_code")
drawn = px.choropleth(
    rows,
    geojson=communes.__geo_interface__,
    locations="commune_code",
    featureidkey="properties.commune_code",
    color=indicator,
)
drawn.update_geos(fitbounds="locations", visible=False)
# Without a stub of the world's outline Plotly draws nothing where there is no internet.
st.plotly_chart(drawn, config={"topojsonURL": "/app/static/topo/"})
st.metric("Communes", len(rows))
