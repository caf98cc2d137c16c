"""How well a colour stands off another (WCAG 2), and what a photocopier makes of it."""

from __future__ import annotations

from dashboard.figures.tokens import Theme, colour

TEXT, GRAPHICS = 4.5, 3.0  # the least a text, and a large text or a graphic, may have


def contrast(one: str, other: str) -> float:
    """Return the ratio of two colours `#RRGGBB`, 1 (the same) to 21, whichever is the lighter."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def ink_on(fill: str, theme: Theme = "light") -> str:
    """Return the token to write with on a fill, `ink` or `bg`: the one that stands off better."""
    return max(("ink", "bg"), key=lambda name: contrast(fill, colour(name, theme)))


def lightness(value: str) -> float:
    """Return how light a colour looks, 0 (black) to 100 (white): L* of CIELAB."""
    light = _luminance(value)
    return 116 * light ** (1 / 3) - 16 if light > 216 / 24389 else light * 24389 / 27


def grey(value: str) -> str:
    """Return the grey that is as light as a colour: what a photocopier makes of it."""
    light = _luminance(value)
    part = light * 12.92 if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(part * 255):02X}" * 3


def _luminance(value: str) -> float:
    """The light that a colour gives, 0 (black) to 1 (white), from its three parts."""
    red, green, blue = (_linear(int(value[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
