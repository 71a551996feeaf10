internal import Spec

/// What can go wrong with sealed sets.
let sealedPages: [ExplainPage] = [
  ExplainPage(
    "age-armor", "the text form of an age file is damaged",
    "An age file in its text form is strict PEM: lines of 64 characters between its two marks and nothing else. It was changed or cut on its way; get it again."
  ),
  ExplainPage(
    "age-changed", "the head of an age file was changed",
    "The list of recipients of an age file is bound to its key by a code, and the code is another one. The file was changed after it was made; nothing of it is used."
  ),
  ExplainPage(
    "age-header", "the head of an age file cannot be read",
    "An age file begins with `age-encryption.org/v1`, its recipients and a code. Passphrases may take work up to 2^20. Get the file again; `age` reads the same ones."
  ),
  ExplainPage(
    "age-identity", "no identity opens the file",
    "An age file opens with the identity of one of its recipients. `etalon dataset inspect` lists the recipients of a sealed set; `age-keygen -y FILE` tells the recipient of an identity file."
  ),
  ExplainPage(
    "age-identity-file", "a file is no identity file",
    "An identity file has a line `AGE-SECRET-KEY-1…` for each X25519 identity, and comments behind `#`. Identities of other kinds (SSH, plugins, post-quantum) are not taken. The message names the line and never repeats it."
  ),
  ExplainPage(
    "age-payload", "an age file was cut, changed or put together in another order",
    "What an age file holds is encrypted in pieces of 64 KiB, each of which is authentic at its place alone, and the last says that it is the last. One of them is not. Nothing of the file is used."
  ),
  ExplainPage(
    "age-recipient", "a text is no age recipient",
    "A recipient has 62 characters, begins with `age1` and ends with a checksum, so that a typing mistake is told. `etalon dataset key FILE` prints one, and so does `age-keygen`."
  ),
  ExplainPage(
    "age-recipient-kind", "a recipient of a kind that is not taken",
    "Sets are sealed to X25519 recipients (`age1…` of 62 characters). SSH keys, plugins and post-quantum keys are refused by name: whoever holds one makes an X25519 identity with `age-keygen`."
  ),
  ExplainPage(
    "age-recipient-secret", "a secret key stands where a recipient belongs",
    "A recipient is the public half of an identity. The secret half was given in its place, where a shell keeps it in its history and the process list shows it. Make a new identity, and give its `age1…` line."
  ),
  ExplainPage(
    "bank-item", "an item of a bank cannot have this state",
    "An item is sealed or live with the releases that it stands in, then retired or burned; a state never goes back, and no release has an item that ended before it. The message names the item. Nothing was changed."
  ),
  ExplainPage(
    "bank-malformed", "a bank cannot be read",
    "A bank is canonical JSON of the schema `etalon-bank-1` (docs/releases.md): its releases with their days, sets and items, and what was retired or burned when. `etalon dataset release` writes it."
  ),
  ExplainPage(
    "bank-release", "a release does not fit its bank",
    "Each release of a bank is of a later day than the one before, has a name and a set of its own, and items that stand in it once. Evaluations that are compared by a bank were asked releases of it. The message says which does not hold."
  ),
  ExplainPage("identity-not-needed", "an identity that nothing needs", "`--identity` opens sealed sets, and the spec names none."),
  ExplainPage(
    "memory-unlocked", "memory that holds sealed items could reach the disk",
    "A run over a sealed set forbids core dumps and locks its memory, so that no item is written to swap. This host swaps and does not let the memory be locked: raise the limit with `ulimit -l unlimited`, or switch swap off."
  ),
  ExplainPage(
    "seal-burned", "an item was opened before",
    "An opened item is burned: it is known, and measures nothing any more. Its opening stands in the folder `openings` of the set, and the item itself in `open.jsonl`. Nothing was opened by this call."
  ),
  ExplainPage(
    "seal-commitment", "a commitment cannot be read",
    "`commitment.json` of a sealed set is canonical JSON of the schema `etalon-sealed-set-1`: the number of items, the root over their salted digests, and the copies with their recipients. Its SHA-256 names the set."
  ),
  ExplainPage(
    "seal-differs", "a sealed set is not the one of its commitment",
    "The root over the decrypted items is not the one that the commitment has, or the folder's index and tree are of another set. Get the folder again from whoever sealed it; nothing of it is used."
  ),
  ExplainPage(
    "seal-exists", "a sealed set is never changed",
    "The folder is there already. Seal into a new one; `--without OLD` leaves out what was opened of the old one."),
  ExplainPage(
    "seal-holder", "the holders of a set are not told apart",
    "Each copy of a sealed set is for one holder with a name and keys of their own, so that a leaked copy names its holder. Names have letters, digits, `-` and `_`."
  ),
  ExplainPage(
    "seal-items", "items that cannot be sealed",
    "Each item is a JSON object on a line, or a row of a table, with an id of its own, and no field named `_sd` or `...`. The message names the line."
  ),
  ExplainPage(
    "seal-log", "an access log is no chain",
    "Each line of `access.jsonl` holds the digest of the line before it. This one does not, so lines were changed or taken out. Compare the log with a copy: `etalon dataset inspect` prints its head, which is worth publishing from time to time."
  ),
  ExplainPage(
    "seal-no-canary", "no canary names a holder",
    "Every line of a copy holds a canary, a text that stands in no other copy. The file has none of the sets that were given: it is of another set, or the canaries were taken out."
  ),
  ExplainPage(
    "seal-no-item", "a set has no such item or field",
    "Items are opened by the ids that they were sealed under; items without an id are called by their numbers, from 1. Field names are those of the items."
  ),
  ExplainPage(
    "seal-not-published", "no key of an opened set is at hand",
    "`etalon verify --opened DIR` takes the key from `identity.txt` in the folder, which `etalon dataset publish` writes there. Holders of a set that is still sealed give their own with `--identity FILE`."
  ),
  ExplainPage(
    "seal-opening", "an opening does not hold",
    "An opening shows items of a sealed set: fields with their salts, the digests of all fields, and the path to the root that the commitment has. Something of it does not fit, so it proves nothing."
  ),
  ExplainPage(
    "seal-unlogged", "an access cannot be logged",
    "Every opening and every run is noted in `access.jsonl` of the set's folder before anything is decrypted. The folder cannot be written to, so nothing was opened. Copy the set to a folder of your own."
  ),
  ExplainPage(
    "sealed", "a set is sealed",
    "The items of the set are encrypted. A run needs the identity of a holder (`--identity FILE`); a verification needs the published set (`--opened DIR`), and says `sealed, not checkable` without it. `docs/sealed.md` tells the whole way."
  ),
]
