"""What changed since last time, with how sure that is.

    Snapshot    a collection at one time: a row an article, and which article has which term, topic, entity, pair, story
    matched     the articles of two snapshots: new, revised, gone; and which of all are one independent text
    measure     a kind's things on the two sides: rates, ratio, interval by weighting texts anew, test by dealing them
    judged      which of these are more than chance, where many things of several kinds are tested
    outlets     who came, who fell silent
    compare     all of it, with a statement in words

What is compared: the articles that are new (in the newer collection, not in the older) against all of the older
collection.  A nightly collection is mostly what it was, plus a night's articles, less what ran out: set whole against
whole, a night would drown.  How far the whole moved stands beside it as `shift`.  Within one collection, "older" is
what it was before a day.
"""

from . import charts
from .behind import behind
from .command import command
from .compare import Changes, compare, since, surest
from .kept import load
from .last import against
from .same import differences
from .snapshots import Snapshot
from .take import article_entities, article_pairs, article_terms, articles, snapshot

__all__ = ["Changes", "Snapshot", "against", "article_entities", "article_pairs", "article_terms", "articles", "behind",
           "charts", "command", "compare", "differences", "load", "since", "snapshot", "surest"]
