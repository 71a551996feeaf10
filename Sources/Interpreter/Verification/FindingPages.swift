public import Attest

/// A page for every code that a verification, a key or a policy can give; sorted by id.
public let findingPages: [FindingPage] = (FindingPage.attest + verificationPages + auditPages).sorted {
  $0.id.utf8.lexicographicallyPrecedes($1.id.utf8)
}

/// Findings of re-resolving, re-deriving and re-executing.
private let verificationPages = [
  FindingPage(
    "budget-too-small", "no drawn cell fits the budget",
    "Cells are drawn by chance and executed as long as they fit `--budget`, by an estimate from the bundle's own times. Already the first takes longer. `--dry-run` tells what each cell takes."
  ),
  FindingPage(
    "cache-not-allowed", "a trial cannot have come from the cache",
    "Only trainings come from the cache, and only where no claim and no score judges their measurements. Nothing that is measured can be left out by saying so."
  ),
  FindingPage(
    "energy-differs", "an energy does not follow from what is recorded of it",
    "What a trial took of energy follows from its windows and its source: the rows of the meter's file that the bundle keeps, by the trapezoid rule; a declared power times the time; the processor's counters. There is a window for each process that took samples, with as many repetitions, and no shorter than they took. The source is one that the target allows. One of these does not hold. Docs: docs/running.md."
  ),
  FindingPage(
    "first-difference", "where the record and this execution part first",
    "The first cell that differs was looked at closely: the first tensor, step, row, item or line that differs, with what the bundle has there and what came out here. Numbers stand with their bits, and ULPs count how many numbers of the type lie between. It needs the file on both sides; a bundle keeps no output of a portable kernel."
  ),
  FindingPage(
    "host-unstable", "this machine does not give the same bits twice",
    "A cell that came out differently was executed once more, and came out differently again, in a tier that gives the same bits on every host. So this machine is at fault, and nothing it found in such cells counts. Suspect its memory or its processor."
  ),
  FindingPage(
    "implausible", "a time that no processor can have reached",
    "The verifier counts the operations and bytes of each sample, and knows what the widest vector units at the highest frequency could do at most. The recorded time is shorter than half of that. Or an energy would need more power than any machine draws: 2 kW for each counter of a processor, 1 MW for a meter. Docs: docs/verification.md."
  ),
  FindingPage(
    "load-contradicts", "the event log of a load contradicts its plan, its answers or itself",
    "Plan and seed decide when each query of a load arrives and what it asks, so a verification draws both again: a scheduled time that was moved, an arrival that was left out and a window at another rate show. Times of a query come one after another, a closed loop never has more queries under way than clients, gaps lead from the first piece of an answer to its last, and tokens, pieces and outcome are those of the transcript. One of these does not hold, so the log was changed."
  ),
  FindingPage(
    "output-differs", "a kept output is not the result of that name",
    "The files of a program stand in the order of its outputs in the plan, and a result is the digest of its output. Files were swapped or changed."
  ),
  FindingPage(
    "parent-differs", "a derivation is not of the bundle that it names",
    "A derivation judges the answers of another bundle anew; everything but judgements and scores must be as that bundle has it. Something differs, or another bundle was given with `--parent`."
  ),
  FindingPage(
    "parent-not-given", "the bundle that a derivation was made from is not at hand",
    "`run.json` names its parent by root. By itself a derivation shows that its scores follow from its transcripts; that those are the transcripts which the parent's signer signed, only the parent shows. Give it with `--parent DIR`."
  ),
  FindingPage(
    "partial-differs", "run.json does not tell what was left out",
    "What a run left out follows from its trials: each one that did not finish, with its reason. Sentences were removed, changed or added."
  ),
  FindingPage(
    "permission-missing", "something ran that nobody allowed",
    "`run.json` lists what the user allowed. A program ran, or an endpoint answered, without it."
  ),
  FindingPage(
    "permission-unknown", "permissions that are none",
    "`allowed` of `run.json` lists `command` and `network=HOST`, sorted."
  ),
  FindingPage(
    "probe-missing", "a probe of the plan has no transcript",
    "The first trial that asks a subject finds out first what it does with a seed and with the same request again. Each of these probes leaves a transcript, one that failed too. Some were removed, so that what they show is not said."
  ),
  FindingPage(
    "reading-differs", "a reading is not what the program printed",
    "The bundle keeps what the program printed last. Read again by the plan's prefix, it gives another number than the result, or than the last sample of the measurement."
  ),
  FindingPage(
    "reading-unread", "readings were not read again",
    "What the program printed is not kept under its own name, or cannot be read, so its readings are its signer's word."
  ),
  FindingPage(
    "bound-exceeded", "an output of the vendor tier is not a correct product",
    "Results of the vendor tier differ from machine to machine, and are held against the forward error bound of the exact product. This one lies outside it, so no order of correct operations gives it."
  ),
  FindingPage(
    "catalogue-differs", "the plan was made with a catalogue that this release does not have",
    "A plan names the version of the catalogue that it was made with, and a release has every version up to its own. This one does not have the plan's version, so it cannot tell whether the plan is what the spec says, and the bundle is not known to be intact. Use the release that made the bundle."
  ),
  FindingPage(
    "divergence", "what can explain that results differ",
    "In the portable tier no difference of hosts changes a bit. A program promises only what its spec declares, so look at what it reads: a clock, a thread's turn, an uninitialised byte. For a vendor's library this host's fingerprint is compared with the bundle's."
  ),
  FindingPage(
    "input-not-found", "an input is not here",
    "Inputs are found by digest: in the bundle, in the folders of `--inputs`, in your own store. Nothing is downloaded. The cells that read it could not be executed."
  ),
  FindingPage(
    "measurement-not-taken", "a measurement was not taken here",
    "Your policy sets a tolerance, so every measurement is compared with one taken here. This one was not: its cell is checked without being executed (kept outputs of a vendor library, recorded answers of an endpoint), or it did not finish here."
  ),
  FindingPage(
    "measurement-outside", "a measurement lies outside the band",
    "Your policy sets a tolerance, the fingerprints make the machines comparable, and the whole interval of the ratio of both medians lies outside the band. Docs: docs/verification.md."
  ),
  FindingPage(
    "measurement-undecided", "a measurement is too uncertain for the band",
    "Your policy sets a tolerance, and the interval of the ratio of both medians lies partly within the band and partly outside. So nothing shows that the measurement lies in the band, and nothing shows that it does not. The finding says how many samples would decide."
  ),
  FindingPage(
    "not-recorded", "the bundle has no result of some trials",
    "These trials did not finish in the recorded run, so there was nothing to compare. No metric of their cell has a value."),
  FindingPage(
    "not-deterministic", "two runs of a program differ on one machine",
    "A program's result came out differently, so the program was run once more here, and gave yet another result. It reads a clock, a random source or the order of threads. No machine is to blame: the author draws from ETALON_SEED, or declares the result a measurement (`origin: measurement`)."
  ),
  FindingPage(
    "not-reexecuted", "a trial could not be executed here",
    "The reason stands beside it: an input that is missing, a target that this host does not meet, a permission that was not given (`--allow`), or a limit."
  ),
  FindingPage(
    "not-rescored", "answers were not scored again",
    "An evaluation's results follow from its transcripts and its dataset. The dataset was not found, or this release lacks the scorer, so the bundle is not known to be intact. `etalon dataset add FILE` or `--inputs DIR` brings a dataset."
  ),
  FindingPage(
    "not-supported", "this release has no check for it",
    "The property needs evidence that this release does not read. It is therefore not checkable, rather than assumed."),
  FindingPage(
    "plan-not-from-spec", "the plan is not what the spec says",
    "The spec files in the bundle were resolved again with the plan's overrides, and give another plan. Somebody changed the plan, or the spec, after the run."
  ),
  FindingPage(
    "probe-differs", "a numeric probe of the fingerprint is not its known answer",
    "Probes of the portable tier have the same answer on every machine, and this release knows them. A host that computes one wrongly gets a taint. Here a probe is wrong and no taint tells of it, or a taint tells of what is not so: the fingerprint was changed. With the taint it is a note: the host of the run was at fault, and says so."
  ),
  FindingPage(
    "probe-failed", "this host computes known answers wrongly",
    "Before it judges others, the verifying host computes tiny problems with known answers. It failed, so differences would say nothing about the bundle. Suspect its memory, its processor, or an emulator."
  ),
  FindingPage(
    "reference-differs", "reference values are not those of their bundle",
    "A score divides by the values of a bundle that the spec names by its root. That bundle is here, and its records give other values than the plan has: a lower reference makes a better score."
  ),
  FindingPage(
    "reference-not-checked", "reference values were not compared with their bundle",
    "A score divides by the values of a bundle that the spec names by its root. Planning copied them into the plan, so without that bundle they are the signer's word, and the bundle is not known to be intact. Name it, or a folder that holds it, with `--reference DIR`."
  ),
  FindingPage(
    "report-differs", "report.html is not what the records give",
    "The page is not covered by the manifest. It was rendered again and came out differently: made by another release, or changed. Read a page of your own making."
  ),
  FindingPage(
    "report-not-checked", "report.html was not compared",
    "The page is a rendering of the records, outside the manifest. Another renderer made this one, so it may tell another story, and the bundle is not known to be intact. Render a page of your own with `etalon report`, and verify with `--ignore-report`."
  ),
  FindingPage(
    "rescored-differs", "results do not follow from the transcripts",
    "The recorded answers, scored again by the plan's scorer, give other results than the bundle claims."),
  FindingPage(
    "result-differs", "a result comes out differently here",
    "The plan was executed here with the same inputs and seeds, and a result that must be the same bit for bit is not. This is the first cell on its path that differs. Of an evaluation it says that an interpreter comes to another verdict on a program than the record says."
  ),
  FindingPage(
    "result-differs-downstream", "a result differs because an earlier one does",
    "A cell that this one needs gave another result already; look there first."),
  FindingPage(
    "sampled", "only some cells were executed again",
    "They were drawn by fresh randomness that no publisher could foresee. The draw can be repeated with `--draw`; the chances say how likely a forger would have been caught."
  ),
  FindingPage(
    "scores-differ", "scores do not follow from the raw records",
    "Metrics, verdicts on claims and scores are a pure function of plan, results and measurements. Derived again, they come out differently."
  ),
  FindingPage(
    "segment-differs", "a segment of a training comes out differently here",
    "A training keeps its state after some epochs. From a recorded state the training was computed again up to the next one, and did not come out there, or the record has no such state. So either state, or the losses between them, are not of this training."
  ),
  FindingPage(
    "segments", "trainings were checked by segments",
    "Segments between recorded states of trainings were drawn by fresh randomness and computed again bit for bit. The chances say how likely a forger of so many segments would have been caught. `--segments 100%` computes all."
  ),
  FindingPage(
    "series-contradicts", "samples of an evaluation contradict each other, its transcripts or its plan",
    "A first token and the gaps behind it lie within the latency of their item; a token rate is the tokens of the reply over its latency; retries are those that the subject's `retries` allow; and all latencies, over the concurrency, fit into the run. One of these does not hold, so samples were changed."
  ),
  FindingPage(
    "series-order", "samples of a sealed cell can be told to be of single items",
    "Samples of a cell over a sealed set ascend, so that nobody can read the length of an answer from its latency and rate. These stand in another order: the bundle tells more about the set than it may, and no run of this tool writes it."
  ),
  FindingPage(
    "spec-invalid", "the spec in the bundle gives no plan",
    "The spec files in the bundle do not resolve, so no plan can have come from them."),
  FindingPage(
    "speed-not-comparable", "measurements were not compared",
    "Your policy sets a tolerance, and the fingerprints differ in what affects speed, so a comparison would say nothing about honesty. The results are not known to be reproduced within your tolerance; verify on a machine like the one described, or by a policy without one."
  ),
  FindingPage(
    "transcript-contradicts", "a transcript says of itself what cannot be",
    "Whether an answer is usable follows from what came: a fault stands beside no answer that can be read, and an answer that cannot be read has a fault. A secret is only taken out where the plan's subject is sent one. A fault was added to hide an answer, or the line was changed otherwise."
  ),
  FindingPage(
    "transcript-unasked", "a transcript answers no question of the plan",
    "The transcripts of a trial are answers to its probes, its items and what its scorer asked about them. One that the plan does not ask for was added after the run."
  ),
]
