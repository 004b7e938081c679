"""A usual way: `interact` calls a function that draws the figure and shows it."""

import ipywidgets
from IPython.display import display
from matplotlib import pyplot as plt

from bench.contenders.usual import UsualPicture, controls


def show():
    """Show the controls, and below them whatever the function shows."""
    sliders, player = controls()
    display(player)
    ipywidgets.interact(draw, **sliders)


def draw(eta, momentum, batch_size, step):
    """Draw the figure of one state."""
    usual = UsualPicture()
    print(usual.pose(eta, momentum, batch_size, step))
    for artist in usual.artists:
        artist.set_animated(False)
    plt.figure(usual.figure)
    plt.show()
