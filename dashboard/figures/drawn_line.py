"""A small line as SVG: values over even steps, time from left to right in every language."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.figures.tokens import colour

_ROOM = 4  # pixels around the line, for its ends


def drawn_line(
    values: Sequence[float | None], *, most: float, width: int = 240, height: int = 44
) -> str:
    """Return the line from 0 to `most`; what is unknown is a gap, a value alone is a dot.

    The axis is drawn at 0, so that a flat line at the top and one at the bottom differ.
    """
    top = max([most, 1.0, *(value for value in values if value is not None)])
    steps = max(1, len(values) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for at, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        x = _ROOM + at * (width - 2 * _ROOM) / steps
        runs[-1].append((x, height - _ROOM - value * (height - 2 * _ROOM) / top))
    ink = colour("ink")
    drawn = "".join(_run(run, ink) for run in runs if run)
    base = height - _ROOM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
        f' viewBox="0 0 {width} {height}"><path d="M{_ROOM} {base}H{width - _ROOM}"'
        f' stroke="{colour("control_border")}"/>{drawn}</svg>'
    )


def _run(run: Sequence[tuple[float, float]], ink: str) -> str:
    x, y = run[-1]
    dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{ink}"/>'
    if len(run) == 1:
        return dot
    line = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
    return f'<path d="M{line}" fill="none" stroke="{ink}" stroke-width="1.6"/>{dot}'
