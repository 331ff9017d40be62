"""Steps: what is computed from articles alone, once.

A `Step` is a pure function from a shard to a table.  Its result is kept in the store under the step's name, version
and parameters, and the shard's key: it is computed where it is not there, and read where it is.  Raise a step's
version when its function gives other results: that step, and no other, is computed again.

A `Whole` is the same for a collection at once: what several notebooks ask for is computed by the first of a night.
"""

import json
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Generic, TypeVar

import pyarrow as pa

from .ahead import READERS, ahead
from .engine import Engine
from .frames import Slice
from .shards import Shard
from .store import Damaged, digest

T = TypeVar("T")
FEW = 5  # shards: a step takes a fraction of a second on each


@dataclass(frozen=True)
class Step:
    """`function(table, **parameters)` of a shard's `columns`: a table, whose rows the function defines.

    A function of a module, so that other processes find it; `parameters`: of what JSON can say.
    """

    name: str
    version: int
    function: Callable[..., pa.Table]
    columns: tuple[str, ...] = ("text",)
    parameters: Mapping[str, object] = field(default_factory=dict)

    @property
    def folder(self) -> str:
        """Where its results are kept."""
        return folder(self.name, self.version, self.parameters)


@dataclass(frozen=True)
class Whole:
    """`function(corpus)`: a table that depends on the collection's results of the steps `made_of` and on `columns` of
    `corpus.about`, and on nothing else.
    """

    name: str
    version: int
    function: Callable[..., pa.Table]
    made_of: tuple[Step, ...]
    columns: tuple[str, ...]

    @property
    def folder(self) -> str:
        """Where its results are kept."""
        return folder(self.name, self.version, {"made of": [step.folder for step in self.made_of]})


def folder(name: str, version: int, parameters: Mapping[str, object]) -> str:
    told = digest(json.dumps(dict(parameters), sort_keys=True).encode())[:12]
    return f"steps/{name}-{version}" + (f"-{told}" if parameters else "")


class Reduction(Generic[T]):
    """Results of shards combined into one as they come, as a tree: two by two of about the same size, so that the work
    and the memory follow the result and not the number of shards.  `combine` must not care for the grouping.
    """

    def __init__(self, combine: Callable[[T, T], T], nothing: T):
        self._combine, self._found = combine, [(0, nothing)]

    def add(self, part: T) -> None:
        level = 1
        while self._found[-1][0] == level:
            level, part = level + 1, self._combine(self._found.pop()[1], part)
        self._found.append((level, part))

    def whole(self) -> T:
        """All parts combined."""
        whole = self._found.pop()[1]
        while self._found:
            whole = self._combine(self._found.pop()[1], whole)
        self._found = [(0, whole)]
        return whole


def run(step: Step, shards: Sequence[Shard | Slice], engine: Engine) -> Iterator[pa.Table]:
    """The step's table of each shard, in the order of the shards.  A slice of a table is computed here and not kept."""
    store = shards[0].store if shards else None
    if store is None:
        yield from ahead(lambda one: step.function(one.load(step.columns), **step.parameters), shards)
        return
    names = store.names(step.folder)
    missing = [shard for shard in shards if shard.key not in names]
    for shard, name in zip(missing, engine.map(partial(keep, step), missing, label=step.name, least=FEW),
                           strict=True):
        names[shard.key] = name
    yield from ahead(lambda one: _read(step, one, names[one.key]), shards, threads=READERS)


def _read(step: Step, shard: Shard, name: str) -> pa.Table:
    try:
        return shard.store.read(step.folder, name)
    except Damaged as error:
        warnings.warn(f"{error}; it is computed again", stacklevel=2)
        return shard.store.read(step.folder, keep(step, shard))


def keep(step: Step, shard: Shard, table: pa.Table | None = None) -> str:
    """Compute the step on a shard, of which `table` is at hand or loaded, and keep the result; returns its name."""
    table = shard.load(step.columns) if table is None else table.select(step.columns)
    return shard.store.write(step.folder, step.function(table, **step.parameters), shard.key)
