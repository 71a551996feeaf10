internal import Record

/// A file with data.
struct DatasetKeys: KeyTable {
  static let noun = "a dataset"
  static let summary =
    "A file with data, or items that stand here. Only the file's digest enters the plan; where it lies does not matter. `docs/data.md` says how data are read."

  let file: TypedKey<String?>
  let sealed: TypedKey<String?>
  let audit: TypedKey<Int?>
  let sha256: TypedKey<Digest?>
  let items: TypedKey<[Located<JSON>]?>
  let license: TypedKey<String?>
  let source: TypedKey<String?>
  let format: TypedKey<Chosen<FormatEntry>>
  let split: TypedKey<[Named<Rational>]?>

  init(_ keys: inout TableBuilder) {
    file = keys.optional("file", .path, "The file, relative to this spec; of one that is packed with gzip or zstd, what it holds is read.")
    sealed = keys.optional(
      "sealed", .path,
      "A sealed set in the place of `file`: its folder, or its commitment (a `.json` file), relative to this spec. A run needs `--identity`; see `docs/sealed.md`."
    )
    audit = keys.optional(
      "audit", .integer(1...1_000_000),
      "How many items of the sealed set an audit of the run opens: fixed here before anybody saw an answer, so that nobody stops where it suits."
    )
    sha256 = keys.optional(
      "sha256", .digest, "The SHA-256 of the file's bytes as they lie there, or of the commitment of a sealed set; both need it.")
    items = keys.optional("items", .list(Shape<JSON>.record.located), "Items that stand here, in the place of `file` and `sha256`.")
    license = keys.optional("license", .text, "Its licence, an SPDX id where there is one.")
    source = keys.optional("source", .text, "Where it comes from; for people, never fetched.")
    format = keys.required("format", .choice(of: \.formats), "How its bytes are read.")
    split = keys.optional(
      "split", .map(.number(.share)),
      "Parts with their shares, which add up to 100 %; drawn by the seed, of a text cut in this order.")
  }
}
