internal import Record
internal import Text

extension Policy {
  /// The policy as the text of its file; reading it gives the same policy again.
  ///
  /// A JSON string is a double-quoted scalar of YAML 1.2.
  public var yaml: String {
    let parts: [String?] = [
      "# Whom `etalon verify` believes. Written by `etalon key trust`; edit it freely.\n",
      "etalon-policy: \(Policy.version)\n",
      require.isEmpty ? nil : "require: [\(require.map(\.rawValue).joined(separator: ", "))]\n",
      tolerance.flatMap(Policy.percent).map { "tolerance: \($0)\n" },
      Policy.block("bands", bands.sorted { $0.key < $1.key }) { name, share in
        Policy.percent(share).map { "  \(jsonString(name)): \($0)\n" } ?? ""
      },
      interruptions.map { "interruptions: \($0)\n" },
      overrides.map { "overrides: [\($0.map(jsonString).joined(separator: ", "))]\n" },
      budget.yaml,
      Policy.block("logs", logs) { $0.yaml(name: "origin") },
      Policy.block("witnesses", witnesses) { $0.yaml(name: "name") },
      quorum.map { "quorum: \($0)\n" },
      Policy.block("time-authorities", timeAuthorities) { "  - name: \(jsonString($0.name))\n    root: \(Policy.text(block: $0.root))" },
      Policy.block("beacons", beacons) { "  - kind: \($0.kind.rawValue)\n    certificate: \(Policy.text(block: $0.certificate))" },
      Policy.block("builders", builders, \.yaml) ?? "builders: []\n",
    ]
    return parts.compactMap(\.self).joined()
  }

  private static func block<Element>(_ name: String, _ elements: [Element], _ text: (Element) -> String) -> String? {
    elements.isEmpty ? nil : "\(name):\n" + elements.map(text).joined()
  }

  private static func percent(_ share: Rational) -> String? { share.multiplied(by: Rational(100))?.decimalText.map { "\"\($0)%\"" } }

  /// A text of several lines as a block scalar, below an element of a list.
  private static func text(block: String) -> String {
    var lines = block.split(separator: "\n", omittingEmptySubsequences: false)
    let isEnded = lines.last?.isEmpty == true
    if isEnded { lines.removeLast() }
    return "\(isEnded ? "|" : "|-")\n" + lines.map { "      \($0)\n" }.joined()
  }
}

extension Policy.Builder {
  fileprivate var yaml: String {
    var text = "  - id: \(jsonString(id))\n    keys:\n"
    for key in keys { text += "      - \(jsonString(key.sshLine))\n" }
    text += "    build-types:\n"
    for type in buildTypes { text += "      - \(jsonString(type))\n" }
    if let from { text += "    from: \(jsonString(from.recordText))\n" }
    if let until { text += "    until: \(jsonString(until.recordText))\n" }
    return text
  }
}

extension Policy.Budget {
  fileprivate var yaml: String? {
    let limits = [("bytes", bytes), ("files", files), ("memory", memory), ("seconds", seconds)]
    let lines = limits.compactMap { name, limit in limit.map { "  \(name): \($0)\n" } }
    return lines.isEmpty ? nil : "budget:\n" + lines.joined()
  }
}

extension NoteKey {
  fileprivate func yaml(name word: String) -> String { "  - \(word): \(jsonString(name))\n    key: \(jsonString(key.sshLine))\n" }
}
