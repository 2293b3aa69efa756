"""A drawn picture as data -> SVG, PDF operators or a baked file: what a sheet needs, without numpy or a solver."""
