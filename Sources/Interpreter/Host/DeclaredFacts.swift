public import Record
internal import Text

/// What the owner of a host says of it, in a file of `name: value` lines: fields of an MLPerf system description, and totals.
public enum DeclaredFacts {
  /// Totals that are checked against what they are products of.
  private static let products: [(total: String, factors: [String])] = [
    ("total_accelerators", ["number_of_nodes", "accelerators_per_node"]),
    ("total_host_processors", ["number_of_nodes", "host_processors_per_node"]),
    ("total_processor_cores", ["number_of_nodes", "host_processors_per_node", "host_processor_core_count"]),
  ]

  /// Names that may stand before a colon.
  private static let names = SystemDescription.fields.map(\.name) + products.map(\.total)

  /// The declared fields of a file by their names in a fingerprint.
  ///
  /// - Throws: `bad-declaration` with the line that is none, or the product that does not come out.
  public static func load(_ path: String) throws(RunFault) -> [String: JSON] {
    try parse(String(decoding: try Files.read(path, limit: 64 << 10), as: UTF8.self), path: path)
  }

  static func parse(_ text: String, path: String) throws(RunFault) -> [String: JSON] {
    var found: [String: String] = [:]
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = trimmed(line)
      if content.isEmpty || content.hasPrefix("#") { continue }
      let parts = content.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { trimmed($0) }
      guard parts.count == 2, names.contains(parts[0]), !parts[1].isEmpty, found[parts[0]] == nil else {
        throw RunFault(
          .badDeclaration, "\(path):\(index + 1): expected a field of a system description with its value, each once",
          help: didYouMean(parts.first ?? "", among: names).map { "did you mean `\($0)`?" } ?? "such as `number_of_nodes: 4`")
      }
      found[parts[0]] = parts[1]
    }
    try check(found, path)
    return Dictionary(uniqueKeysWithValues: found.map { ("system.\($0.key)", .string(excerpt(printable($0.value), limit: 255))) })
  }

  /// Checks each total that is declared with all its factors.
  private static func check(_ found: [String: String], _ path: String) throws(RunFault) {
    for (total, factors) in products {
      guard let declared = found[total].flatMap({ Int($0) }) else { continue }
      let numbers = factors.compactMap { found[$0].flatMap { Int($0) } }
      guard numbers.count == factors.count else { continue }
      var product: Int? = 1
      for number in numbers {
        product = product.flatMap { before in
          let (next, overflow) = before.multipliedReportingOverflow(by: number)
          return overflow ? nil : next
        }
      }
      guard product != declared else { continue }
      throw RunFault(
        .badDeclaration,
        "\(path): \(quoted(total)) is \(declared), but \(zip(factors, numbers).map { "`\($0)` \($1)" }.joined(separator: " times ")) is "
          + (product.map(String.init) ?? "more than can be"),
        help: "correct one of them")
    }
  }
}
