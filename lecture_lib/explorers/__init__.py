"""Explorers: parameters → run → picture, wired once.

Each is loaded when it is asked for: a notebook shows a few of them, and its kernel need not wait
for the others, or hold them.
"""

from importlib import import_module

WHERE = {
    "BlendExplorer": "zero_one.blend",
    "BreaksExplorer": "slope.breaks",
    "BudgetExplorer": "stopping.budget",
    "ByHandExplorer": "line.by_hand",
    "CertificateExplorer": "descent.certificate",
    "ChainExplorer": "gradient.chain",
    "CliffExplorer": "step_size.cliff",
    "CloudExplorer": "batches.cloud",
    "CompassExplorer": "slope.compass",
    "CrossEntropyExplorer": "entropy.cross",
    "DesignerExplorer": "moods.designer",
    "DetectiveExplorer": "backprop.detective",
    "DiceExplorer": "loop.dice",
    "DistributionExplorer": "softmax.distribution",
    "DriveExplorer": "gradient.drive",
    "EpsilonExplorer": "stopping.epsilon",
    "FaceExplorer": "line.face",
    "FlowExplorer": "backprop.flow",
    "FoldExplorer": "backprop.fold",
    "FreezeExplorer": "gradient.freeze",
    "GalleryExplorer": "loss.gallery",
    "GrinsExplorer": "initialization.grins",
    "GuessExplorer": "entropy.guess",
    "HingeExplorer": "hinges.hinge",
    "LastOrBestExplorer": "descent.last_or_best",
    "LineExplorer": "line.line",
    "MemoryExplorer": "momentum.memory",
    "MeterExplorer": "zero_one.meter",
    "MixExplorer": "hinges.mix",
    "MoodsExplorer": "moods.four_moods",
    "OverfittingExplorer": "stopping.overfitting",
    "PaintExplorer": "hinges.paint",
    "PathsExplorer": "batches.paths",
    "PseudocodeExplorer": "descent.pseudocode",
    "RaceExplorer": "momentum.race",
    "RavineExplorer": "momentum.ravine",
    "SaturationExplorer": "sigmoid.saturation",
    "ScaleExplorer": "initialization.scale",
    "SearchExplorer": "loop.search",
    "SignExplorer": "sigmoid.sign",
    "SoftmaxExplorer": "softmax.softmax",
    "StaircaseExplorer": "zero_one.staircase",
    "StepExplorer": "step_size.step",
    "SubsetExplorer": "batches.subset",
    "SurfaceExplorer": "slope.surface",
    "SymmetryExplorer": "initialization.symmetry",
    "TangentExplorer": "slope.tangent",
    "TugExplorer": "gradient.tug",
    "TypoExplorer": "loss.typo",
    "UnitsExplorer": "sigmoid.units",
    "ValleyExplorer": "descent.valley",
    "VanishingExplorer": "backprop.vanishing",
    "WiringExplorer": "backprop.wiring",
    "WrongStartExplorer": "moods.wrong_start",
}

__all__ = [*WHERE]


def __getattr__(name):
    if name not in WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{WHERE[name]}"), name)


def __dir__():
    return sorted({*globals(), *__all__})
