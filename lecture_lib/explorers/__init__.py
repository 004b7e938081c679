"""Explorers: parameters → run → picture, wired once."""

from lecture_lib.explorers.breaks import BreaksExplorer
from lecture_lib.explorers.budget import BudgetExplorer
from lecture_lib.explorers.by_hand import ByHandExplorer
from lecture_lib.explorers.certificate import CertificateExplorer
from lecture_lib.explorers.chain import ChainExplorer
from lecture_lib.explorers.cliff import CliffExplorer
from lecture_lib.explorers.cloud import CloudExplorer
from lecture_lib.explorers.compass import CompassExplorer
from lecture_lib.explorers.detective import DetectiveExplorer
from lecture_lib.explorers.dice import DiceExplorer
from lecture_lib.explorers.distribution import DistributionExplorer
from lecture_lib.explorers.drive import DriveExplorer
from lecture_lib.explorers.epsilon import EpsilonExplorer
from lecture_lib.explorers.face import FaceExplorer
from lecture_lib.explorers.flow import FlowExplorer
from lecture_lib.explorers.fold import FoldExplorer
from lecture_lib.explorers.freeze import FreezeExplorer
from lecture_lib.explorers.grins import GrinsExplorer
from lecture_lib.explorers.last_or_best import LastOrBestExplorer
from lecture_lib.explorers.line import LineExplorer
from lecture_lib.explorers.memory import MemoryExplorer
from lecture_lib.explorers.overfitting import OverfittingExplorer
from lecture_lib.explorers.paths import PathsExplorer
from lecture_lib.explorers.pseudocode import PseudocodeExplorer
from lecture_lib.explorers.race import RaceExplorer
from lecture_lib.explorers.ravine import RavineExplorer
from lecture_lib.explorers.scale import ScaleExplorer
from lecture_lib.explorers.search import SearchExplorer
from lecture_lib.explorers.softmax import SoftmaxExplorer
from lecture_lib.explorers.step import StepExplorer
from lecture_lib.explorers.subset import SubsetExplorer
from lecture_lib.explorers.surface import SurfaceExplorer
from lecture_lib.explorers.symmetry import SymmetryExplorer
from lecture_lib.explorers.tangent import TangentExplorer
from lecture_lib.explorers.tug import TugExplorer
from lecture_lib.explorers.valley import ValleyExplorer
from lecture_lib.explorers.vanishing import VanishingExplorer

__all__ = [
    "BreaksExplorer",
    "BudgetExplorer",
    "ByHandExplorer",
    "CertificateExplorer",
    "ChainExplorer",
    "CliffExplorer",
    "CloudExplorer",
    "CompassExplorer",
    "DetectiveExplorer",
    "DiceExplorer",
    "DistributionExplorer",
    "DriveExplorer",
    "EpsilonExplorer",
    "FaceExplorer",
    "FlowExplorer",
    "FoldExplorer",
    "FreezeExplorer",
    "GrinsExplorer",
    "LastOrBestExplorer",
    "LineExplorer",
    "MemoryExplorer",
    "OverfittingExplorer",
    "PathsExplorer",
    "PseudocodeExplorer",
    "RaceExplorer",
    "RavineExplorer",
    "ScaleExplorer",
    "SearchExplorer",
    "SoftmaxExplorer",
    "StepExplorer",
    "SubsetExplorer",
    "SurfaceExplorer",
    "SymmetryExplorer",
    "TangentExplorer",
    "TugExplorer",
    "ValleyExplorer",
    "VanishingExplorer",
]
