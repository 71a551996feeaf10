internal import Record

/// A file with data.
struct DatasetKeys: KeyTable {
  static let noun = "a dataset"
  static let summary = "A file with data. Only its digest enters the plan; where it lies does not matter."

  let file: TypedKey<String>
  let sha256: TypedKey<Digest>
  let license: TypedKey<String?>
  let source: TypedKey<String?>
  let format: TypedKey<Chosen<FormatEntry>>
  let split: TypedKey<[Named<Rational>]?>

  init(_ keys: inout TableBuilder) {
    file = keys.required("file", .path, "The file, relative to this spec.")
    sha256 = keys.required("sha256", .digest, "The SHA-256 of its bytes.")
    license = keys.optional("license", .text, "Its licence, an SPDX id where there is one.")
    source = keys.optional("source", .text, "Where it comes from; for people, never fetched.")
    format = keys.required("format", .choice(of: \.formats), "How its bytes are read.")
    split = keys.optional(
      "split", .map(.number(.share)),
      "Parts with their shares, which add up to 100 %; drawn by the seed, of a text cut in this order.")
  }
}
