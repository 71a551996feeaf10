import Foundation
import Record
import TestSupport

/// What the sources say about types and their stored properties, so that schema and pages need not say it again.
struct SourceComments {
  /// By type and property: `Node.trials`; by type alone: `Node`.
  private(set) var summaries: [String: String] = [:]

  init(of folder: String) throws {
    let root = Repository.path(folder)
    for file in (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []).sorted() where file.hasSuffix(".swift") {
      read(try Repository.text(of: root + "/" + file))
    }
  }

  /// Types are followed by their indentation, two spaces a level.
  private mutating func read(_ source: String) {
    var types: [String] = []
    var comment: [Substring] = []
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let level = line.prefix { $0 == " " }.count / 2
      let words = line.drop { $0 == " " }
      if words.hasPrefix("///") {
        comment.append(words.dropFirst(3).drop { $0 == " " })
        continue
      }
      defer { comment = [] }
      if let match = words.firstMatch(of: /^(?:public |private |fileprivate |indirect )*(struct|enum|extension) ([A-Za-z0-9_.]+)/),
        words.hasSuffix("{") || words.contains("{ case")
      {
        types = Array(types.prefix(level)) + [String(match.2)]
        note(types, comment)
      } else if let match = words.firstMatch(of: /^(?:@Name )?public (?:let|var) `?([A-Za-z0-9_]+)`?(:| =)/), level == types.count {
        note(types + [String(match.1)], comment)
      } else if words == "}" {
        types = Array(types.prefix(level))
      }
    }
  }

  private mutating func note(_ path: [String], _ comment: [Substring]) {
    let text = comment.map { $0.isEmpty ? "\n" : String($0) }.joined(separator: " ").replacing(" \n ", with: "\n")
    let summary = text.split(separator: "\n").first { !$0.hasPrefix("Series") }.map(String.init) ?? ""
    if !summary.isEmpty { summaries[path.joined(separator: "."), default: summary] = summary }
  }

  /// The schema with the sources' words on it and its properties.
  func describing(_ schema: JSON, type: String) -> JSON {
    var schema = schema
    if let summary = summaries[type] { schema = schema.setting(["description"], to: .string(summary)) }
    for member in schema["properties"]?.object?.members ?? [] {
      guard let summary = summaries["\(type).\(member.name)"] else { continue }
      schema = schema.setting(["properties", member.name, "description"], to: .string(summary))
    }
    return schema
  }
}
