internal import Record
internal import Score

extension PageSection {
  /// The fingerprint by what a difference in a field can change.
  static func environment(_ page: Page) -> [PageSection] {
    [
      PageSection("environment", page.words.environment, lead: page.words.environmentLead) {
        for effect in FingerprintField.Effect.allCases { page.fields(effect) }
        page.absentFields
        page.evidence
      }
    ]
  }
}

extension Page {
  fileprivate func fields(_ effect: FingerprintField.Effect) -> Markup {
    let named = sortedFields.filter { $0.field.effect == effect && $0.field.source != .absent }
    guard !named.isEmpty else { return Markup() }
    let attributes = effect == .informational ? [] : [Attribute("open", "")]
    return folded(attributes, words.effect(effect) + words.inParentheses(grouped(named.count))) {
      list(of: named.filter { !isDigest($0.field) })
      let digests = named.filter { isDigest($0.field) }
      if digests.count > 3 {
        tag("details") {
          tag("summary", text: words.digests(digests.count))
          list(of: digests)
        }
      } else if !digests.isEmpty {
        list(of: digests)
      }
    }
  }

  private func isDigest(_ field: FingerprintField) -> Bool { field.value?.text.flatMap { Digest(hex: $0) } != nil }

  private func list(of named: [(name: String, field: FingerprintField)]) -> Markup {
    tag("dl", .class("facts")) {
      for (name, field) in named {
        tag("div") {
          tag("dt") { tag("code", text: shortened(name, to: 120)) }
          tag("dd") {
            field.value.map { written($0, name) }
            if field.source == .declared { tag("span", .class("declared"), text: words.declared) }
          }
        }
      }
    }
  }

  private func folded(_ attributes: [Attribute], _ title: String, @MarkupBuilder content: () -> Markup) -> Markup {
    let inner = MarkupBuilder.buildBlock(tag("summary", text: title), content())
    return attributes.isEmpty ? tag("details") { inner } : tag("details", Attribute("open", "")) { inner }
  }

  private var sortedFields: [(name: String, field: FingerprintField)] {
    input.environment.fields.map { (name: $0.key, field: $0.value) }.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  @MarkupBuilder fileprivate var absentFields: Markup {
    let absent = sortedFields.filter { $0.field.source == .absent }
    if !absent.isEmpty {
      tag("details") {
        tag("summary", text: words.unknown(absent.count))
        tag("dl", .class("facts")) {
          for (name, field) in absent {
            tag("div") {
              tag("dt") { tag("code", text: shortened(name, to: 120)) }
              tag("dd", .class("absent")) { field.reason.map { told(shortened($0)) } ?? Markup(words.noReasonOnRecord) }
            }
          }
        }
      }
    }
  }

  @MarkupBuilder fileprivate var evidence: Markup {
    let entries = input.environment.evidence.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    if !entries.isEmpty {
      tag("details") {
        tag("summary", text: words.evidence(entries.count))
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
      return Markup(plainText(value) + words.inParentheses(Format.text(of: number, in: .information)))
    default: return Markup(shortened(plainText(value)))
    }
  }
}
