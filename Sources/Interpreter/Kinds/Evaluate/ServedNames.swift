internal import Record

/// Which models and configurations say that they answered: more than one means that the subject changed while it was asked.
struct ServedNames {
  private var models = Names()
  private var fingerprints = Names()

  /// Different names, as far as they are told apart.
  private struct Names {
    private(set) var all: Set<String> = []

    /// The most that are told apart, so that a subject which never says the same twice costs nothing.
    static let limit = 1000
    /// The most that are listed.
    static let listed = 8

    mutating func add(_ name: String?) {
      guard let name, all.count < Names.limit, !all.contains(name) else { return }
      all.insert(String(String.UnicodeScalarView(name.unicodeScalars.prefix(200))))
    }

    /// The names in ascending order, the first few of them.
    var text: String {
      let sorted = all.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let more = sorted.count > Names.listed ? " and \(sorted.count - Names.listed) more" : ""
      return sorted.prefix(Names.listed).joined(separator: ", ") + more
    }

    func results(_ one: String, _ many: String) -> [ResultValue] {
      guard !all.isEmpty else { return [] }
      return [
        ResultValue(one, .replayed, .text(text)), ResultValue(many, .replayed, .count(U64(UInt64(all.count)))),
      ]
    }
  }

  /// Takes in what a reply says about who gave it.
  mutating func add(_ reading: Reading) {
    models.add(reading.model)
    fingerprints.add(reading.fingerprint)
  }

  /// The names and how many there are; nothing where none were told.
  var results: [ResultValue] {
    models.results("endpoint-model", "endpoint-models") + fingerprints.results("endpoint-fingerprint", "endpoint-fingerprints")
  }
}
