"""The course's library: models, losses, gradient descent and backprop, and what lets you play.

The mathematics stands in the files of this folder, named as the field names it: ``data``,
``models``, ``losses``, ``objective``, ``optimizers``, ``descent``, ``backprop`` … It needs numpy
alone. ``pictures`` draws it, ``stage`` moves the pictures in the browser, ``explorers`` put
controls on them, and ``practice`` asks and checks. ``docs/names.md`` lists every name that a
notebook may call, file by file, with a line and an example each.
"""
