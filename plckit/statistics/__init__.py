"""Formulas for results of students: numpy and the standard library, no table, no file, no picture.

One file a family; each docstring gives the rule and the source. Inputs are lists or numpy arrays of numbers,
students in the first direction, items in the second. NaN means that there is no number: not tested, and never
zero (rule M2). Nothing here hides a small group: `plckit.domain.suppression` does, before anything is shown.
"""
