"""Shared wording of texts: word shingles, aligned passages, and the nearest earlier text of each.

A shingle is WIDTH consecutive words; resemblance (Jaccard) and containment of two texts are those of their
sets of shingles (Broder 1997, "On the resemblance and containment of documents").  Both fall fast when
single words are changed: with one word in five changed, two thirds of the shingles are lost.  So passages
are aligned too, as in the search for related genes (Altschul et al. 1990, "Basic local alignment search
tool"): ANCHOR equal words in a row are extended both ways until mismatches outweigh matches by DROP. 
`aligned` counts the words of the first text that stand in such passages, changed words within them
included.

All compiled functions that call each other stand in this file, because numba's cache looks at one file only.
"""

import numpy as np

from ..text.compiled import compiled

WIDTH = 5
ANCHOR = 3
DROP = 6
SKIP = 3  # words left out of a text at a difference within a passage, at most
PASSAGE = 8  # a passage has at least this many equal words (a shorter text: all its words)
SAMPLE = 4  # of long texts, one shingle in four is looked up
SHORT = 60  # texts up to this many words are looked up whole
BUSY = 60  # a shingle that so many independent texts share tells nothing
PART = 0.2  # less than this share of the longer text, or less than a copy's of the shorter, is a part
PART_WORDS = 50  # words outside quotation marks that make a part worth telling
LATER = 48  # hours after which an outlet takes up its own wording as background, not as a new version
BOTH, WHOLE = 0.55, 0.72  # of both texts' words together, or of the shorter's, that a version repeats
CANDIDATES = 8
MOSTLY = 0.3  # a text with fewer of its words outside quotation marks is mostly quotation
FEWEST, ENOUGH, SOME = 12, 20, 0.3  # aligned words, and shared shingles or a share of all, that a copy needs
LEAST = 0.06  # share of the looked-up shingles that a candidate has
# the columns of a measured pair
SHARED, FIRST, SECOND, ALIGNED, PLAIN, OWN = range(6)


@compiled
def _mix(value):
    """splitmix64's finaliser: every bit of the input moves every bit of the result."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return value ^ (value >> np.uint64(31))


@compiled
def _shingle(keys, at, width):
    value = np.uint64(width)
    for one in range(at, at + width):
        value = value * np.uint64(0x9E3779B97F4A7C15) + np.uint64(keys[one]) + np.uint64(1)
    return _mix(value)


@compiled
def _lookup(keys, start, stop, width):
    """A table of the shingles of one text: hashes and first positions (-1: free), open addressing."""
    count, size = stop - start - width + 1, 8
    while size < 2 * count:
        size *= 2
    hashes, places = np.zeros(size, dtype=np.uint64), np.full(size, -1, dtype=np.int64)
    for at in range(start, start + max(count, 0)):
        one = _shingle(keys, at, width)
        slot = _slot(hashes, places, one)
        if places[slot] < 0:
            hashes[slot], places[slot] = one, at
    return hashes, places


@compiled
def _slot(hashes, places, one):
    """Where a hash stands in a table, or the free slot where it would."""
    mask = len(places) - 1
    slot = np.int64(one & np.uint64(mask))
    while places[slot] >= 0 and hashes[slot] != one:
        slot = (slot + 1) & mask
    return slot


@compiled
def _taken(places):
    return (places >= 0).sum()


@compiled
def _distinct(keys, start, stop):
    return _taken(_lookup(keys, start, stop, min(WIDTH, stop - start))[1])


@compiled
def _shared(keys, start, stop, width, hashes, places):
    """How many shingles of a table stand in [start, stop)."""
    seen, count = np.zeros(len(places), dtype=np.bool_), 0
    if width == min(WIDTH, stop - start):
        for at in range(start, stop - width + 1):
            slot = _slot(hashes, places, _shingle(keys, at, width))
            if places[slot] >= 0 and not seen[slot]:
                seen[slot] = True
                count += 1
    return count


@compiled
def _aligned(keys, begin, end, start, stop, anchors):
    """Which words of [begin, end) stand in passages that [start, stop) has too."""
    inside = np.zeros(end - begin, dtype=np.bool_)
    anchor, least = min(ANCHOR, end - begin), min(PASSAGE, end - begin)
    there = start
    while there + anchor <= stop:
        here = anchors[1][_slot(anchors[0], anchors[1], _shingle(keys, there, anchor))]
        if here < 0 or inside[here - begin]:
            there += 1
            continue
        right, far, gained = _extend(keys, here + anchor, there + anchor, end, stop, 1)
        left, _, more = _extend(keys, here - 1, there - 1, begin - 1, start - 1, -1)
        if anchor + gained + more >= least:
            inside[left + 1 - begin:right - begin] = True
            there = far
        else:
            there += 1
    return inside


@compiled
def _extend(keys, here, there, end, stop, step):
    """Where a passage ends in both texts, and how many equal words it gained."""
    score, best, equal, gained, edge, far = 0, 0, 0, 0, here, there
    while here != end and there != stop and best - score < DROP:
        if keys[here] == keys[there]:
            here, there, score, equal = here + step, there + step, score + 1, equal + 1
            if score > best:
                best, gained, edge, far = score, equal, here, there
        else:
            over, under = _resume(keys, here, there, abs(end - here), abs(stop - there), step)
            here, there, score = here + over * step, there + under * step, score - max(over, under)
    return edge, far, gained


@compiled
def _resume(keys, here, there, left, right, step):
    """How many words to leave out of each text at a difference: the fewest after which two words are equal
    again.
    """
    for total in range(1, 2 * SKIP + 1):
        for over in range(max(0, total - SKIP), min(total, SKIP) + 1):
            under = total - over
            if over + 1 < left and under + 1 < right:
                one, other = here + over * step, there + under * step
                if keys[one] == keys[other] and keys[one + step] == keys[other + step]:
                    return over, under
    return 1, 1


@compiled
def _compare(words, first, second, wide, anchors, row):
    """Fill ALIGNED, PLAIN, OWN and SHARED of `row`; wide, anchors: `_lookup` of the first text."""
    keys, quoted, starts = words
    begin, end, start, stop = starts[first], starts[first + 1], starts[second], starts[second + 1]
    row[SHARED] = _shared(keys, start, stop, min(WIDTH, end - begin), wide[0], wide[1])
    inside = _aligned(keys, begin, end, start, stop, anchors)
    row[ALIGNED], row[PLAIN], row[OWN] = 0, 0, 0
    for at in range(end - begin):
        plain = not quoted[begin + at]
        row[ALIGNED] += inside[at]
        row[PLAIN] += inside[at] and plain
        row[OWN] += plain


@compiled
def measure(words, first, second):
    """What each text `first[i]` shares with `second[i]`: int64 (pairs, 6).

    Columns: shingles that both have, shingles of the first, of the second; words of the first that are
    aligned, those of them outside quotation marks, and all its words outside quotation marks.
    """
    keys, _, starts = words
    rows = np.zeros((len(first), 6), dtype=np.int64)
    for pair in range(len(first)):
        begin, end = starts[first[pair]], starts[first[pair] + 1]
        start, stop = starts[second[pair]], starts[second[pair] + 1]
        if begin < end and start < stop:
            wide = _lookup(keys, begin, end, min(WIDTH, end - begin))
            rows[pair, FIRST] = _taken(wide[1])
            rows[pair, SECOND] = _distinct(keys, start, stop)
            anchors = _lookup(keys, begin, end, min(ANCHOR, end - begin))
            _compare(words, first[pair], second[pair], wide, anchors, rows[pair])
    return rows


@compiled
def _is_copy(row, size, least):
    """The rule: Jaccard of .5, or a share `least` aligned of the shorter text's words, and of those outside
    quotation marks unless it is mostly quotation.
    """
    if row[SHARED] and 2 * row[SHARED] >= row[FIRST] + row[SECOND] - row[SHARED]:
        return True
    if row[SHARED] < min(ENOUGH, SOME * row[FIRST]) or row[ALIGNED] < max(least * size, FEWEST):
        return False
    return row[OWN] < MOSTLY * size or row[PLAIN] >= max(least * row[OWN], FEWEST)


@compiled
def sample(keys, starts):
    """The shingles that each text is looked up by: hashes, first words' positions, bounds of each text's."""
    hashes, places = np.empty(len(keys), dtype=np.uint64), np.empty(len(keys), dtype=np.int32)
    bounds = np.zeros(len(starts), dtype=np.int64)
    found = 0
    for text in range(len(starts) - 1):
        begin, end = starts[text], starts[text + 1]
        width = min(WIDTH, end - begin)
        for at in range(begin, end - width + 1 if width else begin):
            one = _shingle(keys, at, width)
            if end - begin <= SHORT or one % np.uint64(SAMPLE) == 0:
                hashes[found], places[found] = one, at
                found += 1
        bounds[text + 1] = found
    return hashes[:found], places[:found], bounds  # what is beyond was never touched, and takes no memory


@compiled
def _bucket(one, size):
    """A hash as (bucket, tag)."""
    return np.int64(one & np.uint64(size - 1)), np.uint32(one >> np.uint64(32))


@compiled
def _holders(index, entry, tag, found):
    """The representatives that have the shingle `tag`, from `entry` of its bucket on, written to `found`; their number,
    len(found) + 1 if there are more.
    """
    _, following, owners, tags = index
    count = 0
    while entry >= 0:
        if tags[entry] == tag:
            if count == len(found):
                return count + 1
            found[count] = owners[entry]
            count += 1
        entry = following[entry]
    return count


@compiled
def _insert(index, used, hashes, text):
    """Add one text's shingles to the index; the number of entries after that."""
    heads, following, owners, tags = index
    for one in hashes:
        bucket, tag = _bucket(one, len(heads))
        last = heads[bucket]
        if last < 0 or owners[last] != text or tags[last] != tag:
            following[used], owners[used], tags[used], heads[bucket] = last, text, tag, used
            used += 1
    return used


@compiled
def _candidates(index, hashes, hits, touched, found, best):
    """The texts that share most of `hashes`, best first, written to `best`; their number.

    hits (all 0), touched, found: working space of texts, texts, BUSY.
    """
    count = 0
    for one in hashes:
        bucket, tag = _bucket(one, len(index[0]))
        holders = _holders(index, index[0][bucket], tag, found)
        for at in range(holders if holders <= len(found) else 0):
            other = found[at]
            if hits[other] == 0:
                touched[count] = other
                count += 1
            hits[other] += 1
    least, kept = max(1 if len(hashes) < SHORT // 2 else 2, LEAST * len(hashes) / SAMPLE), 0
    for one in range(count):
        other, at = touched[one], kept
        while at > 0 and (hits[best[at - 1]] < hits[other] or (
                hits[best[at - 1]] == hits[other] and best[at - 1] > other)):
            at -= 1
        if hits[other] >= least and at < len(best):
            kept = min(kept + 1, len(best))
            for place in range(kept - 1, at, -1):
                best[place] = best[place - 1]
            best[at] = other
    for one in range(count):
        hits[touched[one]] = 0
    return kept


@compiled
def marks(keys, quoted, starts):
    """A number for each text, which depends on its words alone: equal texts have the same."""
    found = np.zeros(len(starts) - 1, np.uint64)
    for text in range(len(found)):
        value = np.uint64(starts[text + 1] - starts[text])
        for at in range(starts[text], starts[text + 1]):
            word = (np.uint64(keys[at]) << np.uint64(1)) + np.uint64(quoted[at])
            value = value * np.uint64(0x9E3779B97F4A7C15) + word
        found[text] = _mix(value)
    return found


@compiled
def _recalled(known, pair, row):
    """Whether anything is known of a pair; `row` is filled with it."""
    at = np.searchsorted(known[0], pair)
    if at == len(known[0]) or known[0][at] != pair:
        return False
    row[:] = known[1][at]
    return True


@compiled
def _follows(row, size, other, own, later, least, near):
    """Whether a text of `size` words is a copy of one of `other` words or, where both are of one outlet (`own`), its
    version: a follow-up repeats the background of the article before, a version most of either.
    """
    if row[ALIGNED] < PART * other or own and 2 * row[ALIGNED] < BOTH * (size + other) and row[ALIGNED] < WHOLE * size:
        return False
    return _is_copy(row, size, near if own and later else least)


@compiled
def attach(words, sampled, order, least, near, outlets, hours, known):
    """Each text's representative: the text before it in `order` that it copies, or the text itself.

    words: (keys, quoted, starts); sampled: what `sample` gives; order: the numbers of the texts to compare,
    longest first; least: the share that makes a copy; near: the same within one outlet and more than LATER
    hours apart; outlets: a number for each text, 0 for unknown; hours: when each was published, NaN unknown;
    known: (pairs of texts compared before, in order; their rows, as of `measure`).  Texts are compared with
    representatives only, never with texts that are attached already, so no chain forms.
    Returns (representatives; for each text the representatives that it shares a part with and is no copy of,
    CANDIDATES columns filled with -1; the index of the representatives' shingles; pairs not known, their rows).
    """
    keys, quoted, starts = words
    hashes, _, bounds = sampled
    count, size = len(starts) - 1, 1024
    while size < len(hashes):
        size *= 2
    index = (np.full(size, -1, np.int32), np.empty(len(hashes), np.int32),
             np.empty(len(hashes), np.int32), np.empty(len(hashes), np.uint32))
    leaders, parts = np.arange(count), np.full((count, CANDIDATES), -1, np.int32)
    hits, touched, found = np.zeros(count, np.int32), np.empty(count, np.int32), np.empty(BUSY, np.int32)
    best, row, used = np.empty(CANDIDATES, np.int32), np.zeros(6, np.int32), 0
    distinct, marked = np.zeros(count, np.int64), marks(keys, quoted, starts)
    pairs, rows = np.empty(CANDIDATES * len(order), np.uint64), np.empty((CANDIDATES * len(order), 6), np.int32)
    made = 0
    for text in order:
        begin, end = starts[text], starts[text + 1]
        if begin == end:
            continue
        mine = hashes[bounds[text]:bounds[text + 1]]
        wide = anchors = _lookup(keys, begin, begin, 1)
        for at in range(_candidates(index, mine, hits, touched, found, best)):
            other = best[at]
            pair = _mix(marked[text] + _mix(marked[other]))
            if not _recalled(known, pair, row):
                if not _taken(wide[1]):
                    wide = _lookup(keys, begin, end, min(WIDTH, end - begin))
                    anchors = _lookup(keys, begin, end, min(ANCHOR, end - begin))
                if distinct[other] == 0:
                    distinct[other] = _distinct(keys, starts[other], starts[other + 1])
                row[FIRST], row[SECOND] = _taken(wide[1]), distinct[other]
                _compare(words, text, other, wide, anchors, row)
                pairs[made], rows[made], made = pair, row, made + 1
            own = outlets[text] > 0 and outlets[text] == outlets[other]
            later = abs(hours[text] - hours[other]) > LATER
            if _follows(row, end - begin, starts[other + 1] - starts[other], own, later, least, near):
                leaders[text] = other
                break
            if row[PLAIN] >= min(PART_WORDS, least * row[OWN]) and row[PLAIN] >= max(FEWEST, PART * row[OWN]):
                parts[text, at] = other
        if leaders[text] == text:
            used = _insert(index, used, mine, text)
    return leaders, parts, index, pairs[:made].copy(), rows[:made].copy()


@compiled
def repeated(hashes, outlets, index, groups):
    """Which of `hashes` are box: at least `groups` representatives of one outlet have them, or more than BUSY of
    any.  outlets: a number for each text, 0 for unknown.
    """
    heads, following, _, tags = index
    box, found, same = np.zeros(len(tags), np.bool_), np.empty(BUSY, np.int32), np.zeros(len(outlets) + 1, np.int32)
    for entry in heads:
        while entry >= 0:
            holders = _holders(index, entry, tags[entry], found)
            box[entry] = holders > BUSY
            for one in found[:min(holders, BUSY)]:
                same[outlets[one]] += 1
                box[entry] |= outlets[one] > 0 and same[outlets[one]] >= groups
            for one in found[:min(holders, BUSY)]:
                same[outlets[one]] = 0
            entry = following[entry]
    chosen = np.zeros(len(hashes), np.bool_)
    for at in range(len(hashes)):
        bucket, tag = _bucket(hashes[at], len(heads))
        entry = heads[bucket]
        while entry >= 0 and tags[entry] != tag:
            entry = following[entry]
        chosen[at] = entry >= 0 and box[entry]
    return chosen
