"""A drawn picture as data -> SVG, PDF operators or a baked file: all that a sheet needs, without numpy or a solver."""
