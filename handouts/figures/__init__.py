"""The figure engine: a pose in clinical words -> a picture of a person doing the exercise.

Five rooms, each of which imports only those before it:

- `picture`: a drawn picture as data, with its palettes and writers: all that a sheet needs, without numpy
- `body`: tables of a person -> a skeleton that angles move, its skin, and the clothed surface around it
- `posing`: a pose in clinical words -> the angles of all joints, with the contacts it names kept
- `tracing`: a surface and a camera -> what each pixel shows -> exact borders -> curves
- `drawing`: curves, colours, props and arrows -> a finished Picture, and the baked file of it

Only `picture` is used while sheets are made. The rest needs the extra `[figures]` (numpy, numba, scipy, shapely,
contourpy) and runs when pictures are drawn and baked.
"""
