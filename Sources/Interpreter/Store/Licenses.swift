/// Which inputs a bundle may carry to others.
enum Licenses {
  /// Licences (SPDX identifiers) that let anyone pass the file on unchanged; the notice they ask for stands in `inputs.json`.
  static let open: Set<String> = [
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0",
    "CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "ODC-By-1.0", "ODbL-1.0", "PDDL-1.0", "Unlicense", "Zlib",
  ]

  /// Whether a licence is known to allow it; an input without one is never passed on.
  static func allowPassingOn(_ license: String?) -> Bool { license.map(open.contains) ?? false }
}
