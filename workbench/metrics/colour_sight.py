"""How far apart colours look: to usual sight and to the three kinds of colour blindness, and as contrast."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

CLEAR = 16.8
"""Worst difference that neighbours on a map should have at least; below it they get different hatches."""

SIGHTS: dict[str, NDArray[np.float64]] = {
    "usual": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
"""What each kind of sight makes of linear sRGB, at full severity (Machado, Oliveira and Fernandes 2009)."""

_TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = np.array([0.95047, 1.0, 1.08883])  # daylight, D65
_DARK = 216 / 24389
_SLOPE = 24389 / 27


def linear_rgb(colours: Sequence[str]) -> NDArray[np.float64]:
    """Light of "#RRGGBB" colours, (n, 3) from 0 to 1, without the curve of sRGB (IEC 61966-2-1)."""
    shares = [[int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)] for colour in colours]
    values = np.array(shares, dtype=np.float64).reshape(-1, 3)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def cie_lab(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    """CIE 1976 L*, a*, b* of linear sRGB, (n, 3); L* is 0 for black and 100 for white."""
    xyz = np.clip(linear, 0, 1) @ _TO_XYZ.T / _WHITE
    curve = np.where(xyz > _DARK, np.cbrt(xyz), (_SLOPE * xyz + 16) / 116)
    x, y, z = curve.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)


def luminance(colour: str) -> float:
    """Relative luminance of WCAG 2, 0 for black to 1 for white."""
    return float(linear_rgb([colour])[0] @ _TO_XYZ[1])


def contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """CIE 1976 L* of a colour, 0 to 100."""
    return float(cie_lab(linear_rgb([colour]))[0, 0])


def grey_of(colour: str) -> str:
    """The grey of the same lightness, as a printer without colours makes it."""
    light = luminance(colour)
    value = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return "#" + f"{round(255 * value):02X}" * 3


def worst_differences(colours: Sequence[str]) -> NDArray[np.float64]:
    """Smallest CIE 1976 difference of each pair over all kinds of sight, (n, n), 0 on the diagonal."""
    linear = linear_rgb(colours)
    seen = np.stack([cie_lab(linear @ sight.T) for sight in SIGHTS.values()])
    apart: NDArray[np.float64] = np.linalg.norm(seen[:, :, None] - seen[:, None], axis=3).min(axis=0)
    return apart


@lru_cache(maxsize=4096)
def worst_difference(one: str, other: str) -> float:
    """Smallest CIE 1976 difference of two colours over all kinds of sight."""
    return float(worst_differences((one, other))[0, 1])
