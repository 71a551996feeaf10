extension FindingPage {
  /// Findings and faults about logs and what they prove.
  static let logPages = [
    FindingPage(
      "checkpoint-malformed", "not the head of a log",
      "A checkpoint is a signed note whose text has the log's name, its size and its root hash, each in a line (c2sp.org/tlog-checkpoint)."),
    FindingPage(
      "checkpoint-signature", "the head is not signed by the log's key",
      "A log's name in a checkpoint says nothing; its signature does. The one below this checkpoint is missing, or is not by the key that belongs to the name."
    ),
    FindingPage(
      "cosignature-invalid", "a witness's line does not hold",
      "The line names a witness of your policy, and its signature is not one of that witness over this checkpoint and the time in the line."
    ),
    FindingPage(
      "log-damaged", "the log's files do not fit its head",
      "Each tile has the hashes of the one below, and the head signs the root over all. A file is missing, cut off or changed. Take the folder from a copy; nothing is signed on top of it."
    ),
    FindingPage(
      "log-entry", "no such entry", "Entries are numbered from 0; one has at most 65,535 bytes and is a plan commitment or a void record."),
    FindingPage("log-exists", "the folder holds a log already", "A log is only ever appended to. Name another folder."),
    FindingPage(
      "log-forked", "the log is not a continuation of what it was",
      "A log that takes entries away or changes them shows two histories. The consistency proof between the two checkpoints does not hold. Keep both: together they prove it."
    ),
    FindingPage(
      "log-name", "not a name of a log or witness",
      "Names below checkpoints are not empty and hold no spaces and no `+`; by habit they are URLs without their scheme."),
    FindingPage(
      "log-unknown", "a log that your policy does not have",
      "The proof is well made, and nothing near a bundle is believed: get the log's key from its owner and add it under `logs` of your policy."
    ),
    FindingPage(
      "not-a-log", "no log in the folder", "A log is a folder with a file `checkpoint` and a folder `tile`. `etalon log init` makes one."),
    FindingPage(
      "note-malformed", "not a signed note",
      "A note is text, an empty line, and signature lines (c2sp.org/signed-note), at most 64 of them and 256 KiB in all."),
    FindingPage(
      "proof-invalid", "the proof is about another entry",
      "A proof leads from an entry's bytes to the root in its checkpoint. With the entries of this bundle it does not: it is another's, or the checkpoint is older than the entry."
    ),
    FindingPage("proof-malformed", "not a proof of a log", "The file is not of the form that c2sp.org/tlog-proof describes."),
    FindingPage(
      "quorum-missing", "too few witnesses",
      "A checkpoint's time counts where as many witnesses of your policy cosigned it as `quorum` says; the time is the one by which that many had."
    ),
  ]

  /// Findings about times and beacons.
  static let timePages = [
    FindingPage(
      "authority-unknown", "no time authority is believed",
      "A time token counts where its certificate leads to a root that your policy has under `time-authorities`; certificates in the token itself prove nothing."
    ),
    FindingPage(
      "beacon-early", "the pulse was known before the plan",
      "A beacon shows that the run came after it only where nobody knew its value while the plan could still be changed."),
    FindingPage(
      "beacon-late", "the run is older than its pulse",
      "Seeds that depend on a pulse cannot be had before it is published. The start in `run.json` lies before that time."),
    FindingPage(
      "beacon-unknown", "a beacon that your policy does not have",
      "Pulses are signed. Get the beacon's certificate by a way that you trust and add it under `beacons`. NIST's (`kind: nist`) is the only kind of this release; drand is not offered, since its curve BLS12-381 is in no packaged library that this program may link."
    ),
    FindingPage(
      "pulse-chain", "pulses that do not follow each other",
      "Seeds depend on one pulse, the last of the bundle. One that comes before it must be the pulse just before in the beacon's chain: the later quotes the output of the earlier, which announced the later's random value by its digest."
    ),
    FindingPage(
      "pulse-malformed", "not a pulse of the beacon",
      "A pulse is the JSON that https://beacon.nist.gov/beacon/2.0/ serves; fields are missing or of the wrong form."),
    FindingPage(
      "pulse-untrusted", "the pulse is not by the beacon of your policy",
      "It names another certificate, its signature does not fit, or its output is not the digest of fields and signature."),
    FindingPage(
      "pulse-unused", "a pulse that no seed depends on",
      "Anyone can put a published pulse beside a bundle. It says something about time only where the seeds of the plan depend on it."),
    FindingPage(
      "time-early", "the bundle is older than its run",
      "A time token or a proof over the results states a time before the end in `run.json`. One of the two is not true."),
    FindingPage(
      "time-subject", "a time token about something else",
      "A token states the SHA-256 of what it dates: `data/plan.json` or `attestations/plan.dsse.json` before the run, `manifest-sha256.txt` or `attestations/run.dsse.json` after it."
    ),
    FindingPage(
      "token-malformed", "not a time token",
      "A token is a time-stamp response (RFC 3161) in DER over a SHA-256 digest, as `openssl ts -reply` writes it."),
    FindingPage(
      "token-untrusted", "the token is not by an authority of yours",
      "Its certificate must lead to a root of your policy, must be made for time stamps, and must have been valid at the token's time. The message has libcrypto's reason."
    ),
  ]
}
