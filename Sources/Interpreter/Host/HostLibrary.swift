internal import Record

/// A library that is opened at run time, and what a fingerprint tells about it.
///
/// Each is declared beside the code that uses it, so that this folder opens none but hwloc.
public struct HostLibrary: Sendable, Hashable {
  /// As fields name it: `library.NAME.FIELD`.
  let name: String
  /// What it tells when it is opened; `probe.vendor.…` for what it computes, else the last part of `library.NAME.FIELD`.
  let fields: [String]
  /// Opens it and reads the fields.
  let facts: @Sendable () throws(RunFault) -> [String: String]

  init(
    _ name: String, fields: [String] = [],
    facts: @escaping @Sendable () throws(RunFault) -> [String: String] = { [:] }
  ) {
    self.name = name
    self.fields = fields
    self.facts = facts
  }

  /// Topology; what it tells stands in the fields of the topology.
  public static let hwloc = HostLibrary("hwloc")

  /// Libraries are the same where they have the same name.
  public static func == (left: HostLibrary, right: HostLibrary) -> Bool { left.name.utf8.elementsEqual(right.name.utf8) }

  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

extension FactSheet {
  /// What the libraries that are opened tell about themselves; of the others, that they were not asked.
  mutating func addOpenedLibraries(_ sources: HostSources) {
    for library in sources.libraries {
      var facts: [String: String] = [:]
      var reason = "not opened, since nothing here needs it"
      if sources.opens.contains(library) {
        do { facts = try library.facts() } catch { reason = error.message }
      }
      for field in library.fields {
        let name = field.hasPrefix("probe.") ? field : "library.\(library.name).\(field)"
        note(name, text: facts[field], orAbsent: reason)
      }
    }
  }
}
