"""The Python side of a Stage, without a browser."""

import gc
import io
import weakref

import numpy as np
import pytest
import scenes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image
from traitlets import TraitError

from lecture_lib.stage import Choice, Handle, Readout, Slider, Stage, Track
from lecture_lib.stage.pack import FAR, MOST, Pack, in_pixels
from lecture_lib.stage.sheets import render, render_moving


@pytest.fixture
def sent(monkeypatch):
    """``sent(stage)``: which traits each message holds that it sends from now on."""

    def listen(stage):
        messages = []

        def send(data, buffers):
            messages.append({*data["state"], *(path[0] for path in data["buffer_paths"])})

        monkeypatch.setattr(stage.comm, "send", send)
        return messages

    return listen


def moved(stage, by):
    return {a: Track(t.points + by, t.mode) for a, t in stage.tracks.items()}


# Track


def test_a_track_at_an_instant():
    points = np.arange(2 * 3 * 4 * 2.0).reshape(2, 3, 4, 2)
    assert (Track(points).at(1, 2) == points[1, 2]).all()
    assert (Track(points[:1, :1]).at(1, 2) == points[0, 0]).all()
    assert (Track(points[:, :1], "grows").at(1, 2) == points[1, 0, :3]).all()
    assert (Track(points[:, :1], "tip").at(1, 2) == points[1, 0, 2:3]).all()
    shown = np.array([[[True, False, True, True]]])
    assert (
        np.isnan(Track(points, shown=shown).at(1, 2)).tolist()
        == (~shown[0, 0])[:, None].repeat(2, 1).tolist()
    )


def test_the_extent_of_a_track():
    assert Track(np.ones((2, 3, 4, 2))).extent() == (2, 3)
    assert Track(np.ones((2, 1, 4, 2)), "grows").extent() == (2, 4)
    assert Track(np.ones((1, 1, 4, 2)), shown=np.ones((5, 6, 4), bool)).extent() == (5, 6)
    assert Track(np.ones((1, 1, 4, 2)), scales=np.ones((5, 1, 4))).extent() == (5, 1)


@pytest.mark.parametrize("shape", [(), (4, 2), (1, 4, 2), (1, 1, 4, 3), (1, 1, 0, 2), (0, 1, 4, 2)])
def test_a_track_of_a_wrong_shape(shape):
    with pytest.raises(ValueError, match=r"points must have shape \(takes, frames, points, 2\)"):
        Track(np.ones(shape))


def test_a_picture_that_is_not_uint8():
    with pytest.raises(ValueError, match="got float64"):
        Track(np.ones((1, 1, 3, 4, 4)))


def test_an_unknown_mode():
    with pytest.raises(ValueError, match=r"mode must be one of .* got 'shrinks'"):
        Track(np.ones((1, 1, 4, 2)), "shrinks")


@pytest.mark.parametrize("mode", ["grows", "tip"])
def test_a_line_that_grows_has_its_frames_as_points(mode):
    with pytest.raises(ValueError, match=r"\(takes, 1, frames, 2\) for mode"):
        Track(np.ones((1, 3, 4, 2)), mode)


@pytest.mark.parametrize("name", ["shown", "scales"])
def test_marks_of_a_wrong_shape(name):
    with pytest.raises(ValueError, match=rf"{name} must have shape \(takes, frames, 4\)"):
        Track(np.ones((1, 1, 4, 2)), **{name: np.ones((1, 1, 3), bool)})
    with pytest.raises(ValueError, match=r"mode 'all', got \(1, 1, 4\) and 'grows'"):
        Track(np.ones((1, 1, 4, 2)), "grows", **{name: np.ones((1, 1, 4), bool)})


# Positions and bytes


def test_far_points_keep_their_direction():
    ax = scenes.axes()
    size = np.array([scenes.WIDTH, scenes.HEIGHT], float)
    near = in_pixels(ax.transData, np.array([[5.0, 5.0]]), size)[0]
    for far in (1e9, 1e300, -1e300):
        xy = in_pixels(ax.transData, np.array([[far, far / 2]]), size)[0]
        assert np.abs(xy).max() <= FAR + scenes.WIDTH
        slope = -(xy - near)[1] / (xy - near)[0]
        assert slope == pytest.approx(0.5 * (16 / 25.5), abs=1e-3)  # pixels per unit
    assert (
        np.isnan(in_pixels(ax.transData, np.array([[np.inf, 1], [np.nan, 1]]), size)).any(1).all()
    )


def test_divergence_is_shown_without_an_exception():
    ax = scenes.axes()
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    points = np.array([[[[1, 1], [2, -1e9], [3, 1e300], [np.inf, -np.inf], [np.nan, 0]]]])
    readout = Readout("{loss}", {"loss": [[1e300]]}, {"loss": 2})
    stage = scenes.stage(ax, {artist: Track(points)}, readout)
    xy = np.frombuffer(stage.data, np.float32)[:10].reshape(5, 2)
    assert np.isfinite(xy[:3]).all()
    assert np.isnan(xy[3:]).any(1).all()
    assert stage.sentence() == "–"


def test_equal_tables_are_kept_once():
    pack = Pack()
    first = pack.add(np.ones((1, 3), np.uint8))
    other = pack.add(np.zeros((2, 2)))
    again = pack.add(np.ones((3, 1), np.uint8))
    assert (first["offset"], other["offset"], again["offset"]) == (0, 4, 0)
    assert (other["type"], other["shape"]) == ("f4", [2, 2])
    assert len(pack.bytes()) == 4 + 16


def test_the_tip_borrows_the_line_s_bytes():
    stage = scenes.growing_line()
    assert len(stage.data) == scenes.path().size * 4


def test_too_much_data():
    ax = scenes.axes()
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    points = np.zeros((1, MOST // 16 + 1, 2, 2))
    with pytest.raises(ValueError, match=f"at most {MOST} bytes, they take"):
        scenes.stage(ax, {artist: Track(points)})


# What a stage refuses


def test_a_static_artist_between_moving_ones():
    ax = scenes.axes()
    for zorder in (4, 6):
        ax.plot([0], [0], zorder=zorder, animated=True)
    ax.plot([0], [0], zorder=5)
    with pytest.raises(ValueError, match=r"Line2D \(zorder 5\) lies between"):
        Stage(ax.get_figure(), label="A sample")


def test_what_is_not_seen_may_lie_between():
    ax = scenes.axes()
    for zorder in (1, 9):
        ax.plot([0], [0], zorder=zorder, animated=True)
    ax.set_axis_off()
    assert len(Stage(ax.get_figure(), label="A sample").moving) == 2


def test_a_moving_artist_without_axes():
    ax = scenes.axes()
    ax.get_figure().text(0, 0, "a", animated=True)
    with pytest.raises(ValueError, match="children of an axes, got Text"):
        Stage(ax.get_figure(), label="A sample")


def test_a_moving_artist_without_a_track():
    stage = scenes.growing_line()
    tracks = dict(list(stage.tracks.items())[:1])
    with pytest.raises(ValueError, match=r"moving artists and no others, check \['PathColl"):
        stage.show(tracks, Readout())


def test_a_track_of_an_artist_that_stands_still():
    stage = scenes.growing_line()
    extra = {stage.figure.axes[0].title: Track(np.ones((1, 1, 1, 2)))}
    with pytest.raises(ValueError, match=r"moving artists and no others, check \['Text'\]"):
        stage.show(stage.tracks | extra, Readout())


def test_an_artist_that_no_stage_can_move():
    ax = scenes.axes()
    bars = ax.bar([1], [1], zorder=4, animated=True)
    with pytest.raises(TypeError, match=r"must be one of Line2D, .* got Rectangle"):
        scenes.stage(ax, {bars[0]: Track(np.ones((1, 1, 1, 2)))})


def test_numbers_of_takes_or_frames_that_do_not_agree():
    stage = scenes.growing_line()
    with pytest.raises(ValueError, match=r"values\['n'\] must have 1 or 2 takes and 1 or 5 frames"):
        stage.show(stage.tracks, Readout("{n}", {"n": np.zeros((1, 4))}))
    handle = Handle("h", "h", stage.figure.axes[0], Track(np.ones((3, 1, 1, 2))))
    with pytest.raises(ValueError, match="must have 1 or 3 takes"):
        stage.show(stage.tracks, Readout(), [handle])
    with pytest.raises(ValueError, match="steps must name 5 frames, got 2"):
        stage.show(stage.tracks, Readout(), steps=[0, 1])


def test_axes_outside_all_panels():
    ax = scenes.axes()
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    stage = Stage(ax.get_figure(), label="A sample", panels=[(0, 0, 50, 50)])
    with pytest.raises(ValueError, match="panels must cover every axes"):
        stage.show({artist: Track(scenes.path(), "grows")}, Readout())


def test_a_slider_beyond_its_options():
    slider = Slider(label="eta", options=["a", "b"], index=1)
    with pytest.raises(TraitError, match="index must be a position in the 2 options of 'eta'"):
        slider.index = 2


# Messages


def test_moving_the_data_sends_the_data_alone(sent):
    stage = scenes.line(lw=2)
    messages = sent(stage)
    stage.show(moved(stage, 1), stage.readout)
    assert messages == [{"data"}]


def test_showing_the_same_again_sends_nothing(sent):
    stage = scenes.growing_line()
    messages = sent(stage)
    stage.show(stage.tracks, stage.readout)
    stage.redraw()
    assert messages == []


def test_a_figure_that_was_here_is_drawn_again_only_if_it_has_changed():
    stage = scenes.line(lw=2)
    first, sheet = stage.figure, stage.under
    other = scenes.growing_line().figure
    other.set_facecolor("C2")
    stage.put(other)
    assert stage.under != sheet
    first.set_facecolor("C0")
    stage.put(first, unchanged=True)
    assert stage.under == sheet
    stage.put(first)
    assert stage.under != sheet
    sheet, stage.theme = stage.under, "dark"
    first.set_facecolor("C1")
    stage.put(first, unchanged=True)
    assert stage.under != sheet


def test_new_still_parts_and_new_data_are_one_message(sent):
    stage = scenes.line(lw=2)
    messages = sent(stage)
    stage.figure.axes[0].set_xlim(0, 20)
    stage.figure.set_facecolor("C0")
    stage.redraw()
    (message,) = messages
    assert {"under", "data"} <= message


def test_seeking_is_told_even_where_the_page_seems_to_be_there(monkeypatch):
    stage, told = scenes.growing_line(), []
    monkeypatch.setattr(stage, "send", told.append)
    stage.seek(0)
    stage.seek(3)
    assert told == [{"seek": 0}, {"seek": 3}]
    assert stage.frame == 3


def test_a_shorter_run_brings_its_frame_in_the_same_message(sent):
    stage = scenes.growing_line()
    stage.frame = 4
    messages = sent(stage)
    shorter = {a: Track(t.points[:, :, :3], t.mode) for a, t in stage.tracks.items()}
    stage.show(shorter, stage.readout)
    assert messages == [{"frame", "scene", "data"}]
    assert stage.frame == 2


# Pictures, sentences, ends


def test_artists_show_the_present_after_show():
    stage = scenes.growing_line()
    stage.hand.index, stage.frame = 1, 2
    stage.show(stage.tracks, stage.readout)
    line, tip = stage.moving
    assert (line.get_xydata() == scenes.path()[1, 0, :3]).all()
    assert (tip.get_offsets() == scenes.path()[1, 0, 2:3]).all()


def test_sizes_are_scaled_from_those_of_the_artist():
    stage = scenes.masked_scatter()
    (artist,) = stage.moving
    for _ in range(2):
        stage.pose(0, 1)
        assert artist.get_sizes() == pytest.approx(80 * stage.tracks[artist].scales[0, 1] ** 2)
    scene = stage.scene
    stage.show(stage.tracks, stage.readout)
    assert stage.scene == scene


def test_a_picture_has_the_figure_s_size_and_needs_no_browser():
    stage = scenes.growing_line()
    picture = Image.open(io.BytesIO(stage.picture(1, 4, density=1)))
    assert picture.size == (scenes.WIDTH, scenes.HEIGHT)
    assert stage.picture(1, 4) != stage.picture(0, 4)
    assert stage.picture(1, 4) == stage.picture(1, 4)


@pytest.mark.parametrize("name", scenes.SCENES)
def test_a_picture_is_what_matplotlib_draws_of_the_whole_figure(name):
    stage = scenes.build(name)
    picture = np.asarray(Image.open(io.BytesIO(stage.picture(1, 3, density=1))))
    for artist in stage.moving:
        artist.set_animated(False)
    stage.pose(1, 3)
    whole = render(stage.figure, 1)
    np.testing.assert_array_equal(picture, whole)
    stage.pose(0, 0)
    assert (render(stage.figure, 1) != whole).any()


def test_a_film_shows_frames_one_below_the_other():
    stage = scenes.growing_line()
    film, rows = np.asarray(Image.open(io.BytesIO(stage.film([0, 4], density=1)))), (0, 4)
    for row, frame in enumerate(rows):
        picture = np.asarray(Image.open(io.BytesIO(stage.picture(frame=frame, density=1))))
        height = len(picture)
        np.testing.assert_array_equal(film[row * height : (row + 1) * height], picture)
    assert len(film) == 2 * height
    assert all(artist.get_animated() for artist in stage.moving)


def test_layout_engines_do_not_part_the_sheets():
    figure = Figure((4, 3), dpi=100, layout="constrained")
    ax = figure.add_subplot(ylabel="y", xlabel="x", title="t")
    (artist,) = ax.plot([], [], animated=True, zorder=4)
    ax.axhline(0.5, zorder=5)
    stage = Stage(figure, label="A sample")
    before = ax.get_position().bounds
    stage.show({artist: Track(np.zeros((1, 1, 2, 2)))}, Readout())
    stage.redraw()
    assert ax.get_position().bounds == before
    assert ax.get_position().x0 > 0.08  # room for the label: the layout was made


def test_a_drag_is_told_in_data_coordinates():
    ax = scenes.axes(xscale="log", xlim=(1, 100))
    (artist,) = ax.plot([], [], zorder=4, animated=True)
    handle = Handle("start", "The start", ax, Track(np.array([[[[10.0, 5.0]]]])))
    stage = scenes.stage(ax, {artist: Track(scenes.path(), "grows")}, handles=[handle])
    calls = []
    stage.on_drag(lambda *args: calls.append(args))
    x, y = ax.transData.transform((10, 5))
    stage.position = ["start", x, scenes.HEIGHT - y]
    ((name, x, y),) = calls
    assert name == "start"
    assert (x, y) == pytest.approx((10, 5))


def test_a_closed_stage_lets_go_of_its_data():
    stage = scenes.growing_line()
    stage.close()
    assert (stage.data, stage.under, stage.over, stage.scene) == (b"", b"", b"", {})
    assert stage.figure is None
    assert not stage.tracks
    stage.close()


def test_what_is_chosen_in_the_page_is_heard_in_order():
    """By a message of its own: changes that a page saves wait for each other, presses do not."""
    choice, heard = Choice(label="start", options=["a", "b", "c"]), []
    choice.observe(lambda change: heard.append(change["new"]), "index")
    for index in (2, 1):
        choice._handle_custom_msg({"index": index}, [])
    assert heard == [2, 1]


@pytest.mark.parametrize(
    "make", [scenes.growing_line, lambda: Slider(label="η"), lambda: Choice(label="start")]
)
def test_what_is_closed_is_freed(make):
    """A kernel that runs a cell again and again must not grow."""
    widget = make()
    widget.close()
    kept = weakref.ref(widget)
    del widget
    gc.collect()
    assert kept() is None


def test_a_figure_that_was_drawn_keeps_no_pixels():
    """Five megabytes of each explorer."""
    ax = scenes.axes()
    ax.set(title="a text", xlabel="another")
    figure, drawn = FigureCanvasAgg(ax.get_figure()).figure, []
    figure.canvas.mpl_connect("draw_event", lambda e: drawn.append(weakref.ref(e.renderer)))
    render(figure, 2)
    gc.collect()
    assert [kept() for kept in drawn] == [None]


@pytest.mark.parametrize(
    ("kind", "name"), [(Slider, "index"), (Stage, "frame"), (Stage, "position"), (Stage, "presses")]
)
def test_what_the_page_moves_is_not_echoed(kind, name):
    """A late echo would put back what the page has moved since."""
    assert kind.class_traits()[name].metadata["echo_update"] is False


def test_a_text_at_no_place_is_drawn_in_silence(caplog):
    ax = scenes.axes()
    figure = FigureCanvasAgg(ax.get_figure()).figure
    mark = ax.text(np.nan, np.nan, "x", animated=True)
    (pixels,) = render_moving(figure, 1, [lambda: None])
    mark.remove()
    (without,) = render_moving(figure, 1, [lambda: None])
    assert (pixels == without).all()
    assert caplog.messages == []
