"""The judging of copy: what is a version of what, what changed, which story, which situation, how it weighs.

Pure: values in, values out; no clock, disk, network, dice or log. The streaming state of all judges is a `Taster`
(`taste/judge.py`): `match`, `place` and `attach` change nothing; only `learn` does.
"""
