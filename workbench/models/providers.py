"""Organisations that provide care and the sites they work from."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray


class Sector(StrEnum):
    """Part of the health and care system; Unknown where the source does not say."""

    ACUTE = "Acute"
    COMMUNITY = "Community"
    MENTAL_HEALTH = "Mental health"
    ADULT_SOCIAL_CARE = "Adult social care"
    CHILDREN_SOCIAL_CARE = "Children's social care"
    PUBLIC_HEALTH = "Public health"
    AMBULANCE = "Ambulance"
    PHARMACY = "Pharmacy"
    DENTAL = "Dental"
    OPTICAL = "Optical"
    VOLUNTARY = "Voluntary"
    INDEPENDENT = "Independent"
    PRIMARY_CARE = "Primary care"
    UNKNOWN = "Unknown"


@dataclass(frozen=True, eq=False)
class SiteTable:
    """Provider sites in file order; a site belongs to an organisation (``parent``).

    ``easting`` and ``northing`` are metres of EPSG:27700 (NaN: not placed); ``site_unit`` is -1
    outside the study area; ``stale`` marks sites of an old source, shown but not counted.
    """

    codes: NDArray[np.object_]
    names: NDArray[np.object_]
    kinds: NDArray[np.object_]
    sectors: NDArray[np.object_]
    parent_codes: NDArray[np.object_]
    parent_names: NDArray[np.object_]
    postcodes: NDArray[np.object_]
    easting: NDArray[np.float64]
    northing: NDArray[np.float64]
    site_unit: NDArray[np.int32]
    stale: NDArray[np.bool_]
    attributes: pd.DataFrame = field(default_factory=pd.DataFrame)

    def __len__(self) -> int:
        return len(self.codes)

    @cached_property
    def index_of(self) -> dict[str, int]:
        """Row by site code."""
        return {str(code): row for row, code in enumerate(self.codes)}

    @staticmethod
    def empty() -> SiteTable:
        """A table without sites."""
        text = np.empty(0, dtype=object)
        number = np.empty(0, dtype=np.float64)
        return SiteTable(
            codes=text, names=text, kinds=text, sectors=text, parent_codes=text, parent_names=text,
            postcodes=text, easting=number, northing=number, site_unit=np.empty(0, np.int32),
            stale=np.empty(0, np.bool_),
        )  # fmt: skip
