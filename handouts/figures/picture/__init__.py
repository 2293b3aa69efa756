"""A drawn picture as data: all that a sheet needs, without numpy or a solver."""
