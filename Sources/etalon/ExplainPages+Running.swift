internal import Spec

/// What can stop a command, a run or one of its trials.
let runningPages: [ExplainPage] = [
  page(
    "above-ceiling", "a spec asks for more than programs may have here",
    "What a spec may give its programs has a ceiling: 4 GiB of memory, 256 MiB of each output, 1 GiB of files, 512 processes. Only your own "
      + "`~/.config/etalon/limits.yaml` raises it, with lines such as `memory: 16 GiB`, `output: 1 GiB`, `storage: 8 GiB`, `processes: 4096`."
  ),
  page(
    "allow", "a permission that does not exist",
    "`--allow command` lets a spec run programs, `--allow network=HOST[:PORT]` speak to an endpoint, `--allow files=DIR` name files of "
      + "a folder that is not its own."),
  page(
    "bad-argument", "an argument that no program can take",
    "An argument or variable of a `command` workload holds a zero byte, which ends every text in C. Remove it."),
  page(
    "bad-declaration", "a declared fact that cannot be",
    "`etalon env --declare FILE` takes lines such as `number_of_nodes: 4` with the fields of an MLPerf system description, each once, and "
      + "the totals `total_accelerators`, `total_host_processors` and `total_processor_cores`, which must be what nodes times per node give. "
      + "The message names the line or the total."),
  page(
    "bad-limits", "the file of limits cannot be read as one",
    "`~/.config/etalon/limits.yaml` has a line for each of `memory`, `output`, `storage` and `processes` that shall differ from the "
      + "standard, such as `memory: 16 GiB`. The message names the line."),
  page(
    "bad-prices", "the file of prices cannot be read as one",
    "`~/.config/etalon/prices.yaml` has a block for each model that costs something: its name as specs write it and a colon, then indented "
      + "`host: NAME`, `prompt: 0.15 USD` and `completion: 0.6 USD`, each for a million tokens. The message names the line."),
  page(
    "budget", "a budget that cannot be read",
    "`--budget` takes an amount and what it counts: `2 USD` with prices of your own (`~/.config/etalon/prices.yaml`), `100000 tokens` or "
      + "`500 requests`. A run that reaches it ends its trial as `cut`, keeps every answer, and goes on with `--resume`."),
  page(
    "bad-credentials", "the credentials file cannot be read as one",
    "`~/.config/etalon/credentials.yaml` binds labels to hosts and secrets. The message names the line, or the label that lacks its host or "
      + "its secret."),
  page(
    "bad-endpoint", "an endpoint's address cannot be used",
    "An endpoint is `http://` or `https://`, a host with or without a port, and a path such as `/v1`; no user, query or fragment."),
  page(
    "bad-item", "an item that cannot be recorded",
    "The record of an item has a value that no record holds, such as a score that is not finite. The message names the item."),
  page(
    "undecidable-claim", "a claim that the design cannot decide",
    "The claim asks for a gap between published and fresh items that is smaller than the least one which so many items show with 80 % power, so "
      + "the answer would be chance. `etalon plan` prints the least gap. Ask more items, use more templates, or claim a larger gap."),
  page(
    "bad-template", "a document of templates gives no items",
    "It cannot be read, is not worded in the language that the spec asks for, or has fewer distinct items than wanted. The message says "
      + "which; `etalon template check FILE` says everything that is wrong with the document."),
  page(
    "bad-items", "a data set holds a line that is no item",
    "Each record has the fields that `format` names, an id of its own, and an expected answer that is not empty; other fields are kept and "
      + "mean nothing. `docs/data.md` says what may stand where. `etalon check` lists the first twenty lines that are wrong, and `etalon run` "
      + "refuses them before the first trial."),
  page("bad-name", "a file name that leaves the working folder", "Outputs of a program are plain names in its own working folder."),
  page(
    "bad-transcript", "an answer that cannot be recorded",
    "What the endpoint answered cannot be written as a record, so nothing could be derived from it again. The message names the item."),
  page(
    "commit", "a commitment that cannot be made",
    "A commitment is signed before the first trial: `--commit` needs `--sign`, `--log` needs `--commit`, and a run that was started without it cannot be committed to "
      + "when `--resume` goes on with it. A plan is committed to once at a time, and run with the key that committed."),
  page(
    "budget", "not a time", "`--budget` of `etalon verify` is a time such as `10min`, `90 s` or `'1.5 h'`."),
  page(
    "builder", "a key without an owner",
    "`--key` says which key to believe; `--builder` says for whom it speaks. A signature is judged by both."),
  page(
    "checkpoints-too-large", "the kept weights are too large together",
    "`checkpoints` of a training keeps weights after every so many epochs, up to 1 GiB in all. Keep fewer."),
  page(
    "command", "what a program of a `command` workload gets and what is taken from it",
    "It runs as `/program/NAME` with its `arguments` in the empty folder `/work`, in a sandbox without network (`etalon explain "
      + "isolation`). Inputs stand as `/inputs/NAME`, and only they, `/usr` and the program can be read; `devices` of the workload are there "
      + "where `--allow device=NAME` gives them. Standard input is empty. The environment is `PATH`, `LANG`, "
      + "`TZ`, `HOME`, `TMPDIR`, `ETALON_SEED` (a number that the trial draws), `ETALON_THREADS` and `OMP_NUM_THREADS` (the threads of its "
      + "target), and what `environment` adds. It must end with status 0.\n\n"
      + "`outputs` are files that it leaves in `/work`, or `stdout`. `readings` are numbers behind the text that a line begins with "
      + "(`after`, with `field` the word behind it), at a path of JSON (`json`), in a column of a table (`column`) or where a `pattern` matches, "
      + "from `stdout`, "
      + "`stderr` or an output. A number is decimal: a sign, digits, a point, an exponent, and commas between groups of three digits. "
      + "Behind it may stand a unit of the reading's dimension (`12 ms`, `3.2 GB/s`, `97.5%`) or one of `k`, `M`, `G`, `T`, and nothing "
      + "else: a line that says more is refused, never cut. Without a unit the number is in the reading's `unit`, or in the base unit.\n\n"
      + "`time` is the wall time from when the sandbox is in place to the end of everything in it, without what the sandbox itself takes: that "
      + "is the shortest run of a program that does nothing, measured beside each repetition, and stands in the series `sandbox`.\n\n"
      + "Results must be the same in every repetition; use `ETALON_SEED` where the program draws, and `origin: measurement` for what may "
      + "differ."),
  page(
    "command-failed", "the program ended with an error",
    "A program that ends with a code other than 0 has no results. The last lines of its standard error and output stand in the reason of "
      + "the trial, which names the files of the bundle that have all of both."),
  page(
    "cut", "a limit cut the trial short",
    "The time of `limits` was over. Raise it or make the work smaller; the other trials go on. Nothing of a trial that was cut counts, as "
      + "what it left would depend on the speed of the machine."),
  page(
    "diverged", "a loss or a weight is not finite",
    "The training left the numbers that binary32 can hold. Use a smaller learning rate."),
  page(
    "draw", "not a draw",
    "`--draw` repeats an earlier choice of cells by the 32 hexadecimal digits that `etalon verify --sample` printed."),
  page(
    "file-exists", "a file would be replaced",
    "`etalon new` and the verbs that open sealed items never write over a file. Choose another name or move the file away."),
  page(
    "foreign-metric", "the bundle lacks what the weighting asks for",
    "A weighting can be applied to a bundle whose plan has the same cells. The message names a metric that is missing."),
  page(
    "import", "a file that cannot be imported",
    "`etalon import KIND FILE -o DIR` takes the layouts that `etalon import --help` lists, and what is in the file alone: a task that fetches "
      + "its data, or runs code of its own, is named with the reason. Nothing that is there already is written over."),
  page(
    "input-differs", "an input has another digest than the plan pins",
    "The file changed, or another one has its name. Put the right file there, or pin the new digest in the spec: that makes "
      + "another plan."),
  page(
    "input-missing", "an input was not found by its digest",
    "Inputs are looked for where the spec says, in `--inputs` folders and in your store. `etalon dataset add FILE` puts a "
      + "file into the store. A run ends before its first trial where an input is missing; `etalon check` warns of it."),
  page(
    "interrupted", "the run was asked to stop",
    "Everything finished is on record. `etalon run --resume` with the same spec goes on; the interrupted attempt stays visible."),
  page(
    "invalid-data", "a label or a feature that is not usable",
    "A class that the model does not have, an infinite feature or weight, a token outside the vocabulary. The message says which and where."
  ),
  page(
    "invalid-dataset", "a data set cannot be read",
    "`etalon check` lists the first twenty places that are wrong, and `etalon run` refuses them before the first trial. CSV is RFC 4180 with a header line and numbers in every feature column. A text is UTF-8, and "
      + "each character of its part `test` stands in its part `train` too. A file packed with gzip or zstd is read as what it holds."),
  page(
    "invalid-plan", "the plan contradicts itself",
    "A plan that `etalon plan` made cannot do this; it was changed or made by another release."),
  page(
    "invalid-safetensors", "weights that do not fit the model",
    "A file of weights is safetensors with exactly the tensors of the model, all finite. It was made for another model, or changed."),
  page("invalid-spec", "the spec has errors", "Nothing ran. Each error above has an id of its own with a page."),
  page(
    "invalid-template", "the document of templates has errors",
    "No question was drawn. Each error above has an id of its own with a page; `etalon template check FILE` shows all of them, and `docs/fresh.md` "
      + "lists the keys."),
  page(
    "isolation", "the layers around a program",
    "A program runs inside bubblewrap with these layers; `run.json` lists for each cell which were active and which the system did not give, "
      + "and `isolation` of a workload names those without which it must not run. "
      + "Always: `environment-allow-list` (only the spec's variables and a fixed few), `inputs-read-only`, `system-read-only`, "
      + "`no-capabilities`, `no-network`, `no-new-privileges`, `private-process-space`, `private-tmp`, `sized-storage` (all that can be "
      + "written lies in memory and has a size), `rlimit-file-size`, `rlimit-open-files`, `watched` (memory, processes and files are "
      + "counted, and beyond a limit the program is ended). "
      + "Where the processor is x86-64 or arm64: `seccomp` (no keys, tracing, mounts, namespaces, bpf, perf, io_uring and the like). "
      + "Where the kernel has keys: `private-keyring`. With bubblewrap 0.8 or later: `no-user-namespaces`. "
      + "Where control groups can be written: `cgroup-memory`, `cgroup-processes`. Where the spec limits memory: `rlimit-address-space`. "
      + "Where you are not root: `rlimit-processes`."),
  page(
    "isolation-missing", "a layer that the spec requires is not to be had",
    "`isolation` of a workload names layers of the sandbox without which its program must not run. `etalon explain isolation` says what "
      + "each needs of a system."),
  page(
    "journal-busy", "another process runs this journal",
    "Two processes never work on one run. Wait for the other, or start a run of its own without `--resume`."),
  page(
    "journal-corrupt", "the journal is damaged",
    "What was read does not fit together, so nothing from it can be trusted. Start anew; keep the file if you want to look "
      + "at it with sqlite3."),
  page(
    "journal-differs", "the interrupted run is one of another plan",
    "Resume with the spec, the `--set` values and the inputs that the run was started with."),
  page(
    "journal-empty", "a journal without a run",
    "The run ended before anything was durable, for example because the disk was full. Nothing is lost; run it again."),
  page("journal-exists", "a run of this name is on record", "Resume it with `--resume`, or move the journal away."),
  page(
    "journal-failed", "the journal cannot be written",
    "The message says what SQLite or the system answered. What was finished before stays on record."),
  page("key", "a builder without a key", "`--builder` says who; `--key FILE` says by which public key they are known."),
  page(
    "key-name", "a word that cannot name a key",
    "Names of keys are letters, digits, `-` and `_`, so that they can be told from paths."),
  page(
    "library-unavailable", "the library that computes is not installed",
    "The vendor tier runs in OpenBLAS. Install it: apt-get install libopenblas0."),
  page(
    "lost-process", "a program's end could not be observed",
    "The system did not say how the program ended, so its outcome is unknown. Run again."),
  page(
    "lost-query", "a reply that belongs to no question",
    "A subject answered something that it was not asked, so its answers cannot be told apart. Run again; report it where it stays."),
  page("need-missing", "a cell that this one needs did not finish", "Look at the first cell that failed; this one follows from it."),
  page("no-bubblewrap", "the sandbox is not installed", "Programs run only inside bubblewrap. Install it: apt-get install bubblewrap."),
  page(
    "no-error-bound", "an operation whose output no bound judges",
    "A plan that `etalon plan` made cannot do this; it was changed or made by another release."),
  page(
    "no-items", "nothing to ask",
    "An evaluation asks the items of a data set with `format: { jsonl: … }`, `csv` or `inline`, whose setting `input` names the question; this "
      + "one has another format, or does not name it."),
  page(
    "pulse-early", "a pulse of a time that is yet to come",
    "The pulse says a time later than this machine's clock, by more than a minute. One of the two clocks is wrong, and a verifier would refuse the run."
  ),
  page(
    "pulse-missing", "seeds depend on a pulse that is not there",
    "With `beacon: nist` in the spec every stream of random numbers depends on a pulse that nobody knew before its time, so nobody can try "
      + "the plan in advance. Save what https://beacon.nist.gov/beacon/2.0/pulse/last serves and name it with `--pulse FILE`; with `--commit` one of a time after the commitment."
  ),
  page(
    "pulse-not-needed", "a pulse that no seed depends on",
    "`--pulse` is for specs with `beacon: nist`. Without that key the streams are the same whatever the pulse is, and it would prove nothing."
  ),
  page(
    "no-journal", "there is no interrupted run to resume",
    "`--resume` looks in the `--out` folder for a run of the same plan that lacks something. A question with an answer is not asked again, also "
      + "where the answer was cut at its greatest length: change the spec, or start anew without `--resume`. `etalon runs list` shows all runs."
  ),
  page(
    "unusable-folder", "a folder that cannot be an input",
    "A dataset with `format: folder` is the archive of a folder: its folders, files and links by name. A pipe, a device, a file that may not be "
      + "read, or a path of more than some 100 bytes has no place in it."),
  page(
    "no-runs", "no run has left a bundle there",
    "`latest` stands for the bundle of the latest run in `results`, and `DIR/latest` for that in another folder."),
  page(
    "no-such-run", "no run, or several, have this name",
    "`etalon runs list` names the runs of a results folder; the beginning of a name is enough where one run alone has it."),
  page(
    "no-such-workload", "`--only` names no workload of the plan",
    "`--only NAME` executes the cells of a workload and what they need. The others are `refused` in the bundle until `--resume` executes them."
  ),
  page("no-libcurl", "libcurl is not installed", "Endpoints are spoken to through libcurl. Install it: apt-get install libcurl4."),
  page(
    "no-output", "a program left no output file",
    "`outputs` of the workload names a file that the program must leave in its working folder."),
  page("no-pipe", "the system is out of file descriptors", "Raise `ulimit -n`."),
  page("no-plan", "no plan to judge by", "`etalon diff --plan` takes the file that `etalon plan --format json` writes."),
  page(
    "no-reading", "a number was not found in the output",
    "A reading is the number behind a fixed text in the one line of standard output that begins with it. The message quotes the last lines "
      + "that the program wrote."),
  page("no-scorer", "the scorer is not in this release", "A plan names the revision of its scorer. Use a release that carries it."),
  page("no-scratch", "no working folder for a program", "Free some space, or point TMPDIR to a folder that you may write to."),
  page(
    "not-rescorable", "answers that cannot be judged anew as asked",
    "`etalon score BUNDLE --extract … --scorer …` changes how recorded answers are judged and nothing else: same questions, same answers. A "
      + "scorer that asks other subjects needs a run, and a claim or score of the spec must still find its metric."),
  page("no-such-artifact", "a needed artefact is missing", "A cell reads what another one left, and that one left nothing of this name."),
  page("no-such-file", "there is no such file", "Check the path. Paths inside a spec are relative to the spec."),
  page(
    "no-such-input", "the plan has no such input",
    "A plan that `etalon plan` made cannot do this; it was changed or made by another release."),
  page(
    "no-subject", "the plan has no such subject",
    "A plan that `etalon plan` made cannot do this; it was changed or made by another release."),
  page("no-weighting", "the spec has no weighting", "`etalon score --spec` takes its weights from the `weighting` of a valid spec."),
  page(
    "not-allowed", "the spec asks for something you did not allow",
    "Programs and endpoints of a spec are used only with the permission that the message names. A new run ends before its first trial where "
      + "a cell lacks one; a resumed run and a verification refuse the cell alone."),
  page(
    "not-finite", "a number that no record holds",
    "A result or a reading is infinite or not a number. Records hold finite numbers only, so the trial fails."),
  page("not-finished", "the run has not finished", "Go on with `etalon run --resume`."),
  page("not-permitted", "the system refused", "Name a folder that you may write to, or change its permissions."),
  page(
    "not-started", "a program could not be started",
    "It must be an executable file for this machine, or a script whose interpreter is installed under /usr or /bin."),
  page("open-credentials", "others may read your credentials", "chmod 600 ~/.config/etalon/credentials.yaml"),
  page(
    "outside-spec", "a spec names a file outside its folder",
    "Files that a spec names (`file`, `extends`, the bundle of a reference) lie in its own folder or below, so that a stranger's spec reads "
      + "nothing of yours: no `../`, no absolute path, no link that leads out. Where it is meant, `--allow files=DIR` lets in one more "
      + "folder with all below it. Verification never reads by path."),
  page("output-too-large", "more output than allowed", "Raise `limits.output`, or write less."),
  page("override", "not PATH=VALUE", "For example `--set workloads.gemm.with.m=512`."),
  page(
    "parameter-out-of-range", "a size that the operation does not take",
    "Each parameter has a range, which `docs/kernels.md` lists; some sizes must fit each other. `etalon check` finds most of it before a run."
  ),
  page(
    "output", "nowhere to write it",
    "An archive holds bytes that no terminal shows. Name a file with `-o FILE.tar`, or pipe it on: `-o - | …`."),
  page("sample", "neither a number nor a share", "`--sample 3` draws three cells, `--sample 20%` a fifth of them."),
  page("sandbox-failed", "the sandbox could not be set up", "bubblewrap needs user namespaces. The message says what it answered."),
  page(
    "unusable-dataset", "a dataset that cannot be used as a whole",
    "No single line is wrong: the dataset has another number of features than the model takes, a part without rows, a text that does not fill "
      + "the context, or characters in the part `test` that `train` lacks."),
  page(
    "shape-mismatch", "sizes that do not fit",
    "The data has another number of features than the model's first layer, or a matrix another size than the product."),
  page(
    "several-bundles", "a folder of bundles, and none itself",
    "The folder has no `manifest-sha256.txt`, but folders below it have, or it holds archives. The message lists them with the command for "
      + "each; `--all` verifies every one and ends with the worst exit code."),
  page("spec-name", "a word that cannot name an evaluation", "Names begin with a letter; letters, digits, `-` and `_` may follow."),
  page(
    "stop-rule", "the stop rule has no value",
    "`stop` is over `accuracy`, `loss` and `epoch`; a division by zero, for example, has no value."),
  page(
    "target-not-met", "this host does not meet the target",
    "`require` of the target asks for memory, cores or an instruction set that this host has not. Other targets go on."),
  page("template", "no such template", "`etalon new --help` lists them."),
  page(
    "threads-unavailable", "fewer threads than asked",
    "The system refused to start them, or OpenBLAS runs on fewer. Its results depend on their number, so the trial fails. Unset "
      + "OPENBLAS_NUM_THREADS and OMP_NUM_THREADS."),
  page(
    "unexpected", "a fault that has no page of its own",
    "This should not happen. Please report the message with the command line that led to it."),
  page(
    "nothing-to-compare", "two things that have nothing in common",
    "`etalon compare` takes runs of evaluations, at least two of them. `etalon diff` compares two fingerprints, two bundles, or two specs or plans. A bundle holds a fingerprint and a plan, so it goes with "
      + "each of them; a fingerprint and a spec do not go together, but `--plan` judges two fingerprints for a spec."),
  page(
    "system-refused", "the system does not give what a measurement needs",
    "`storage-read` and `storage-write` need a scratch folder (`TMPDIR`, or `/tmp`) with enough room, on a file system with direct input and "
      + "output; with `direct: 0` they go through the page cache. `loopback-latency` and `loopback-throughput` need the interface of 127.0.0.1. "
      + "The message says what the system answered."),
  page("unknown-id", "no page of this name", "`etalon explain` without an id lists all."),
  page(
    "unknown-operation", "no such operation",
    "This release has no operation of the name. The plan was changed or made by another release; `docs/kernels.md` lists what there is."),
  page("unreadable-credentials", "the credentials file cannot be read", "It is `~/.config/etalon/credentials.yaml`, mode 0600."),
  page(
    "unstable", "two samples of a trial gave different outputs",
    "The same seed and inputs must give the same bits each time. Where they do not, the timing of the trial means nothing, "
      + "so it fails. Suspect the hardware, overclocking above all."),
  page(
    "unsupported-instruction-set", "the processor lacks an instruction set",
    "The target names an instruction set that this processor does not have. Leave `isa` out, or run on another machine."),
  page(
    "unsupported-operation", "the backend does not have the operation",
    "The vendor tier has matrix products alone. Use `numerics: portable`."),
  page(
    "unsupported-revision", "the plan needs another revision of an operation",
    "Other bits mean another revision, and a plan names the ones it needs. Use the release that made the plan."),
  page(
    "took-too-much", "a program took more than it may have",
    "The memory of a program, with the files that it keeps in memory, is limited by `limits.memory` and by the ceiling of your own "
      + "`limits.yaml`; so are its processes and files. The message says which limit was reached; the program was ended with all its "
      + "processes."),
  page("usage", "the command line is not valid", "`etalon help COMMAND` shows what it takes."),
  page(
    "wrong-product", "the vendor's library computed a wrong product",
    "The result lies outside the proven error bound of the product, so it is not merely rounded differently. Suspect the "
      + "library or the hardware."),
  page(
    "wrong-work", "a cell of another kind",
    "A plan that `etalon plan` made cannot do this; it was changed or made by another release."),
]

private func page(_ id: String, _ title: String, _ prose: String) -> ExplainPage { ExplainPage(id, title, prose) }
