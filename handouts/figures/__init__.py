"""The figure engine: a pose in clinical words -> a picture of a person doing the exercise.

Everything here is used while pictures are made and baked; only `picture` (pure data) is read at run time. The
rest needs the extra `[figures]` (numpy, numba, scipy, shapely, contourpy).
"""
