import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.legend import Legend
from matplotlib.patches import Rectangle

from lessons_lib.explorable.painter import DPI, Painter, style

X = np.linspace(0.0, 1.0, 101)
GRID = np.outer(X, X)


def curves(figure):
    axes = figure.add_subplot(xlim=(0, 1), ylim=(-1, 1), xlabel="x", ylabel="y", title="curves")
    axes.fill_between(X, -0.2, 0.2, alpha=0.3, label="band")
    axes.plot(X, np.sin(9 * X), label="sine")
    axes.add_patch(Rectangle((0.2, 0.1), 0.3, 0.4, alpha=0.5))
    axes.axhline(0.0)
    axes.annotate("here", (0.5, 0.0), (0.7, 0.5), arrowprops={"arrowstyle": "->"})
    axes.legend()


def surface(figure):
    left, right = figure.subplots(1, 2)
    left.set(xlim=(0, 1), ylim=(0, 1))
    left.grid(False)
    left.imshow(GRID, extent=(0, 1, 0, 1), origin="lower", aspect="auto", label="surface")
    left.scatter(X[::10], X[::10] ** 2, c=X[::10], edgecolors="black", label="points")
    right.semilogy(X, np.exp(-5 * X), label="loss")
    figure.text(0.01, 0.01, "note")


def inset(figure):
    axes = figure.add_subplot(xlim=(0, 1), ylim=(0, 1))
    axes.plot(X, X, label="whole")
    axes.inset_axes([0.6, 0.1, 0.3, 0.3]).plot(X, X**2, label="part")


def whole(painter):
    """The same figure drawn in full by matplotlib itself: nothing animated, no blitting."""
    for artist in painter.figure.findobj():
        artist.set_animated(False)
    FigureCanvasAgg(painter.figure)
    with painter.style():
        painter.figure.canvas.draw()
    return np.asarray(painter.figure.canvas.buffer_rgba()).copy()


def different(one, other):
    """The share of pixels in which two pictures differ visibly."""
    assert one.shape == other.shape
    return float((np.abs(one.astype(int) - other.astype(int)).max(axis=2) > 8).mean())


@pytest.mark.parametrize("draw", [curves, surface, inset])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("scale", [1.0, 1.37, 2.0])
def test_a_blitted_frame_is_the_frame_matplotlib_draws_in_full(draw, dark, scale):
    painter = Painter(draw, (4.0, 3.0), dark=dark, scale=scale)
    painter.paint()
    for axes in painter.figure.axes:
        for line in axes.lines:
            line.set_ydata(0.5 * np.asarray(line.get_ydata()))
    blitted = painter.paint().copy()
    np.testing.assert_array_equal(blitted, whole(painter))


CHANGES = {
    "x limits": lambda axes: axes.set_xlim(0, 2),
    "y limits": lambda axes: axes.set_ylim(-3, 3),
    "title": lambda axes: axes.set_title("another"),
    "right title": lambda axes: axes.set_title("at the right", loc="right"),
    "label": lambda axes: axes.set_xlabel("another"),
    "scale": lambda axes: axes.set_xscale("symlog"),
    "ticks": lambda axes: axes.set_xticks([0.0, 0.3], labels=["a", "b"]),
    "visibility": lambda axes: axes.set_visible(False),
    "a new line": lambda axes: axes.plot(X, X**2),
    "a removed patch": lambda axes: axes.patches[0].remove(),
    "a hidden line": lambda axes: axes.lines[0].set_visible(False),
    "the frame": lambda axes: axes.set_axis_off(),
    "the paper": lambda axes: axes.set_facecolor("0.8"),
    "the place": lambda axes: axes.set_position((0.3, 0.3, 0.6, 0.5)),
    "a title of all": lambda axes: axes.figure.suptitle("all"),
    "a word in the legend": lambda axes: axes.get_legend().get_texts()[0].set_text("a"),
    "a title of the legend": lambda axes: axes.get_legend().set_title("which"),
    "a colour in the legend": lambda axes: axes.get_legend().get_lines()[0].set_color("red"),
    "another legend": lambda axes: axes.legend(loc="lower left"),
    "no legend": lambda axes: axes.get_legend().set_visible(False),
    "a line under the legend": lambda axes: axes.plot([0, 1, 0, 1], [-1, 1, 1, -1], zorder=3),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_in_the_next_frame(change):
    painter = Painter(curves, (4.0, 3.0))
    before = painter.paint().copy()
    CHANGES[change](painter.figure.axes[0])
    after = painter.paint().copy()
    assert different(before, after) > 0
    np.testing.assert_array_equal(after, whole(painter))


def test_a_legend_is_drawn_once_while_nothing_moves_under_it(monkeypatch):
    painter = Painter(curves, (4.0, 3.0))
    painter.paint()
    drawn = []
    monkeypatch.setattr(Legend, "draw", lambda legend, renderer: drawn.append(legend))
    painter.paint()
    assert not drawn
    painter.figure.axes[0].plot([0, 1, 0, 1], [-1, 1, 1, -1])
    painter.paint()
    assert drawn == [painter.figure.axes[0].get_legend()]


def test_the_house_style_ends_with_its_block():
    before = dict(mpl.rcParams)
    with pytest.raises(KeyError), Painter(curves, (4.0, 3.0), dark=True).style():
        assert mpl.rcParams["figure.facecolor"] == style(dark=True)["figure.facecolor"]
        raise KeyError
    assert dict(mpl.rcParams) == before


def test_axes_do_not_shift_when_tick_labels_grow():
    painter = Painter(curves, (4.0, 3.0))
    painter.paint()
    axes = painter.figure.axes[0]
    before = axes.get_position().bounds
    axes.set_ylim(-123456, 123456)
    painter.paint()
    assert axes.get_position().bounds == before


def test_the_layout_leaves_room_for_labels_and_titles():
    painter = Painter(curves, (4.0, 3.0))
    painter.paint()
    axes, edge = painter.figure.axes[0], painter.figure.bbox
    for text in (axes.xaxis.label, axes.yaxis.label):
        box = text.get_window_extent()
        assert edge.x0 <= box.x0
        assert edge.y0 <= box.y0


def test_the_picture_is_size_times_a_hundred_times_the_pixel_ratio():
    assert Painter(curves, (4.0, 3.0)).paint().shape == (3 * DPI, 4 * DPI, 4)
    assert Painter(curves, (4.0, 3.0), scale=2).paint().shape == (6 * DPI, 8 * DPI, 4)


def test_every_pixel_is_opaque():
    assert (Painter(surface, (4.0, 3.0)).paint()[..., 3] == 255).all()


PAINTED = Painter(surface, (4.0, 3.0))
PAINTED.paint()


@given(st.integers(0, 1), st.floats(0, 1), st.floats(0, 1))
def test_to_fraction_inverts_to_data(axes, x, y):
    there = PAINTED.to_data(axes, (x, y))
    assert PAINTED.to_fraction(axes, there) == pytest.approx((x, y), abs=1e-9)


def test_fractions_count_from_the_top_left():
    x, y = PAINTED.to_fraction(0, (0.0, 1.0))
    box = PAINTED.figure.axes[0].get_position()
    assert (x, y) == pytest.approx((box.x0, 1 - box.y1))


def test_a_logarithmic_axis_is_understood():
    x, y = PAINTED.to_fraction(1, (0.5, 0.1))
    assert PAINTED.to_data(1, (x, y)) == pytest.approx((0.5, 0.1))


def test_dark_and_light_differ_in_paper_and_ink_only():
    light, dark = (Painter(curves, (4.0, 3.0), dark=dark) for dark in (False, True))
    assert light.paint()[0, 0, :3].min() > 240
    assert dark.paint()[0, 0, :3].max() < 40
    np.testing.assert_array_equal(light.data()["sine"], dark.data()["sine"])
    assert light.figure.axes[0].get_position().bounds == dark.figure.axes[0].get_position().bounds


@pytest.mark.parametrize("dark", [False, True])
def test_text_and_lines_stand_out_from_the_paper(dark):
    """WCAG 2.1: a contrast of 4.5 for text, 3 for lines."""
    rc = style(dark)

    def luminance(colour):
        rgb = np.array(mpl.colors.to_rgb(colour))
        linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    def contrast(one, other):
        low, high = sorted((luminance(one), luminance(other)))
        return (high + 0.05) / (low + 0.05)

    defaults = mpl.rcParamsDefault | rc
    paper = defaults["axes.facecolor"]
    for key in ("text.color", "axes.labelcolor"):
        assert contrast(defaults[key], paper) >= 4.5, key
    for ticks in ("xtick", "ytick"):
        named = defaults[f"{ticks}.labelcolor"]
        assert contrast(defaults[f"{ticks}.color"] if named == "inherit" else named, paper) >= 4.5
    for colour in rc["axes.prop_cycle"].by_key()["color"]:
        assert contrast(colour, paper) >= 3, colour


@pytest.mark.parametrize("dark", [False, True])
def test_what_differs_in_colour_differs_in_line_style_too(dark):
    cycle = style(dark)["axes.prop_cycle"].by_key()
    assert len({repr(each) for each in cycle["linestyle"]}) == len(cycle["color"])


def test_the_house_style_stays_inside_the_picture():
    before = dict(mpl.rcParams)
    Painter(curves, (4.0, 3.0), dark=True).paint()
    assert dict(mpl.rcParams) == before


def test_the_data_are_lines_points_and_images_by_label():
    data = Painter(surface, (4.0, 3.0)).data()
    assert set(data) == {"surface", "points", "loss"}
    np.testing.assert_array_equal(data["surface"], GRID)
    np.testing.assert_array_equal(data["points"], np.column_stack([X[::10], X[::10] ** 2]))
    np.testing.assert_array_equal(data["loss"], np.column_stack([X, np.exp(-5 * X)]))


def test_the_data_are_copies():
    painter = Painter(curves, (4.0, 3.0))
    painter.data()["sine"][:] = 0
    assert painter.data()["sine"].any()


def test_a_band_is_not_passed_off_as_one_point():
    """A filled band has no places of its own; matplotlib gives it the offset (0, 0)."""
    assert "band" not in Painter(curves, (4.0, 3.0)).data()


def test_pixels_do_not_depend_on_pyplot_or_its_figures():
    import matplotlib.pyplot as plt

    assert isinstance(PAINTED.figure, Figure)
    assert PAINTED.figure not in map(plt.figure, plt.get_fignums())
