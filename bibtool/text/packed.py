"""Whole numbers side by side in one integer, so that one addition adds them all."""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct

_BITS = 32


class Fields:
    """So many numbers, each of 32 bits with its sign.

    >>> three = Fields(3)
    >>> three.sums([three.packed([(0, 5), (2, -1)]), three.packed([(2, -1)])])
    (5, 0, -2)
    """

    __slots__ = ("_bias", "_struct")

    def __init__(self, count: int) -> None:
        """``count`` fields."""
        self._struct = Struct(f"<{count}i")
        self._bias = sum(1 << _BITS * index + _BITS - 1 for index in range(count))

    def packed(self, numbers: Iterable[tuple[int, int]]) -> int:
        """Numbers by their index as one integer; those of one index are added."""
        return sum(number << _BITS * index for index, number in numbers)

    def sums(self, rows: Iterable[int]) -> tuple[int, ...]:
        """The sum of packed rows, by index; OverflowError where the last does not fit into its bits."""
        # with the bias no field is below zero, and none takes from the next; its highest bit turned round makes the
        # two's complement again
        total = sum(rows, self._bias) ^ self._bias
        unpacked: tuple[int, ...] = self._struct.unpack(total.to_bytes(self._struct.size, "little"))
        return unpacked
