"""Scores other people's implementations of the same measures, line by line: check_scorers.py SCORER FILE."""
import json
import sys
from fractions import Fraction

TOLERANCE = 1e-9


def squad(line):
    from transformers.data.metrics.squad_metrics import compute_exact, compute_f1
    if not line["answer"].strip():
        return {"exact": 0, "f1": 0}
    pairs = [(expected, line["answer"]) for expected in line["answers"]]
    return {"exact": max(compute_exact(*pair) for pair in pairs), "f1": max(compute_f1(*pair) for pair in pairs)}


class Ideographs:
    """The words of rouge-score, with each ideograph by itself."""

    def tokenize(self, text):
        from rouge_score import tokenize
        spaced = []
        for character in text:
            code = ord(character)
            is_ideograph = (code == 0x3007 or 0x3400 <= code <= 0x4DBF or 0x4E00 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF
                            or 0x20000 <= code <= 0x323AF)
            spaced.append(f" \x00{character}\x00 " if is_ideograph else character)
        tokens = []
        for piece in "".join(spaced).split(" "):
            if piece.startswith("\x00"):
                tokens.append(piece.strip("\x00"))
            else:
                tokens += tokenize.tokenize(piece, None)
        return tokens


def rouge(line):
    from rouge_score import rouge_scorer
    kinds = {"rouge-1": "rouge1", "rouge-2": "rouge2", "rouge-l": "rougeL"}
    judge = rouge_scorer.RougeScorer(list(kinds.values()), tokenizer=Ideographs() if line["settings"]["ideographs"] else None)
    scores = judge.score_multi(line["answers"], line["answer"])
    return {ours: scores[theirs].fmeasure for ours, theirs in kinds.items()}


def bleu_judge(settings, effective):
    from sacrebleu.metrics import BLEU
    return BLEU(tokenize=settings["tokens"], effective_order=effective)


def bleu(line):
    return {"sentence-bleu": bleu_judge(line["settings"], True).sentence_score(line["answer"], line["answers"]).score / 100}


def chrf_judge(settings):
    from sacrebleu.metrics import CHRF
    return CHRF(word_order=settings["words"])


def chrf(line):
    return {"sentence-chrf": chrf_judge(line["settings"]).sentence_score(line["answer"], line["answers"]).score / 100}


def total(name, settings, lines):
    """The measure over all lines; sacrebleu takes a missing reference as none."""
    answers = [line["answer"] for line in lines]
    most = max(len(line["answers"]) for line in lines)
    references = [[(line["answers"] + [None] * most)[index] for line in lines] for index in range(most)]
    judge = bleu_judge(settings, False) if name == "bleu" else chrf_judge(settings)
    return judge.corpus_score(answers, references).score / 100


def main():
    name, path = sys.argv[1:]
    lines = [json.loads(text) for text in open(path, encoding="utf-8").read().split("\n") if text]
    judge = {"squad": squad, "rouge": rouge, "bleu": bleu, "chrf": chrf}[name]
    differences = 0

    def compare(what, ours, theirs):
        nonlocal differences
        if abs(float(ours) - float(theirs)) > TOLERANCE:
            differences += 1
            if differences <= 10:
                print(f"{what}: ours {float(ours)}, theirs {float(theirs)}")

    scored = [line for line in lines if "scores" in line]
    for line in scored:
        for output, theirs in judge(line).items():
            compare(f"{output} of {json.dumps(line, ensure_ascii=False)[:600]}", Fraction(line["scores"][output]), theirs)
    for line in lines:
        if "total" in line:
            same = [other for other in scored if other["settings"] == line["settings"]]
            compare(f"{name} over {len(same)} items", line["total"], total(name, line["settings"], same))
    print(f"{len(scored)} items, {differences} differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
