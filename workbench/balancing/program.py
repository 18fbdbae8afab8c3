"""A mixed-integer program for HiGHS, put together column by column and row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import highspy
import numpy as np


@dataclass(eq=False)
class Program:
    """Minimise cost times columns, each column from 0 to its upper limit, under rows with two limits."""

    _cost: list[float] = field(default_factory=list)
    _upper: list[float] = field(default_factory=list)
    _whole: list[bool] = field(default_factory=list)
    _row_low: list[float] = field(default_factory=list)
    _row_high: list[float] = field(default_factory=list)
    _starts: list[int] = field(default_factory=lambda: [0])
    _index: list[int] = field(default_factory=list)
    _value: list[float] = field(default_factory=list)

    def column(self, *, cost: float = 0.0, upper: float = 1.0, whole: bool = False) -> int:
        """A new column; its number."""
        self._cost.append(cost)
        self._upper.append(upper)
        self._whole.append(whole)
        return len(self._cost) - 1

    def columns(self, count: int, *, upper: float, whole: bool) -> list[int]:
        """Some new columns without a cost."""
        return [self.column(upper=upper, whole=whole) for _ in range(count)]

    def row(self, low: float, high: float, terms: Mapping[int, float]) -> None:
        """A new row: the sum of ``terms`` (column: factor) lies from ``low`` to ``high``."""
        self._row_low.append(low)
        self._row_high.append(high)
        self._index += list(terms)
        self._value += [float(value) for value in terms.values()]
        self._starts.append(len(self._index))

    def least(self, *, seconds: float, threads: int = 1) -> float | None:
        """What the cost cannot go under: the optimum, or the dual bound when time runs out.

        None where HiGHS proves nothing: no bound yet, or no solution (which rounding may feign).
        """
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = len(self._cost), len(self._row_low)
        model.col_cost_ = np.array(self._cost)
        model.col_lower_ = np.zeros(len(self._cost))
        model.col_upper_ = np.array(self._upper)
        model.row_lower_, model.row_upper_ = np.array(self._row_low), np.array(self._row_high)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array(self._starts)
        model.a_matrix_.index_ = np.array(self._index)
        model.a_matrix_.value_ = np.array(self._value)
        kinds = highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger
        model.integrality_ = [kinds[whole] for whole in self._whole]
        solver = highspy.Highs()  # type: ignore[no-untyped-call] # highspy carries no types
        for option, value in (("output_flag", False), ("time_limit", seconds), ("threads", threads)):
            solver.setOptionValue(option, value)
        solver.passModel(model)
        solver.run()
        status = solver.getModelStatus()
        if status not in {highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit}:
            return None
        bound = float(solver.getInfo().mip_dual_bound)
        return bound if np.isfinite(bound) else None
