"""Whole calls made up offline, with their truth: what the detectors are tuned and tested on.

Nothing of it is needed to measure; `python -m probes.phone.sound.rehearsal` prints the errors.
"""
