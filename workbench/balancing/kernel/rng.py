"""Random numbers inside the compiled loops: xorshift64*, one word of state, any number of streams.

Marsaglia (2003), "Xorshift RNGs", with the multiplier of Vigna (2016); seeds are spread by splitmix64.
The state is handed on by value, so that it stays in a register.
"""

from __future__ import annotations

import numpy as np
from numba import njit

MASK = (1 << 64) - 1


def seeded(seed: int, stream: int) -> np.uint64:
    """A state for one of many independent streams of a seed."""
    word = (seed * 0x9E3779B97F4A7C15 + (stream + 1) * 0xD1B54A32D192ED03) & MASK
    for _ in range(2):
        word = (word + 0x9E3779B97F4A7C15) & MASK
        word = ((word ^ (word >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        word = ((word ^ (word >> 27)) * 0x94D049BB133111EB) & MASK
        word ^= word >> 31
    return np.uint64(word or 1)


@njit(cache=True, nogil=True)
def step(state: np.uint64) -> np.uint64:
    """The next state."""
    state ^= state >> np.uint64(12)
    state ^= state << np.uint64(25)
    state ^= state >> np.uint64(27)
    return state


@njit(cache=True, nogil=True)
def below(state: np.uint64, n: int) -> int:
    """A whole number from 0 to n - 1 out of a state (n below 2^31)."""
    word = (state * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(33)
    word = (word * np.uint64(n)) >> np.uint64(31)
    return np.int64(word)  # type: ignore[return-value]  # a numpy number is the whole number here


@njit(cache=True, nogil=True)
def fraction(state: np.uint64) -> float:
    """A number from 0 up to, not including, 1 out of a state."""
    return ((state * np.uint64(0x2545F4914F6CDD1D)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)
