extension FindingPage {
  /// Findings about the folder and its files.
  static let bundlePages = [
    FindingPage(
      "bagit-differs", "bagit.txt is not the two fixed lines",
      "A bundle is a BagIt 1.0 bag, and `bagit.txt` has exactly one content. The file was changed, or the folder was made by another program."
    ),
    FindingPage(
      "file-changed", "a file does not have the bytes that the manifest lists",
      "`manifest-sha256.txt` names the SHA-256 of every file under `data/`. Either the file or its line in the manifest was changed after the bundle was written. Get the bundle from its publisher again."
    ),
    FindingPage(
      "file-extra", "something stands in the bundle that has no place there",
      "A bundle holds the files of its format and nothing else, so that nobody can add something that looks as if it were verified. Move the file out of the folder; if it stands under `data/`, the bundle is not the one that was published."
    ),
    FindingPage(
      "file-missing", "a file of the bundle is not there",
      "The manifest, a record or the format itself demands the file. The copy is incomplete, or the file was removed."),
    FindingPage(
      "file-unreferenced", "no record names this file",
      "Files named by their digest (artefacts, transcripts, inputs, specs) are there because a trial or `inputs.json` names them. This one is not part of the run."
    ),
    FindingPage(
      "hard-link", "a file has other names elsewhere",
      "A file with several links can be changed through its other names while it is checked. Copy the bundle with `cp -r`, which makes files of its own."
    ),
    FindingPage(
      "manifest-malformed", "the manifest is not written as the format says",
      "Each line is 64 lower-case hexadecimal digits, two spaces and a path under `data/`; lines are sorted bytewise by path and end with a line feed. Another spelling of the same content would have another root."
    ),
    FindingPage(
      "more-findings", "not all findings are listed",
      "The bundle is wrong in so many places that only the first thousand findings are kept."),
    FindingPage(
      "name-differs", "a file does not have the digest in its name",
      "Artefacts, transcripts, inputs and specs are named by the SHA-256 of their bytes. The bytes and the manifest were changed together."),
    FindingPage(
      "name-not-allowed", "a name cannot stand in a bundle",
      "Names match `[A-Za-z0-9_][A-Za-z0-9_.-]*`, so that they mean the same on every system, in every shell and on every screen."),
    FindingPage(
      "special-file", "neither a file nor a folder",
      "A pipe, socket or device stands in the folder. A bundle has regular files only; nothing was read from it."),
    FindingPage(
      "symbolic-link", "a symbolic link stands in the bundle",
      "A link could show other bytes to each reader. It was not followed. A bundle has regular files only."),
    FindingPage(
      "evidence-too-much", "more evidence than is read",
      "Anybody can add co-signatures to a folder, so their number and their bytes together are limited, and whatever is beyond is not read. Move the envelopes that you do not need out of the folder."
    ),
    FindingPage(
      "sparse-file", "a file has holes",
      "Holes take no room on the disk and much time to read, and no bundle is written with them. Copy the bundle with `cp -r --sparse=never`, if you trust where it comes from."
    ),
    FindingPage(
      "budget-spent", "the verification cost more than it may",
      "A bundle is hostile until it is checked, so a verification has a budget of bytes, memory and seconds. It is spent, so not everything was checked. `budget` in your policy sets another one."
    ),
    FindingPage("too-deep", "folders are nested too deep", "A path in a bundle has at most 16 parts."),
    FindingPage(
      "too-large", "larger than what is read",
      "A bundle is hostile until it is checked, so what it may cost is limited: the whole folder, each record and each envelope."),
    FindingPage(
      "too-many-files", "more files than what is looked at", "The number of files of a bundle is limited; the rest was not looked at."),
    FindingPage("unreadable", "a file or folder cannot be read", "The system refused it: look at its permissions, or at the disk."),
  ]

  /// Findings about records and how they fit together.
  static let recordPages = [
    FindingPage(
      "attempts-differ", "attempts at a trial do not fit what became of it",
      "Each trial lists every attempt at it. The last one ended as the trial did; attempts lie within the run, one after another; a second one is made only where the run was broken off. So a slow or failed trial cannot be tried again in silence."
    ),
    FindingPage(
      "fingerprint-incomplete", "the fingerprint lacks a field that every host has",
      "Every probe writes the processor, its instruction sets, the usable cores and the memory, with a value or with the reason why there is none. A field that is missing was taken out."
    ),
    FindingPage(
      "fingerprint-shape", "a field of the fingerprint is not of the right form",
      "A field has a value, or else the reason why it has none; numeric probes affect results; taints are sorted and stand once."
    ),
    FindingPage(
      "host-differs", "what a trial says of its host is not what plan and fingerprint say",
      "A finished trial tells the threads and the instruction set that its target became, the layers of the sandbox of a program, and the library of the vendor tier. These follow from the target of the plan and from `environment.json`."
    ),
    FindingPage(
      "input-extra", "an input that the plan does not read",
      "`inputs.json` lists what the cells read and the spec files, each once, and nothing else: what is listed beside them would look as if it had been part of the run."
    ),
    FindingPage(
      "input-license", "an input has another licence than in the plan",
      "The licence in `inputs.json` is the one that the spec declares."
    ),
    FindingPage(
      "invocations-differ", "the invocations of a trial are not those of the plan",
      "The plan says over how many fresh processes the samples of a trial are taken. The record has another number of them, or their samples do not make up the series. An invocation was left out or added, or samples were moved from one to another."
    ),
    FindingPage(
      "interruptions-differ", "the run and its attempts disagree about interruptions",
      "`run.json` lists when the run was broken off. Each interruption breaks off one attempt at most, and lies within the run."
    ),
    FindingPage(
      "requirement-unmet", "the host has less than a target requires",
      "Trials finished on a target whose requirements (`require`) the fingerprint of the host does not meet. One of the two was changed."
    ),
    FindingPage(
      "result-bound", "an error that is larger than its bound",
      "A trial of the vendor tier whose output lies outside its error bound is a failed trial, and has no results."
    ),
    FindingPage(
      "result-empty", "an entry without a value",
      "A trial without results has no entry."
    ),
    FindingPage(
      "samples-outlast", "samples took longer than their trial",
      "Samples are taken one after another within an attempt, so their times add up to no more than it lasted; those of an invocation, with the start of its process, to no more than that; and those of all trials to no more than the run. The times, or the attempt, were changed."
    ),
    FindingPage(
      "samples-repeated", "times stand twice that nobody measures twice",
      "Times are measured in nanoseconds, and no two processes, and no two samples of a long time, agree to the last of them again and again. Some of these were copied from others, as they are, in another order, or moved and stretched. What chance does is estimated from the samples themselves, so that a clock with coarse steps raises no alarm; docs/bundle-format.md, section 2.1, has the rule."
    ),
    FindingPage(
      "transcripts-unbound", "transcripts of a trial that asks nobody",
      "Only evaluations talk to somebody outside. Nothing would ever look at transcripts of another kind of trial."
    ),
    FindingPage(
      "witness-count", "witnesses do not fit the samples",
      "Each sample has a witness of what the host did meanwhile; a load of single queries has one for all. Somebody took witnesses out, or added some."
    ),
    FindingPage(
      "witness-impossible", "a witness says what cannot be",
      "A witness tells what the host did while a sample was taken. What it says is bounded by the time of its sample and of its process, by the number of CPUs and threads, and by physics; this one says more: longer waiting than there was time, more events than fit in, more energy than a processor can take. docs/bundle-format.md, section 2.1, has the bound of each field."
    ),
    FindingPage(
      "artifact-missing", "a file that a result speaks of is not kept",
      "The results of a training or a program name their files by SHA-256, and the bundle keeps these files. This one is missing from the trial's line: it was removed, or another file was put in its place."
    ),
    FindingPage(
      "artifact-unbound", "a file belongs to no result",
      "A file under `data/artifacts` is there because a result of its trial is the digest of it, or because it holds a long series of samples. This one is neither, so nothing says what it is."
    ),
    FindingPage(
      "cache-hits-differ", "run.json and the trials disagree about the cache",
      "`run.json` lists the cells whose artefacts came from the cache; each of their trials says so too. One of the two was changed."),
    FindingPage(
      "isolation-differs", "run.json and the trials disagree about the sandbox",
      "`run.json` lists for each cell with a program the layers that were active in all its trials, as their lines tell them. One of the two was changed."
    ),
    FindingPage(
      "redacted-differs", "run.json and the transcripts disagree about secrets",
      "`run.json` counts the answers that repeated a secret, and each such transcript has `redactions`. One of the two was changed."),
    FindingPage(
      "entry-differs", "an entry is not the one that its trial's line names",
      "Each line of `trials.jsonl` carries the digest of its trial's entry in `results.json`, `bounded.json` and `measurements.json`. The entry was changed, swapped or removed."
    ),
    FindingPage(
      "entry-extra", "an entry that no trial names",
      "`results.json`, `bounded.json` and `measurements.json` have one entry for each trial that has something to say, in plan order, and no other."
    ),
    FindingPage(
      "input-missing", "an input of the plan is not listed",
      "`inputs.json` lists every input that a cell reads and every spec file, under the digests that the plan pins."),
    FindingPage("input-size", "an input does not have its listed size", "The size in `inputs.json` is not that of the file in the bundle."),
    FindingPage(
      "item-malformed", "a line of item records is not one",
      "`data/items` holds one line of canonical JSON for each item of an evaluation, in the order of the items from 0. A line has another shape or place, or contradicts itself."
    ),
    FindingPage(
      "items-differ", "item records and the results of their trial disagree",
      "A finished evaluation names the file of its item records in its line and in its result `items`, and its other results are what the records add up to. Something was changed, swapped or removed."
    ),
    FindingPage(
      "not-canonical", "JSON that is not written as RFC 8785 says",
      "Every record has exactly one spelling (sorted names, shortest numbers, no white space), so that a digest of it means its content. The file was written or edited by another program."
    ),
    FindingPage(
      "not-json", "a record is not JSON", "The file is not one JSON value in UTF-8 with unique names, within the limits of size and depth."),
    FindingPage(
      "overrides-differ", "run.json and the plan name other overrides",
      "Values given with `--set` are part of the plan, and are repeated in `run.json`."),
    FindingPage(
      "plan-differs", "a record speaks about another plan",
      "Each record carries the digest of the plan it belongs to. Records of different runs were mixed."),
    FindingPage(
      "result-class", "a result is of another class than its cell promises",
      "`results.json` holds results that must come out again bit for bit (of an evaluation: from the same transcripts), `bounded.json` those of the vendor tier that are compared within an error bound."
    ),
    FindingPage(
      "result-names", "a trial has other results than its cell yields",
      "Which results a trial has follows from the plan: of a kernel `output`, of a served model `accuracy` and `predictions`, of a program what the spec declares. One was added, left out or renamed. Docs: docs/bundle-format.md, section 2.2."
    ),
    FindingPage("result-order", "results are not in their order", "The values of a trial are sorted by name, and each name stands once."),
    FindingPage(
      "series-shape", "a sample series is not of the right form",
      "A series holds its samples in exactly one way: nanoseconds, readings, or an artefact of 64-bit integers; and as many as it says. A trial has the series of its cell and no others, each with one value for every sample."
    ),
    FindingPage(
      "series-unread", "the samples of a series were not checked",
      "A long series stands in a file of its own. The file is missing, has another length than the series says, or is larger than what is read at once, so nothing tells whether sampling ended where the plan says."
    ),
    FindingPage(
      "status-differs", "a trial's status does not fit what it left",
      "A finished trial leaves what the trials of its cell leave: results, or results within a bound, and measurements unless it came from the cache. A trial that did not finish leaves none of these, and has a reason. A trial is skipped exactly when a cell that it needs did not finish."
    ),
    FindingPage(
      "stopping-rule", "sampling did not end where the plan says",
      "The plan fixes when sampling ends: at a narrow enough interval, a greatest number, or a budget. The same rule, applied to the recorded samples, ends them elsewhere. Samples were left out, added or changed."
    ),
    FindingPage(
      "stream-differs", "a trial did not use its own random stream",
      "The key of a trial's stream follows from the plan's seed, the cell and the trial's number. Another key is another experiment."),
    FindingPage(
      "time-order", "the times of the run cannot be", "`run.json` has an end that lies before its start, or in the future."),
    FindingPage("trial-extra", "a trial that the plan does not have", "`trials.jsonl` has one line for each planned trial, and no other."),
    FindingPage(
      "transcript-differs", "transcripts and item records disagree",
      "A finished evaluation has a line in `data/transcripts` for each probe, each item and each query of a scorer, and each item record names the digest of its item's lines. A line was changed, added or removed, or a record names others."
    ),
    FindingPage(
      "transcript-malformed", "a line of transcripts is not one",
      "`data/transcripts` holds, for each trial that asked, lines of canonical JSON that ascend by their exchange: probes, then each item with what its scorer asked. A line has another shape, stands elsewhere or stands twice."
    ),
    FindingPage(
      "trial-missing", "a planned trial has no line",
      "Failed and refused trials have a line too, so nothing can be left out in silence. This one was left out."),
    FindingPage(
      "trial-order", "trials are not in plan order", "The lines of `trials.jsonl` follow the plan. Lines were swapped, removed or added."),
    FindingPage(
      "unknown-field", "a record has a field that its schema does not know",
      "Records of this version have exactly the fields of their schema. The file is of a newer format, or something was added to it."),
    FindingPage(
      "unknown-schema", "a record of an unknown schema",
      "The `schema` field names a format that this release does not read. A newer one may."),
    FindingPage(
      "wrong-shape", "a record lacks a field, or has a value of the wrong kind",
      "The path behind `#` says where. The file was changed, or made by another program."),
  ]
}
