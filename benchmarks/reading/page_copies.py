"""How well and how fast page copies are cleaned.

    python benchmarks/reading/page_copies.py

Prints shingle-F1 over five folds by outlet (the model is trained anew without the fold), two simpler cleaners
on the same pages, the words dropped from articles that have nothing to drop, and speed as a ratio to json.loads.
"""

import json
import time

import numpy as np
from labelled import folds, lines_of, load, shingle_score
from train_cleaning import clean_articles, fit, labelled_pages

from analysis.reading import clean_page
from analysis.reading.cleaning import clean_lines
from analysis.reading.outlets import outlet_of_url

SEEDS = (0, 1, 2)


def cross_validated(pages: list[dict], seed: int) -> dict[str, float]:
    """Scores of pages cleaned by models that never saw their outlet."""
    articles = clean_articles()
    fold_of = folds([outlet_of_url(page["url"]) for page in pages], seed=seed)
    texts = [""] * len(pages)
    for fold in sorted(set(fold_of)):
        model = fit([page for page, other in zip(pages, fold_of, strict=True) if other != fold], articles)
        for at, page in enumerate(pages):
            if fold_of[at] == fold:
                texts[at] = clean_lines(page["lines"], model=model).text
    return shingle_score([page["body"] for page in pages], texts)


def words_dropped(name: str) -> tuple[float, int]:
    """(mean share of words dropped per article, articles emptied) over a corpus of clean articles."""
    shares = []
    for article in load(name):
        before = sum(len(line.split()) for line in lines_of(article["text"]))
        if before:
            page = clean_page(article["text"], title=article.get("title"))
            shares.append(1 - len(page.text.split()) / before)
    return float(np.mean(shares)), sum(share == 1 for share in shares)


def speed(pages: list[dict]) -> tuple[float, float]:
    """(MB/s of clean_page on one core, its time as a multiple of json.loads of the same pages).

    What lines say by themselves is remembered, so that a second run shows a collection whose menus return.
    """
    texts = [page["text"] for page in pages]
    stored = [json.dumps({"text": text}, ensure_ascii=False) for text in texts]
    clean_page("The model is loaded once.")
    start = time.process_time()
    for text in texts:
        clean_page(text)
    cleaned = time.process_time()
    for line in stored:
        json.loads(line)
    loaded = time.process_time()
    size = sum(len(text.encode()) for text in texts)
    return size / (cleaned - start) / 1e6, (cleaned - start) / (loaded - cleaned)


def main() -> None:
    pages = labelled_pages()
    for seen in ("pages never seen", "menus seen before"):
        rate, ratio = speed(pages)
        print(f"speed, {seen}: {rate:.2f} MB/s, {ratio:.0f} x the time of json.loads")
    prose = [
        "\n".join(line for line in page["lines"] if len(line.split()) >= 12 and line[-1] in '.!?"') for page in pages
    ]
    everything = [page["text"] for page in pages]
    bodies = [page["body"] for page in pages]
    _print("keep everything", shingle_score(bodies, everything))
    _print("12 words and end punctuation", shingle_score(bodies, prose))
    for seed in SEEDS:
        _print(f"clean_page, unseen outlets, split {seed}", cross_validated(pages, seed))
    for name in ("wikinews.jsonl.gz", "news_2016.jsonl.gz"):
        share, emptied = words_dropped(name)
        print(f"{name}: {share:.2%} of words dropped per article, {emptied} articles emptied")


def _print(name: str, scores: dict[str, float]) -> None:
    print(f"{name:42}", "  ".join(f"{key} {value:.3f}" for key, value in scores.items()))


if __name__ == "__main__":
    main()
