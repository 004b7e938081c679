"""The exercises of the sections, one file each: cases, requirements, mistakes, hints.

A check is given the ``function`` that the learner wrote, and returns a `Verdict`: true where that
passes, else what was seen and where to look.
"""
