"""Shared by all tests: no windows, no figures left open, and a way to see labels that overlap."""

import itertools
import signal

import matplotlib.pyplot as plt
import pytest

plt.switch_backend("Agg")
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job, and all it starts, ignores Ctrl-C
LONG = ("test_collections.py", "test_repeatable.py")  # minutes in one file: with these last, one core would idle


def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.fixture(autouse=True, scope="session")
def own_cache(tmp_path_factory):
    """No test sees what another run left in the user's cache; processes that tests start inherit it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(autouse=True)
def closed_figures():
    yield
    plt.close("all")


@pytest.fixture
def overlaps():
    """A function from a chart to the pairs of its tick labels and annotations that overlap when drawn."""
    def found(axes):
        figure = axes.figure
        figure.canvas.draw()
        texts = [text for one in figure.axes if one.get_visible() and one.axison for text in
                 (*_ticks(one.xaxis), *_ticks(one.yaxis), *one.texts, one.title, one._left_title)
                 if text.get_visible() and text.get_text().strip()]
        boxes = [(text.get_text(), text.get_window_extent().shrunk(0.98, 0.9)) for text in texts]
        return [(a, b) for (a, one), (b, two) in itertools.combinations(boxes, 2) if one.overlaps(two)]
    return found


def _ticks(axis):
    """The labels of the ticks in view: matplotlib keeps one more beyond each end, which it does not draw."""
    low, high = sorted(axis.get_view_interval())
    return [tick.label1 for tick in axis.get_major_ticks() if low <= tick.get_loc() <= high]
