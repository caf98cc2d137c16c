"""A page with the map and nothing else, for the browser tests: values are given by hand."""

import datetime as dt
import json

import streamlit as st

from dashboard.figures.map_table import Layer, LayerClass, MapTable
from dashboard.figures.static_files import TERRITORY
from dashboard.screens._map import MapChoice, readiness_map
from dashboard.wording import wording

WORDS = {
    "ar": ("غير جاهزة", "جاهزية ضعيفة", "جاهزية متوسطة", "جاهزية جيدة", "جاهزة"),
    "fr": ("Pas prête", "Faible", "Moyenne", "Bonne", "Prête"),
    "en": ("Not ready", "Weak", "Middling", "Good", "Ready"),
}
LABELS = {
    "ar": ("الجاهزية التنظيمية", "المنخرطون لكل 1000 راشد", "نسبة التغطية", "الأمانة المحلية"),
    "fr": ("Préparation", "Adhérents", "Part couverte", "Secrétariat local"),
    "en": ("Readiness", "Members", "Share covered", "Local secretariat"),
}
language = st.query_params.get("lang", "en")
province = st.query_params.get("province")
_ = wording(language)

st.set_page_config(layout="wide")
side = "direction:rtl;text-align:start;" if language == "ar" else ""
faces = "".join(
    f"@font-face{{font-family:'IBM Plex Sans Arabic';font-weight:{weight};"
    f"src:url(/app/static/fonts/IBMPlexSansArabic-{cut}.woff)}}"
    for weight, cut in ((400, "Regular"), (600, "SemiBold"), (700, "Bold"))
)
st.html(f"<style>{faces} .stApp{{{side}}}</style>")


@st.cache_resource
def table(language: str) -> MapTable:
    drawn = json.loads(TERRITORY.read_text(encoding="utf-8"))
    codes = tuple(f["c"] for f in [*drawn["communes"], *drawn["arrondissements"]])
    words, labels = WORDS[language], LABELS[language]
    bounds = (0, 25, 50, 70, 85, 100)
    score = {code: (n * 37 + 11) % 101 for n, code in enumerate(codes)}
    score |= {"03.061.01.01": 10, "03.231.01.0": 60, "03.561.01.11": 90}
    score |= {codes[n]: marker for n, marker in enumerate(MARKERS, start=30)}
    days = {code: dt.date(2026, 9, 1 + n % 20) for n, code in enumerate(codes)}
    readiness = Layer(
        id="readiness",
        label=labels[0],
        kind="readiness",
        classes=tuple(
            LayerClass(word, low, high)
            for word, low, high in zip(words, bounds[:-1], bounds[1:], strict=True)
        ),
        values=score,
        numbers={"03.561.01.11": 2},
        unit={"ar": "من 100", "fr": "sur 100", "en": "of 100"}[language],
        dates=days,
        reliability=dict.fromkeys(codes, 82.0) | {"03.561.01.11": 20.0, codes[30]: 20.0},
        notes={codes[30]: HOSTILE, "03.561.01.11": "capped"},
    )
    members = Layer(
        id="members",
        label=labels[1],
        kind="sequential",
        classes=tuple(
            LayerClass("", low, high)
            for low, high in ((None, 1), (1, 2), (2, 3), (3, 5), (5, None))
        ),
        values={code: (n % 70) / 10 for n, code in enumerate(codes)} | {"03.061.01.01": 1234.5},
        decimals=1,
        dates=dt.date(2026, 9, 30),
    )
    share = Layer(
        id="share",
        label=labels[2],
        kind="sequential",
        classes=(LayerClass("", None, 0.5), LayerClass("", 0.5, None)),
        values={code: n / len(codes) for n, code in enumerate(codes)},
        is_share=True,
    )
    body = Layer(
        id="body",
        label=HOSTILE,
        kind="category",
        classes=(LayerClass(words[0]), LayerClass(words[4], colour="readiness.5")),
        values=dict.fromkeys(codes, 1.0),
        numbers={code: 1 + n % 2 for n, code in enumerate(codes)},
    )
    return MapTable((*codes, "03.999.99.99"), (readiness, members, share, body))


HOSTILE = "<img src=x onerror=\"document.title='broken'\">"
MARKERS = ("no_data", "not_assessable", "masked", "not_applicable", "no_data", "masked")

if st.button("again"):
    st.session_state["runs"] = st.session_state.get("runs", 0) + 1
if st.button("to Taza"):
    st.session_state["asked"] = "03.561.01.11"
st.text(f"heard {st.session_state.get('heard')}")


def hear(choice: MapChoice) -> None:
    st.session_state["heard"] = f"{choice.layer} {choice.selected}"


choice = readiness_map(
    table(language),
    layer=st.query_params.get("layer", "readiness"),
    province=province,
    selected=st.session_state.get("asked") or st.query_params.get("selected"),
    wording=_,
    on_choice=hear,
)
st.text(f"chosen {choice.layer} {choice.selected} runs {st.session_state.get('runs', 0)}")
st.text(f"without a shape: {', '.join(choice.unmatched.rows)}")
