"""A usual way: an interactive figure of ipympl; what stands still is restored from a copy."""

import ipywidgets
from matplotlib import pyplot as plt

from bench.contenders.usual import UsualPicture, controls


class Blitted:
    """A figure on the screen in which only the moving artists are drawn anew."""

    def __init__(self):
        self.sliders, self.player = controls()
        self.sentence = ipywidgets.Label()
        self.usual = UsualPicture()
        self.canvas = plt.figure(self.usual.figure).canvas
        self.canvas.header_visible = self.canvas.toolbar_visible = False
        self._pose()
        self.canvas.mpl_connect("draw_event", self._drawn)
        for slider in self.sliders.values():
            slider.observe(self._changed, "value")

    def _pose(self):
        state = {name: slider.value for name, slider in self.sliders.items()}
        self.sentence.value = self.usual.pose(**state)

    def _drawn(self, _):
        self.background = self.canvas.copy_from_bbox(self.usual.figure.bbox)
        self._draw_moving()

    def _changed(self, _):
        self._pose()
        self.canvas.restore_region(self.background)
        self._draw_moving()
        self.canvas.blit(self.usual.figure.bbox)

    def _draw_moving(self):
        for artist in self.usual.artists:
            artist.axes.draw_artist(artist)


def show():
    """Return the controls with the figure, to be shown."""
    blitted = Blitted()
    return ipywidgets.VBox(
        [blitted.player, *blitted.sliders.values(), blitted.canvas, blitted.sentence]
    )
