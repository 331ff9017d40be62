"""The run of pairs that descends in both texts, against every run there is."""

import numpy as np

from analysis.text.order import chain


def test_the_chain_is_the_heaviest_of_all():
    rng = np.random.default_rng(1)
    for _ in range(50):
        one, other, weight = (rng.integers(low, 6, 7) for low in (0, 0, 1))
        best = 0
        for subset in range(1 << 7):
            own = [at for at in range(7) if subset >> at & 1]
            fits = all((one[a] - one[b]) * (other[a] - other[b]) >= 0 for a in own for b in own)
            best = max(best, weight[own].sum() if fits else 0)
        assert weight[chain(one, other, weight)].sum() == best
