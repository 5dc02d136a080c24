"""The script of a page, and the classes it needs."""

import numpy as np
import pytest

from docfields.models.sessions import Tensor, open_session
from docfields.models.weights import RECOGNIZER
from docfields.ocr.recognize import read_vocabulary
from docfields.ocr.script import ALPHABET, FEWEST_HAN, LINES_ASKED, classes_of, latin_choice, recognize_page
from docfields.ocr.words import line_from_lattice

HAN = tuple(chr(0x4E00 + number) for number in range(FEWEST_HAN + 200))
VOCABULARY = ("", *sorted(ALPHABET), *HAN, "。", " ")
HAN_SEEN = "\u4e00"  # of the commonest characters, a witness
HEIGHT, STEPS = 8, 6


class Scripted:
    """A network that reads off the crop what it is told: by the crop's shade each step's probabilities."""

    weights = RECOGNIZER

    def __init__(self, says: dict[int, list[dict[str, float]]], classes: tuple[int, ...] | None, log: list) -> None:
        self.says, self.classes, self.log = says, range(len(VOCABULARY)) if classes is None else classes, log
        self.whole = classes is None

    def run(self, batch: Tensor) -> Tensor:
        output = np.full((len(batch), STEPS, len(VOCABULARY)), 1e-7, np.float32)
        for row, crop in zip(output, batch, strict=True):
            shade = round((float(crop[0, 0, 0]) * RECOGNIZER.std + RECOGNIZER.mean) * 255)
            self.log.append((shade, self.whole))
            row[:, 0] = 0.01
            for step, probabilities in enumerate(self.says[shade]):
                for text, probability in probabilities.items():
                    row[step, VOCABULARY.index(text)] = probability
        kept = output[:, :, list(self.classes)]
        return kept / kept.sum(axis=2, keepdims=True)


def read(page: list[list[dict[str, float]]]) -> tuple[list[str], list]:
    """The texts of a page, and which lines were read (their number, whether with every class)."""
    says, log = dict(enumerate(page)), []
    crops = [np.full((HEIGHT, 8 * STEPS, 3), number, np.uint8) for number in says]
    quads = [np.array([[0, 0], [48, 0], [48, 8], [0, 8]], float)] * len(crops)
    choice = latin_choice(VOCABULARY)
    assert choice is not None
    whole, latin = Scripted(says, None, log), Scripted(says, choice.classes, log)
    lattices = recognize_page(crops, quads, lambda: (whole, VOCABULARY), lambda: (latin, choice.vocabulary))
    return [line_from_lattice(lattice).text for lattice in lattices], log


LATIN = [{"T": 0.9}, {"o": 0.9}]
CHINESE = [{HAN_SEEN: 0.95}, {"": 0.9}, {"\u4e01": 0.95}, {"7": 0.9}]
STAIN = [{HAN_SEEN: 0.6, "O": 0.3}]


def test_a_latin_page_is_read_by_the_cut_network_alone():
    texts, log = read([LATIN] * 9)
    assert texts == ["To"] * 9
    assert sorted(log) == [(number, False) for number in range(9)]


def test_a_chinese_page_is_read_whole_after_a_few_lines():
    texts, log = read([CHINESE] * 20)
    assert texts == ["一丁7"] * 20
    assert sum(not whole for _, whole in log) == LINES_ASKED
    assert sorted(line for line, whole in log if whole) == list(range(20))


def test_a_chinese_line_on_a_latin_page_is_read_again():
    texts, log = read([LATIN] * 8 + [CHINESE])
    assert texts == ["To"] * 8 + ["一丁7"]
    assert [line for line, whole in log if whole] == [8]


def test_a_stain_on_a_latin_page_is_no_chinese_character():
    assert read([LATIN] * 8 + [STAIN])[0][-1] == "O"


def test_what_is_doubtful_is_believed_where_chinese_is_certain():
    assert read([LATIN] * 8 + [CHINESE, STAIN])[0][-2:] == ["一丁7", "一"]


def test_a_line_does_not_depend_on_others_of_its_page_once_the_script_is_known():
    page = [LATIN, [{"T": 0.9}, {"": 0.9}, {"x": 0.8}], LATIN]
    assert read(page)[0] == [read([line])[0][0] for line in page]


def test_one_network_alone_reads_every_line():
    log = []
    crop, quad = np.zeros((HEIGHT, 8 * STEPS, 3), np.uint8), np.array([[0, 0], [48, 0], [48, 8], [0, 8]], float)
    network = Scripted({0: CHINESE}, None, log)
    [lattice] = recognize_page([crop], [quad], lambda: (network, VOCABULARY))
    assert (line_from_lattice(lattice).text, log) == ("一丁7", [(0, True)])


@pytest.mark.parametrize("vocabulary", [("", *HAN, " "), ("", *sorted(ALPHABET), *HAN[:50], " ")])
def test_a_recogniser_of_one_script_is_never_cut_by_itself(vocabulary):
    assert latin_choice(vocabulary) is None


def test_no_lines_need_no_network():
    assert read([]) == ([], [])


def test_the_scripts_of_the_shipped_recogniser():
    vocabulary = read_vocabulary(open_session(RECOGNIZER, threads=1))
    kept = {
        script: {vocabulary[index] for index in classes_of(vocabulary, script) or ()}
        for script in ("latin", "chinese", "japanese")
    }
    assert {"A", "z", "0", "ß", "ő", "€", "«", "½", "²", "☐", "™"} <= kept["latin"] and len(kept["latin"]) < 700
    assert not kept["latin"] & {"中", "の", "：", "Α", "ア"}
    assert {"中", "國", "：", "A", "￥", "〇"} <= kept["chinese"] and not kept["chinese"] & {"の", "é"}
    assert {"円", "の", "ア", "A", "：", "々"} <= kept["japanese"] and not kept["japanese"] & {"é", "们"}
    assert classes_of(vocabulary, "all") is None and classes_of(vocabulary, "auto") is None
    for script in kept:
        classes = classes_of(vocabulary, script)
        assert classes is not None and classes[0] == 0 and vocabulary[classes[-1]] == " "
