internal import Attest

extension CommandCeiling {
  /// The ceiling of a file of `name: number` lines, such as `~/.config/etalon/limits.yaml`; the standard where there is none.
  ///
  /// - Throws: `bad-limits` with the line that is none.
  public static func load(_ path: String) throws(RunFault) -> CommandCeiling {
    guard Files.exists(path) else { return .standard }
    do { try requireOwnFile(path) } catch { throw RunFault(error) }
    return try parse(String(decoding: try Files.read(path, limit: 64 << 10), as: UTF8.self), path: path)
  }

  static func parse(_ text: String, path: String) throws(RunFault) -> CommandCeiling {
    var ceiling = CommandCeiling.standard
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = trimmed(line)
      if content.isEmpty || content.hasPrefix("#") { continue }
      let parts = content.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { trimmed($0) }
      guard parts.count == 2, let key = keys[parts[0]], let amount = amount(parts[1]) else {
        throw RunFault(
          .badLimits, "\(path):\(index + 1): expected one of \(keys.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")) and an amount",
          help: "write for example `memory: 16 GiB` or `processes: 1024`")
      }
      ceiling[keyPath: key] = amount
    }
    return ceiling
  }

  private static let keys: [String: any WritableKeyPath<CommandCeiling, UInt64> & Sendable] = [
    "memory": \.memory, "output": \.output, "storage": \.storage, "processes": \.processes,
  ]

  /// A whole number above zero, with a binary unit or none.
  private static func amount(_ text: String) -> UInt64? {
    let parts = text.split(separator: " ")
    guard let first = parts.first, parts.count <= 2, let number = UInt64(first), number > 0 else { return nil }
    let shifts = ["KiB": 10, "MiB": 20, "GiB": 30, "TiB": 40]
    guard parts.count == 2 else { return number }
    guard let shift = shifts[String(parts[1])] else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: UInt64(1) << shift)
    return overflow ? nil : product
  }
}
