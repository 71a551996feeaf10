internal import Record

extension Page {
  /// The fingerprint by what a difference in a field can change.
  var environmentSection: Markup {
    section(
      "environment", "Environment",
      lead:
        "What was found out about the host, by what a difference can change. Serial numbers, addresses and user names are never recorded."
    ) {
      for effect in FingerprintField.Effect.allCases { fields(effect) }
      absentFields
      evidence
    }
  }

  private func fields(_ effect: FingerprintField.Effect) -> Markup {
    let named = sortedFields.filter { $0.field.effect == effect && $0.field.source != .absent }
    guard !named.isEmpty else { return Markup() }
    let attributes = effect == .informational ? [] : [Attribute("open", "")]
    return folded(attributes, "\(title(of: effect)) (\(grouped(named.count)))") {
      tag("dl", .class("facts")) {
        for (name, field) in named {
          tag("div") {
            tag("dt") { tag("code", text: shortened(name, to: 120)) }
            tag("dd") {
              field.value.map { written($0) }
              if field.source == .declared { tag("span", .class("declared"), text: " declared, not probed") }
            }
          }
        }
      }
    }
  }

  private func folded(_ attributes: [Attribute], _ title: String, @MarkupBuilder content: () -> Markup) -> Markup {
    let inner = MarkupBuilder.buildBlock(tag("summary", text: title), content())
    return attributes.isEmpty ? tag("details") { inner } : tag("details", Attribute("open", "")) { inner }
  }

  private func title(of effect: FingerprintField.Effect) -> String {
    switch effect {
    case .result: "May change the bits of results"
    case .performance: "May change speed"
    case .informational: "For information"
    }
  }

  private var sortedFields: [(name: String, field: FingerprintField)] {
    input.fingerprint.fields.map { (name: $0.key, field: $0.value) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  @MarkupBuilder private var absentFields: Markup {
    let absent = sortedFields.filter { $0.field.source == .absent }
    if !absent.isEmpty {
      tag("details") {
        tag("summary", text: "Could not be found out (\(grouped(absent.count)))")
        tag("dl", .class("facts")) {
          for (name, field) in absent {
            tag("div") {
              tag("dt") { tag("code", text: shortened(name, to: 120)) }
              tag("dd", .class("absent"), text: field.reason.map { shortened($0) } ?? "no reason on record")
            }
          }
        }
      }
    }
  }

  @MarkupBuilder private var evidence: Markup {
    let entries = input.fingerprint.evidence.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    if !entries.isEmpty {
      tag("details") {
        tag("summary", text: "At the moment of the probe; evidence, never compared (\(grouped(entries.count)))")
        tag("dl", .class("facts")) {
          for (name, value) in entries {
            tag("div") {
              tag("dt") { tag("code", text: shortened(name, to: 120)) }
              tag("dd", text: shortened(plainText(value)))
            }
          }
        }
      }
    }
  }

  /// A value on the page: digests in the type of code.
  private func written(_ value: JSON) -> Markup {
    if case .string(let text) = value, Digest(hex: text) != nil { return tag("code", .class("hex"), text: text) }
    return Markup(shortened(plainText(value)))
  }

  /// A value as people write it: texts without quotes, lists with commas, the rest as JSON.
  private func plainText(_ value: JSON) -> String {
    switch value {
    case .string(let text): text
    case .bool(let flag): flag ? "yes" : "no"
    case .array(let elements) where !elements.isEmpty: elements.map { plainText($0) }.joined(separator: ", ")
    case .null, .number, .array, .object: value.canonicalText
    }
  }

  /// What a taint means for a reader.
  func explanation(ofTaint taint: String) -> String {
    switch taint {
    case "ld-preload-set": "a library was loaded into every program, so the code that ran may not be the code on record"
    case "ld-library-path-set": "libraries may have come from a folder of the user's choice"
    case "cpu-quota": "a quota limits how much CPU time the process gets, so speed says less about the hardware"
    case "cpu-affinity", "cpu-affinity-restricted": "the process could use only some of the host's CPUs"
    case "memory-limit": "a limit below the host's memory applies"
    case "swap-used": "memory had been moved to disk, which can slow a run at any moment"
    case "virtualised": "the host is a virtual machine: other guests share the hardware, and some facts about it are hidden"
    case "container": "the run took place in a container, whose limits may differ from the host's"
    case "debug-build": "this build of Etalon is not optimised, so its speed says nothing"
    case "turbo-enabled": "the clock rises with temperature and load, so speed varies"
    case "governor-not-performance": "the clock is governed to save power, so speed varies"
    case "emulated": "the instructions are emulated, so speed says nothing about the hardware"
    case "loaded", "high-load": "other work was running when the run began"
    case "tracer-attached", "ptraced": "another process was tracing this one"
    case "mathlib-override", "blas-core-forced": "the core type of the BLAS library was forced by the environment"
    default: "out of the ordinary; the environment below says more"
    }
  }
}
