/// A path such as `workloads.gemm.with.m`; a key that holds dots stands in double quotes.
struct DottedPath {
  let components: [String]
  /// Where each component stands in the text, in bytes, without its quotes.
  let ranges: [Range<Int>]

  /// `nil` for empty parts and quotes that are not closed.
  init?(_ text: String) {
    var components: [String] = []
    var ranges: [Range<Int>] = []
    var rest = text[...]
    while true {
      let part: Substring
      if rest.first == "\"" {
        let inner = rest.dropFirst()
        guard let end = inner.firstIndex(of: "\"") else { return nil }
        part = inner[..<end]
        rest = inner[inner.index(after: end)...]
      } else {
        part = rest.prefix { $0 != "." }
        rest = rest.dropFirst(part.count)
      }
      guard !part.isEmpty, components.count < 32 else { return nil }
      components.append(String(part))
      let start = text.utf8.distance(from: text.startIndex, to: part.startIndex)
      ranges.append(start..<start + part.utf8.count)
      guard let next = rest.first else { break }
      guard next == "." else { return nil }
      rest = rest.dropFirst()
    }
    self.components = components
    self.ranges = ranges
  }
}
