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


def json_schema(line):
    import jsonschema
    try:
        value = json.loads(line["answer"], object_pairs_hook=distinct)
    except ValueError:
        return {"valid": 0, "json": 0}
    schema = json.loads(line["settings"]["schema"])
    return {"valid": int(jsonschema.Draft202012Validator(schema).is_valid(value)), "json": 1}


def distinct(pairs):
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def instructions(line):
    """IFEval's own checkers, which need neither the data sets nor the network that their package asks for."""
    import types
    sys.modules.setdefault("datasets", types.SimpleNamespace(load_dataset=None))
    from if_verifiable.common import evaluate_instructions
    from if_verifiable.ifeval.instructions_registry import INSTRUCTION_DICT
    fields = line["fields"]
    if not line["answer"].strip():
        return {"followed": 0, "followed-loosely": 0}
    results, scores = evaluate_instructions(
        line["answer"], fields["instruction_id_list"], fields["kwargs"], "", INSTRUCTION_DICT)
    return {
        "followed": scores.binary_strict, "followed-loosely": scores.binary_loose,
        "instructions-strict": sum(result.strict_pass for result in results),
        "instructions-loose": sum(result.loose_pass for result in results)}


def calibration_total(lines):
    """The expected calibration error from the sums of scikit-learn's calibration curve and of each bin."""
    import numpy
    from sklearn.metrics import brier_score_loss
    certain = [line for line in lines if line["scores"]["confident"] == "1"]
    certainty = numpy.array([float(sum(Fraction(line["scores"][f"ece-certainty-{n}"]) for n in range(10))) for line in certain])
    right = numpy.array([sum(int(line["scores"][f"ece-right-{n}"]) for n in range(10)) for line in certain])
    brier = float(sum(Fraction(line["scores"]["brier"]) for line in certain)) / len(certain)
    assert abs(brier - brier_score_loss(right, certainty)) < 1e-12, "the Brier score differs from scikit-learn's"
    bins = numpy.clip(numpy.searchsorted(numpy.linspace(0, 1, 11), certainty, side="right") - 1, 0, 9)
    return sum(abs(right[bins == n].sum() - certainty[bins == n].sum()) for n in range(10)) / len(certain)


def alpha_total(lines, prefix):
    import krippendorff
    import numpy
    table = [[float(Fraction(line["scores"][f"{prefix}-judge-{n}"])) for line in lines] for n in range(1, 6)]
    return krippendorff.alpha(
        reliability_data=numpy.where(numpy.array(table) < 0, numpy.nan, table), level_of_measurement="interval")


def total(name, settings, lines):
    """The measure over all lines; sacrebleu takes a missing reference as none."""
    if name == "calibration":
        return calibration_total(lines)
    if name in ("rubric", "pairwise"):
        return alpha_total(lines, {"rubric": "rubric", "pairwise": "pair"}[name])
    if name == "instructions":
        return sum(Fraction(line["scores"]["instructions-strict"]) for line in lines) / sum(
            len(line["fields"]["instruction_id_list"]) for line in lines)
    answers = [line["answer"] for line in lines]
    most = max(len(line["answers"]) for line in lines)
    references = [[(line["answers"] + [None] * most)[index] for line in lines] for index in range(most)]
    judge = bleu_judge(settings, False) if name == "bleu" else chrf_judge(settings)
    return judge.corpus_score(answers, references).score / 100


def bradley_terry(lines):
    """Compares strengths with choix, and intervals with the pseudo-inverse of the information."""
    import choix
    import numpy
    differences = 0
    for line in lines:
        wins = numpy.array(line["wins"])
        strengths = choix.ilsr_pairwise_dense(wins, alpha=0, max_iter=10000, tol=1e-12)
        odds = 1 / (1 + numpy.exp(strengths[None, :] - strengths[:, None]))
        information = -(wins + wins.T) * odds * odds.T
        information -= numpy.diag(information.sum(axis=1))
        reaches = 1.959963984540054 * numpy.sqrt(numpy.diag(numpy.linalg.pinv(information)))
        if abs(strengths - line["strengths"]).max() > 1e-6 or abs(reaches - line["reaches"]).max() > 1e-6:
            differences += 1
            print(line, strengths, reaches)
    print(f"{len(lines)} tables, {differences} differ")
    return 1 if differences else 0


def main():
    name, path = sys.argv[1:]
    lines = [json.loads(text) for text in open(path, encoding="utf-8").read().split("\n") if text]
    if name == "bradley-terry":
        return bradley_terry(lines)
    judges = {"squad": squad, "rouge": rouge, "bleu": bleu, "chrf": chrf, "json-schema": json_schema, "instructions": instructions}
    judge = judges.get(name, lambda line: {})
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
