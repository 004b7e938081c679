"""Explorers: parameters → run → picture, wired once."""

from lecture_lib.explorers.backprop.detective import DetectiveExplorer
from lecture_lib.explorers.backprop.flow import FlowExplorer
from lecture_lib.explorers.backprop.fold import FoldExplorer
from lecture_lib.explorers.backprop.vanishing import VanishingExplorer
from lecture_lib.explorers.batches.cloud import CloudExplorer
from lecture_lib.explorers.batches.paths import PathsExplorer
from lecture_lib.explorers.batches.subset import SubsetExplorer
from lecture_lib.explorers.descent.certificate import CertificateExplorer
from lecture_lib.explorers.descent.last_or_best import LastOrBestExplorer
from lecture_lib.explorers.descent.pseudocode import PseudocodeExplorer
from lecture_lib.explorers.descent.valley import ValleyExplorer
from lecture_lib.explorers.entropy.cross import CrossEntropyExplorer
from lecture_lib.explorers.entropy.guess import GuessExplorer
from lecture_lib.explorers.gradient.chain import ChainExplorer
from lecture_lib.explorers.gradient.drive import DriveExplorer
from lecture_lib.explorers.gradient.freeze import FreezeExplorer
from lecture_lib.explorers.gradient.tug import TugExplorer
from lecture_lib.explorers.hinges.hinge import HingeExplorer
from lecture_lib.explorers.hinges.mix import MixExplorer
from lecture_lib.explorers.hinges.paint import PaintExplorer
from lecture_lib.explorers.initialization.grins import GrinsExplorer
from lecture_lib.explorers.initialization.scale import ScaleExplorer
from lecture_lib.explorers.initialization.symmetry import SymmetryExplorer
from lecture_lib.explorers.line.by_hand import ByHandExplorer
from lecture_lib.explorers.line.face import FaceExplorer
from lecture_lib.explorers.line.line import LineExplorer
from lecture_lib.explorers.loop.dice import DiceExplorer
from lecture_lib.explorers.loop.search import SearchExplorer
from lecture_lib.explorers.loss.gallery import GalleryExplorer
from lecture_lib.explorers.loss.typo import TypoExplorer
from lecture_lib.explorers.momentum.memory import MemoryExplorer
from lecture_lib.explorers.momentum.race import RaceExplorer
from lecture_lib.explorers.momentum.ravine import RavineExplorer
from lecture_lib.explorers.moods.designer import DesignerExplorer
from lecture_lib.explorers.moods.four_moods import MoodsExplorer
from lecture_lib.explorers.moods.wrong_start import WrongStartExplorer
from lecture_lib.explorers.sigmoid.saturation import SaturationExplorer
from lecture_lib.explorers.sigmoid.sign import SignExplorer
from lecture_lib.explorers.sigmoid.units import UnitsExplorer
from lecture_lib.explorers.slope.breaks import BreaksExplorer
from lecture_lib.explorers.slope.compass import CompassExplorer
from lecture_lib.explorers.slope.surface import SurfaceExplorer
from lecture_lib.explorers.slope.tangent import TangentExplorer
from lecture_lib.explorers.softmax.distribution import DistributionExplorer
from lecture_lib.explorers.softmax.softmax import SoftmaxExplorer
from lecture_lib.explorers.step_size.cliff import CliffExplorer
from lecture_lib.explorers.step_size.step import StepExplorer
from lecture_lib.explorers.stopping.budget import BudgetExplorer
from lecture_lib.explorers.stopping.epsilon import EpsilonExplorer
from lecture_lib.explorers.stopping.overfitting import OverfittingExplorer
from lecture_lib.explorers.zero_one.blend import BlendExplorer
from lecture_lib.explorers.zero_one.meter import MeterExplorer
from lecture_lib.explorers.zero_one.staircase import StaircaseExplorer

__all__ = [
    "BlendExplorer",
    "BreaksExplorer",
    "BudgetExplorer",
    "ByHandExplorer",
    "CertificateExplorer",
    "ChainExplorer",
    "CliffExplorer",
    "CloudExplorer",
    "CompassExplorer",
    "CrossEntropyExplorer",
    "DesignerExplorer",
    "DetectiveExplorer",
    "DiceExplorer",
    "DistributionExplorer",
    "DriveExplorer",
    "EpsilonExplorer",
    "FaceExplorer",
    "FlowExplorer",
    "FoldExplorer",
    "FreezeExplorer",
    "GalleryExplorer",
    "GrinsExplorer",
    "GuessExplorer",
    "HingeExplorer",
    "LastOrBestExplorer",
    "LineExplorer",
    "MemoryExplorer",
    "MeterExplorer",
    "MixExplorer",
    "MoodsExplorer",
    "OverfittingExplorer",
    "PaintExplorer",
    "PathsExplorer",
    "PseudocodeExplorer",
    "RaceExplorer",
    "RavineExplorer",
    "SaturationExplorer",
    "ScaleExplorer",
    "SearchExplorer",
    "SignExplorer",
    "SoftmaxExplorer",
    "StaircaseExplorer",
    "StepExplorer",
    "SubsetExplorer",
    "SurfaceExplorer",
    "SymmetryExplorer",
    "TangentExplorer",
    "TugExplorer",
    "TypoExplorer",
    "UnitsExplorer",
    "ValleyExplorer",
    "VanishingExplorer",
    "WrongStartExplorer",
]
