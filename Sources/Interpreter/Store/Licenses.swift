internal import Text

/// Which inputs a bundle may carry to others.
enum Licenses {
  /// Licences (SPDX identifiers) that let anyone pass the file on unchanged; the notice they ask for stands in `inputs.json`.
  static let open: Set<String> = [
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0",
    "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "Unlicense", "Zlib",
  ]

  /// Why an input may not be passed on: it names no licence, or one that is not known to allow it; `nil` where it may.
  static func refusal(of license: String?) -> String? {
    guard let license else { return "the spec names no licence for it (`license`)" }
    return open.contains(license) ? nil : "its licence \(quoted(license)) is not one that is known to let everybody pass it on"
  }
}
