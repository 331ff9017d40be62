"""One collection of four subjects and its topics, for all tests of this room."""

import pytest

from analysis import topics

from .samples import corpus


@pytest.fixture(scope="session")
def four():
    return corpus()


@pytest.fixture(scope="session")
def found(four):
    return topics.find(four, k=4)
