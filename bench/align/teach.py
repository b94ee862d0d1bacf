"""Teaches vectors of the commoner English words of the field by what a sentence encoder makes of whole sentences.

Lives here: the encoder, the sentences it reads, what is learnt, and the bytes of the table. Does not live here: what the
vectors are used for (`crates/compare/src/nearness.rs`), or the reader of the bytes (`crates/compare/src/meanings.rs`).

Run by hand, and seldom: the table it writes, crates/compare/src/taught.bin, is part of the repository and no build asks for it.

    python3 bench/align/teach.py --model DIR --statements FILE --speeches FILE --into crates/compare/src/taught.bin

Needs Python 3.11, numpy and snowballstemmer. `--model`: a folder with all-MiniLM-L6-v2 (Apache 2.0) as registry packages
carry it: model.safetensors, vocab.txt. `--statements`, `--speeches`: two corpora (both CC0) as gzipped lines of JSON with
`text`, `kind` and `date`: statements of the White House of 2024, speeches of the general debate of the United Nations. Reading
18,432 sentences takes half an hour; `--kept FILE` keeps what the encoder made of them, and uses it the next time.

What is shipped is a list of words and numbers; no text of the corpora is. Nothing is drawn without a fixed seed, and the same
input gives the same bytes on one machine (another's library of linear algebra may turn the last bit of a number).
"""

import argparse
import collections
import gzip
import json
import math
import random
import re
import struct
import unicodedata
from pathlib import Path

import numpy as np
import snowballstemmer

# Sentences read, and of each corpus at most.
SENTENCES = 18_432
STATEMENTS, SPEECHES = 9_000, 12_000
# Sentences of one speech, and the first year of speeches.
OF_A_SPEECH, FIRST_YEAR = 6, 1995
# Words of a sentence.
SHORTEST, LONGEST = 8, 38
# Stems that are taught by whole sentences.
TAUGHT = 6_000
# What the square of a change costs, beside the mean weight of a word: at 0 rare words learn by heart.
RIDGE = 1.0
# Principal components: how many of so many bits.
BITS = [5] * 8 + [4] * 8 + [3] * 16
# Steps of a quantizer of a normal distribution, in standard deviations (Max, "Quantizing for minimum distortion", 1960).
STEPS = {3: 0.586, 4: 0.335, 5: 0.188}
# The longest word in the table, in letters: lengths take four bits.
LONGEST_WORD = 15

# How often a word is met in small letters, lest a slip of the pen make a word of a name.
LEAST_SEEN = 2
# A word is no name if one in so many, inside a sentence, begins with a small letter: readouts write `Summit`.
ONE_IN = 20
# In addresses names stand in small letters.
ADDRESS = re.compile(r"https?:|www\.|@|\w\.(com|gov|int|net|org)\b")

WORD = re.compile(r"[A-Za-z][A-Za-z’']*")
ROOT = Path(__file__).resolve().parents[2]


def word_list(name):
    """A list of words of the comparison, from where it stands."""
    source = (ROOT / "crates/compare/src/words.rs").read_text()
    return set(re.search(name + r': &str = "(.*?)";', source, re.S).group(1).replace("\\\n", "").split())


def folded(word):
    word = word.lower().replace("’", "'")
    return word[:-2] if word.endswith("'s") else word


# ---- sentences ----


def sentences_of(text):
    text = re.sub(r"\s+", " ", re.sub("\\\\###|[\ufeff\xad\u200b]", "", text))
    found = re.split(r"(?<=[.!?])\s+", text)
    return [sentence for sentence in found if SHORTEST <= len(sentence.split()) <= LONGEST]


def read(statements, speeches):
    """The sentences to learn from, in an order of their own."""
    random.seed(1)
    of_statements, of_speeches = [], []
    for line in gzip.open(statements, "rt"):
        entry = json.loads(line)
        if entry["kind"].startswith("statement"):
            of_statements += sentences_of(entry["text"])
    for line in gzip.open(speeches, "rt"):
        entry = json.loads(line)
        if int(entry["date"][:4]) >= FIRST_YEAR:
            said = sentences_of(entry["text"]) or [""]
            of_speeches += random.sample(said, min(OF_A_SPEECH, len(said)))
    of_statements, of_speeches = sorted(set(of_statements)), sorted(set(of_speeches))
    random.shuffle(of_statements)
    random.shuffle(of_speeches)
    chosen = of_statements[:STATEMENTS] + of_speeches[:SPEECHES]
    random.shuffle(chosen)
    return chosen[:SENTENCES]


# ---- the encoder ----


class Encoder:
    """MiniLM, six layers of twelve heads: Wang and others, "MiniLM" (2020)."""

    def __init__(self, folder):
        raw = (Path(folder) / "model.safetensors").read_bytes()
        (length,) = struct.unpack("<Q", raw[:8])
        rows = json.loads(raw[8 : 8 + length])
        kinds = {"F32": np.float32, "F16": np.float16}
        self.weights = {}
        for name, row in rows.items():
            if row.get("dtype") in kinds:
                start, end = (8 + length + at for at in row["data_offsets"])
                values = np.frombuffer(raw[start:end], kinds[row["dtype"]]).astype(np.float32)
                self.weights[name.removeprefix("bert.")] = values.reshape(row["shape"])
        pieces = (Path(folder) / "vocab.txt").read_text().split("\n")
        self.pieces = {piece: at for at, piece in enumerate(pieces)}

    def split(self, text):
        """Numbers of the pieces of a text, and the bytes each stands at; as BERT splits, lower case, without accents."""
        numbers, places = [self.pieces["[CLS]"]], [(0, 0)]
        for found in re.finditer(r"\w+|[^\w\s]", text):
            plain, origins = "", []
            for at, letter in enumerate(found.group()):
                bare = unicodedata.normalize("NFD", letter.lower())
                bare = "".join(mark for mark in bare if unicodedata.category(mark) != "Mn")
                plain += bare
                origins += [found.start() + at] * len(bare)
            start, parts = 0, []
            while start < len(plain):
                ends = range(len(plain), start, -1)
                piece = lambda end: ("##" if start else "") + plain[start:end]
                end = next((end for end in ends if piece(end) in self.pieces), None)
                if end is None:
                    parts = [(self.pieces["[UNK]"], (found.start(), found.end()))]
                    break
                parts.append((self.pieces[piece(end)], (origins[start], origins[end - 1] + 1)))
                start = end
            numbers += [number for number, _ in parts]
            places += [place for _, place in parts]
        return numbers + [self.pieces["[SEP]"]], places + [(0, 0)]

    def normal(self, x, name):
        mean, spread = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) / np.sqrt(spread + 1e-12) * self.weights[name + ".weight"] + self.weights[name + ".bias"]

    def linear(self, x, name):
        return x @ self.weights[name + ".weight"].T + self.weights[name + ".bias"]

    def forward(self, numbers, mask):
        rows, length = numbers.shape
        tables = ["word_embeddings", "position_embeddings", "token_type_embeddings"]
        words, places, kinds = (self.weights[f"embeddings.{name}.weight"] for name in tables)
        x = self.normal(words[numbers] + places[:length] + kinds[0], "embeddings.LayerNorm")
        hidden = (1 - mask)[:, None, None, :] * -1e9
        for number in range(6):
            layer = f"encoder.layer.{number}."
            heads = lambda name: (
                self.linear(x, layer + "attention.self." + name).reshape(rows, length, 12, 32).transpose(0, 2, 1, 3)
            )
            query, key, value = heads("query"), heads("key"), heads("value")
            scores = query @ key.transpose(0, 1, 3, 2) / np.sqrt(np.float32(32)) + hidden
            scores = np.exp(scores - scores.max(-1, keepdims=True))
            scores /= scores.sum(-1, keepdims=True)
            seen = (scores @ value).transpose(0, 2, 1, 3).reshape(rows, length, 384)
            attended = self.linear(seen, layer + "attention.output.dense") + x
            x = self.normal(attended, layer + "attention.output.LayerNorm")
            inner = self.linear(x, layer + "intermediate.dense")
            inner = inner * 0.5 * (1 + error_function(inner / np.sqrt(np.float32(2))))
            x = self.normal(self.linear(inner, layer + "output.dense") + x, layer + "output.LayerNorm")
        return x

    def encode(self, texts, batch=64):
        """Of each text: what the encoder gives at each piece, and where the pieces stand."""
        split = [self.split(text) for text in texts]
        order = sorted(range(len(texts)), key=lambda at: len(split[at][0]))
        made = [None] * len(texts)
        for first in range(0, len(order), batch):
            part = order[first : first + batch]
            length = min(256, max(len(split[at][0]) for at in part))
            numbers, mask = np.zeros((len(part), length), int), np.zeros((len(part), length), np.float32)
            for row, at in enumerate(part):
                of_text = split[at][0][:length]
                numbers[row, : len(of_text)], mask[row, : len(of_text)] = of_text, 1
            x = self.forward(numbers, mask)
            for row, at in enumerate(part):
                made[at] = x[row, : int(mask[row].sum())], split[at][1][:length]
        return made


def error_function(x):
    """Abramowitz and Stegun, 7.1.26; wrong by at most 1.5e-7."""
    t = 1 / (1 + 0.3275911 * np.abs(x))
    tail = ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
    return np.sign(x) * (1 - tail * np.exp(-x * x))


def listen(encoder, sentences):
    """The vector of each sentence, and of each form the mean of what the encoder gives where it stands."""
    whole = np.zeros((len(sentences), 384), np.float16)
    sums, counts = {}, collections.Counter()
    for first in range(0, len(sentences), 512):
        part = sentences[first : first + 512]
        for at, (given, places) in enumerate(encoder.encode(part)):
            mean = given.mean(0)
            whole[first + at] = mean / np.linalg.norm(mean)
            for found in WORD.finditer(part[at]):
                form = found.group().lower().replace("’", "'")
                inside = lambda place: place[1] > place[0] and place[0] >= found.start() and place[1] <= found.end()
                rows = [row for row, place in enumerate(places) if inside(place)]
                if rows:
                    sums[form] = sums.get(form, 0) + given[rows].mean(0)
                    counts[form] += 1
        print(f"{first + len(part)} sentences read", flush=True)
    forms = sorted(sums)
    means = np.array([sums[form] / counts[form] for form in forms], np.float16)
    return {"s": np.array(sentences), "e": whole, "w": np.array(forms), "v": means,
            "n": np.array([counts[form] for form in forms])}


# ---- learning ----


def bags(sentences, stem):
    """The content words of each sentence by stem, weighed as the comparison weighs them without a corpus."""
    functions, stock = word_list("FUNCTION_WORDS"), word_list("STOCK_WORDS")
    made = []
    for sentence in sentences:
        bag = {}
        for found in WORD.finditer(str(sentence)):
            form = folded(found.group())
            if form not in functions:
                length = len(form)
                by_length = 0.12 if length <= 3 else 0.08 if length <= 5 else 0.05 if length <= 7 else 0.03
                bag[stem(form)] = -math.log(0.4 if form in stock else by_length)
        made.append(bag)
    return made


def learn(kept, stem):
    """Stems, the commonest first, and vectors such that the weighed mean of a sentence's words comes near its own."""
    wanted = kept["e"].astype(np.float32)
    wanted = wanted - wanted.mean(0)
    of_sentences = bags(kept["s"], stem)
    counts = collections.Counter(word for bag in of_sentences for word in bag)
    sums, weights = {}, collections.Counter()
    order = np.argsort(-kept["n"])
    for rank, at in enumerate(order):
        of_stem = stem(str(kept["w"][at]))
        sums[of_stem] = sums.get(of_stem, 0) + kept["v"][at].astype(np.float32) / (rank + 10)
        weights[of_stem] += 1 / (rank + 10)
    stems = list(sums)
    start = np.array([sums[one] / weights[one] for one in stems], np.float32)
    start = start - start.mean(0)
    number = {one: at for at, one in enumerate(stems)}
    taught = [one for one, count in counts.most_common(TAUGHT) if one in number and count >= 2]
    row = {one: at for at, one in enumerate(taught)}
    squares = np.zeros((len(taught), len(taught)))
    members = []
    for bag in of_sentences:
        whole = sum(bag.values()) or 1
        known = [(row[one], weight / whole) for one, weight in bag.items() if one in row]
        at, share = np.array([at for at, _ in known], int), np.array([share for _, share in known])
        squares[np.ix_(at, at)] += np.outer(share, share)
        members.append((at, share.astype(np.float32)))
    vectors = start[[number[one] for one in taught]]
    means = lambda: np.array([share @ vectors[at] for at, share in members], np.float32)
    made = means()
    scale = (made * wanted).sum() / (made * made).sum()
    vectors, start = vectors * scale, start * scale
    missing = wanted - means()
    pull = np.zeros((len(taught), 384))
    for (at, share), lacks in zip(members, missing):
        pull[at] += share[:, None] * lacks
    squares[np.diag_indices(len(taught))] += RIDGE * np.mean(np.diag(squares))
    start[[number[one] for one in taught]] = vectors + np.linalg.solve(squares, pull)
    order = sorted(range(len(stems)), key=lambda at: (-counts[stems[at]], stems[at]))
    return [stems[at] for at in order], start[order]


def no_names(sentences, stem):
    """The shortest form of each stem that is no name."""
    small, capital, forms = collections.Counter(), collections.Counter(), {}
    for sentence in map(str, sentences):
        if ADDRESS.search(sentence):
            continue
        for found in WORD.finditer(sentence):
            form = folded(found.group())
            if found.group()[0].islower():
                small[stem(form)] += 1
                forms.setdefault(stem(form), set()).add(form)
            elif found.start() > 0:
                capital[stem(form)] += 1
    functions = word_list("FUNCTION_WORDS")
    usable = lambda form: re.fullmatch("[a-z]{2,}", form) and len(form) <= LONGEST_WORD and form not in functions
    shortest = {}
    for one in sorted(forms):
        fit = sorted((form for form in forms[one] if usable(form)), key=lambda form: (len(form), form))
        if fit and small[one] >= LEAST_SEEN and small[one] * ONE_IN > capital[one]:
            shortest[one] = fit[0]
    return shortest


# ---- the table ----


def quantized(vectors):
    """Principal components of unit length, in steps; the steps."""
    base = vectors - vectors[:8000].mean(0)
    values, turns = np.linalg.eigh(base[:8000].T.astype(np.float64) @ base[:8000] / 8000)
    turns = turns[:, ::-1][:, : len(BITS)]
    # A component has no sign of its own: the largest number of each points up.
    turns = turns * np.sign(turns[np.abs(turns).argmax(0), np.arange(len(BITS))])
    parts = base @ turns
    parts = parts / np.maximum(np.linalg.norm(parts, axis=1, keepdims=True), 1e-9)
    steps = parts[:TAUGHT].std(0) * np.array([STEPS[bits] for bits in BITS])
    steps = steps.astype(np.float32)
    half = np.array([1 << bits - 1 for bits in BITS])
    return (np.clip(np.floor(parts / steps), -half, half - 1) + half).astype(int), steps


def written(words, rows, steps):
    """The bytes that `crates/compare/src/meanings.rs` reads: words in order, each without what it shares with the last."""
    out = bytearray([1]) + struct.pack("<H", len(words)) + steps.astype("<f4").tobytes()
    last = ""
    for word in words:
        shared = next((at for at, (one, other) in enumerate(zip(word, last)) if one != other), min(len(word), len(last)))
        out.append(shared << 4 | len(word) - shared)
        out += word[shared:].encode()
        last = word
    for row in rows:
        packed, at = 0, 0
        for value, bits in zip(row, BITS):
            packed |= int(value) << at
            at += bits
        out += packed.to_bytes(sum(BITS) // 8, "little")
    return bytes(out)


def main():
    parser = argparse.ArgumentParser()
    for name in ["--model", "--statements", "--speeches", "--kept", "--into"]:
        parser.add_argument(name)
    given = parser.parse_args()
    stem = snowballstemmer.stemmer("english").stemWord
    if given.kept and Path(given.kept).exists():
        kept = np.load(given.kept)
        kept = {key: kept[key] for key in kept}
    else:
        kept = listen(Encoder(given.model), read(given.statements, given.speeches))
        if given.kept:
            np.savez(given.kept, **kept)
    stems, vectors = learn(kept, stem)
    rows, steps = quantized(vectors)
    spelt = no_names(kept["s"], stem)
    chosen = [at for at, one in enumerate(stems) if one in spelt]
    chosen.sort(key=lambda at: spelt[stems[at]])
    table = written([spelt[stems[at]] for at in chosen], rows[chosen], steps)
    Path(given.into).write_bytes(table)
    print(f"{len(chosen)} words, {len(table)} bytes")


if __name__ == "__main__":
    main()
