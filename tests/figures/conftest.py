"""Poses are solved on one thread, as when they are baked: many threads on a small matrix only wait."""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")  # read when numpy is imported
