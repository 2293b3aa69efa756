"""A finished sheet -> the patient, by the one door out: `mail`, `paper`, or a copy under `protection`.

`finished` gives the sheet as it is now, and `soundness` lets nothing through that is damaged.
"""
