"""The program that made the sample data in data/: `python -m make_data`, or `make data`.

Everything is drawn with fixed seeds. A *story* is something planted for a group of teachers to find; a *band*
says between which numbers it must lie in the finished files. The first seed whose files meet every band wins.
Numpy and xlsxwriter only; may import nothing of plckit.
"""
