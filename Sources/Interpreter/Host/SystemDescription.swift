public import Record

/// The system description of an MLPerf submission, as far as a fingerprint tells it.
///
/// The fields are the 35 that the submission checker of MLPerf Inference asks for (mlcommons/inference, `SYSTEM_DESC_REQUIRED_FIELDS`).
public enum SystemDescription {
  /// One field of a description.
  public struct Field: Sendable {
    /// The name in the description.
    public let name: String
    /// Whether the checker refuses an empty value.
    public let isNeeded: Bool
    /// What the host itself tells of it.
    let probed: @Sendable (Fingerprint) -> String?

    init(_ name: String, isNeeded: Bool = false, _ probed: @escaping @Sendable (Fingerprint) -> String? = { _ in nil }) {
      self.name = name
      self.isNeeded = isNeeded
      self.probed = probed
    }
  }

  /// All fields, in the order of the checker.
  public static let fields: [Field] = [
    Field("division", isNeeded: true), Field("submitter", isNeeded: true), Field("status", isNeeded: true),
    Field("system_name", isNeeded: true) { text("machine.product", $0) }, Field("number_of_nodes", isNeeded: true) { _ in "1" },
    Field("host_processor_model_name", isNeeded: true) { text("cpu.model", $0) },
    Field("host_processors_per_node", isNeeded: true) { text("topology.packages", $0) },
    Field("host_processor_core_count", isNeeded: true) { coresPerPackage($0) },
    Field("host_memory_capacity", isNeeded: true) { gibibytes("memory.total", $0) }, Field("host_storage_capacity", isNeeded: true),
    Field("host_storage_type", isNeeded: true), Field("accelerators_per_node", isNeeded: true) { _ in "0" },
    Field("accelerator_model_name", isNeeded: true) { _ in "N/A" }, Field("accelerator_memory_capacity", isNeeded: true) { _ in "N/A" },
    Field("framework", isNeeded: true) { _ in "Etalon" }, Field("operating_system", isNeeded: true) { text("os.release", $0) },
    Field("system_type", isNeeded: true), Field("other_software_stack", isNeeded: true) { software($0) },
    Field("host_processor_frequency") { megahertz($0) }, Field("host_processor_caches") { text("topology.caches", $0) },
    Field("host_memory_configuration", isNeeded: true) { text("memory.modules", $0) }, Field("host_processor_interconnect"),
    Field("host_networking", isNeeded: true), Field("host_networking_topology", isNeeded: true), Field("accelerator_frequency"),
    Field("accelerator_host_interconnect", isNeeded: true) { _ in "N/A" }, Field("accelerator_interconnect", isNeeded: true) { _ in "N/A" },
    Field("accelerator_interconnect_topology"), Field("accelerator_memory_configuration", isNeeded: true) { _ in "N/A" },
    Field("accelerator_on-chip_memories"), Field("cooling", isNeeded: true), Field("hw_notes"), Field("sw_notes"),
    Field("host_network_card_count", isNeeded: true), Field("system_type_detail"),
  ]

  /// The description of a host: what its owner declares first, then what it tells itself, and an empty text for the rest.
  public static func description(of fingerprint: Fingerprint) -> JSON {
    .object(JSON.Object(fields.map { JSON.Object.Member($0.name, .string(value($0, fingerprint) ?? "")) }))
  }

  /// The description as JSON with a line for each field, for people who fill in the rest.
  public static func text(of fingerprint: Fingerprint) -> String {
    let members = description(of: fingerprint).object?.members ?? []
    return "{\n" + members.map { "  \(JSON.string($0.name).canonicalText): \($0.value.canonicalText)" }.joined(separator: ",\n") + "\n}\n"
  }

  /// The fields that a submission must fill, and that neither the host nor its owner tells.
  public static func missing(in fingerprint: Fingerprint) -> [String] {
    fields.filter { $0.isNeeded && value($0, fingerprint) == nil }.map(\.name)
  }

  private static func value(_ field: Field, _ fingerprint: Fingerprint) -> String? {
    text("system.\(field.name)", fingerprint) ?? field.probed(fingerprint)
  }

  private static func text(_ name: String, _ fingerprint: Fingerprint) -> String? {
    fingerprint.fields[name]?.value.map(words).flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func words(_ value: JSON) -> String {
    value.elements.map { $0.map(words).joined(separator: ", ") } ?? value.text ?? value.canonicalText
  }

  private static func number(_ name: String, _ fingerprint: Fingerprint) -> Double? { fingerprint.fields[name]?.value?.number }

  /// The checker wants the cores of one processor.
  private static func coresPerPackage(_ fingerprint: Fingerprint) -> String? {
    guard let cores = number("topology.cores", fingerprint), let packages = number("topology.packages", fingerprint), packages >= 1 else {
      return nil
    }
    return Int(exactly: (cores / packages).rounded()).map(String.init)
  }

  private static func gibibytes(_ name: String, _ fingerprint: Fingerprint) -> String? {
    number(name, fingerprint).flatMap { Int(exactly: ($0 / 1_073_741_824).rounded()) }.map { "\($0) GiB" }
  }

  private static func megahertz(_ fingerprint: Fingerprint) -> String? {
    number("cpu.max-megahertz", fingerprint).flatMap { Int(exactly: $0.rounded()) }.map { "\($0) MHz" }
  }

  private static func software(_ fingerprint: Fingerprint) -> String? {
    let kernel = text("os.kernel", fingerprint).map { "Linux \($0)" }
    let parts = [kernel, text("os.libc", fingerprint), text("library.openblas.version", fingerprint).map { "OpenBLAS \($0)" }]
    return parts.compactMap(\.self).joined(separator: ", ")
  }
}
