internal import Record
internal import Score

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
              field.value.map { written($0, name) }
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
    input.environment.fields.map { (name: $0.key, field: $0.value) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
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
    let entries = input.environment.evidence.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
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

  /// A value on the page: digests in the type of code, amounts of memory also as people read them.
  private func written(_ value: JSON, _ name: String) -> Markup {
    switch value {
    case .string(let text) where Digest(hex: text) != nil: return tag("code", .class("hex"), text: text)
    case .number(let number) where name.hasPrefix("memory.") || name == "limits.memory":
      return Markup("\(plainText(value)) (\(Format.text(of: number, in: .information)))")
    default: return Markup(shortened(plainText(value)))
    }
  }

  /// A value as people write it: texts without quotes, lists with commas, members with colons.
  private func plainText(_ value: JSON) -> String {
    switch value {
    case .string(let text): text
    case .bool(let flag): flag ? "yes" : "no"
    case .array(let elements) where !elements.isEmpty: elements.map { plainText($0) }.joined(separator: ", ")
    case .object(let object) where object.members.allSatisfy { !isNested($0.value) } && !object.members.isEmpty:
      object.members.map { "\($0.name): \(plainText($0.value))" }.joined(separator: ", ")
    case .null, .number, .array, .object: value.canonicalText
    }
  }

  private func isNested(_ value: JSON) -> Bool {
    switch value {
    case .array, .object: true
    case .null, .bool, .number, .string: false
    }
  }
}
