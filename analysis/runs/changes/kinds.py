"""The kinds of things that can change, and the tables of a run that say which article has which."""

from typing import NamedTuple

ARTICLES = "articles"
PER_MILLION, SHARE = "per million words", "share of texts"


class Kind(NamedTuple):
    """name; table: one row for each article and thing it has; key: the columns that name the thing; names: a table,
    and its column, with what the thing is called; unit: of its rates; anew: whether each run finds such things afresh,
    so that an article of an older run alone has none that the newer run knows.
    """

    name: str
    table: str
    key: tuple[str, ...]
    names: tuple[str, str] | None = None
    unit: str = SHARE
    anew: bool = False

    @property
    def columns(self) -> list[str]:
        """Those that the table must have: of terms it matters how often they are used."""
        return ["article_id", *self.key, *["count"] * (self.unit == PER_MILLION)]

    @property
    def plural(self) -> str:
        """The word for several of them."""
        return "stories" if self.name == "story" else "entities" if self.name == "entity" else f"{self.name}s"


KINDS = (
    Kind("term", "article_terms", ("term",), ("terms", "shown"), PER_MILLION),
    Kind("topic", "topic_members", ("topic",), ("topics", "label"), anew=True),
    Kind("entity", "article_entities", ("entity",)),
    Kind("pair", "article_pairs", ("entity_a", "entity_b")),
    Kind("story", "article_stories", ("story",), anew=True),
)
