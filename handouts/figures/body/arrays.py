"""The kinds of arrays that the engine hands on: measures, whole numbers, and yes or no for each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Whole = NDArray[np.int64]
Mask = NDArray[np.bool_]
