/// What a driver asks for: a word, and names with values, as in `prepare gemm f32 m=64 n=64 k=64`.
struct Request {
  let verb: String
  /// The words without `=`.
  let words: [String]
  let values: [String: String]

  init(_ line: String) {
    let parts = line.split(separator: " ").map(String.init)
    verb = parts.first ?? ""
    var (words, values) = ([String](), [String: String]())
    for part in parts.dropFirst() {
      if let equals = part.firstIndex(of: "=") {
        values[String(part[..<equals])] = String(part[part.index(after: equals)...])
      } else {
        words.append(part)
      }
    }
    (self.words, self.values) = (words, values)
  }

  subscript(name: String, default fallback: Int) -> Int { values[name].flatMap(Int.init) ?? fallback }

  /// The values that are whole numbers.
  var integers: [String: Int] { values.compactMapValues(Int.init) }
}

/// Why a contender cannot run a case.
struct Missing: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
