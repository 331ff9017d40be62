"""How common words are in news at large, for collections too small to tell.

`background.parquet` holds the words of 618 articles of Wikinews (English, 2004 to 2023; CC BY 2.5) that two of them or
more have, as the numbers of `wording` and without any text: number (uint32, in order), articles (uint16).
benchmarks/stories/background.py makes it from the articles.
"""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .wording import read_wording

NAME = "background.parquet"
_TOTAL = b"articles"


class Background(NamedTuple):
    """numbers: of words, in order; articles: how many have each; total: of how many."""

    numbers: np.ndarray
    articles: np.ndarray
    total: int

    def of(self, numbers: np.ndarray) -> np.ndarray:
        """How many articles have each of the words with these numbers, 0 where unknown."""
        place = np.minimum(np.searchsorted(self.numbers, numbers), len(self.numbers) - 1)
        return np.where(self.numbers[place] == numbers, self.articles[place], 0).astype(np.int64)


@cache
def background() -> Background:
    """The background that comes with the project."""
    with files(__package__).joinpath(NAME).open("rb") as file:
        table = pq.read_table(file)
    return Background(table["number"].to_numpy(), table["articles"].to_numpy(), int(table.schema.metadata[_TOTAL]))


def counted(articles: pa.Table) -> pa.Table:
    """The background of a table with the columns title and text, in the form of `background.parquet`."""
    words = read_wording(articles)["words"].combine_chunks().values.to_numpy()
    numbers, counts = np.unique(words, return_counts=True)
    known = counts > 1
    table = pa.table({"number": pa.array(numbers[known]), "articles": pa.array(counts[known].astype(np.uint16))})
    return table.replace_schema_metadata({_TOTAL: str(len(articles)).encode()})
