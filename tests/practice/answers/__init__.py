"""Answers to the exercises, one module each: right ones, written in different ways, and wrong ones.

RIGHT       answers that must pass
PRAISED     what every right answer is told
MISTAKES    (what the diagnosis must name, the wrong answer): each claimed mistake has one
OTHER_FAULTS    the same for what is seen without being a known mistake
SOLUTION    a pattern that gives the solution away: it fits a right answer, and nothing shown
"""
