/// Why bytes are not the record they should be: what, and where (a JSON pointer, RFC 6901).
public struct RecordFault: Error, Sendable, Equatable, CustomStringConvertible {
  /// A stable word for the kind of fault: `not-json`, `not-canonical`, `wrong-shape`, `unknown-field`.
  public let code: String
  /// The place in the record as a JSON pointer (RFC 6901); empty for the whole record.
  public let pointer: String
  /// What is wrong there, as a phrase.
  public let message: String

  /// A fault of a kind, at a place.
  public init(code: String, pointer: String, message: String) {
    self.code = code
    self.pointer = pointer
    self.message = message
  }

  public var description: String { pointer.isEmpty ? message : "at \(pointer): \(message)" }
}

/// A value that is a whole file of a bundle, or a line of one.
///
/// Its JSON follows from its coding; a record that there are millions of writes and reads it by hand, to the same bytes.
public protocol Record: CanonicalLine, Codable {
  /// Reads a record from a JSON value of exactly this shape.
  init(json: JSON) throws(RecordFault)
  /// The record as a JSON value; a number that is not finite is the only thing that has none.
  func json() throws(RecordFault) -> JSON
  /// The record as canonical JSON bytes, as they stand in a bundle.
  func canonicalBytes() throws(RecordFault) -> [UInt8]
  /// Reads canonical bytes without a tree of them; `nil` for anything else, which the reader of trees then explains.
  static func quick(_ bytes: [UInt8], _ limits: JSON.Limits) -> Self?
}

/// What a line of a file of records can be read as.
public protocol CanonicalLine: Sendable {
  /// Reads canonical JSON (RFC 8785) of exactly one shape.
  init(canonical bytes: [UInt8], limits: JSON.Limits) throws(RecordFault)
}

extension Record {
  /// Reads a record that must be canonical JSON (RFC 8785) of exactly this shape: no unknown field, no other spelling.
  public init(canonical bytes: [UInt8], limits: JSON.Limits = JSON.Limits()) throws(RecordFault) {
    if let record = Self.quick(bytes, limits) {
      self = record
      return
    }
    let json: JSON
    do {
      json = try JSON(parsing: bytes, limits: limits)
    } catch {
      throw RecordFault(code: "not-json", pointer: "", message: "\(error.reason) (byte \(error.offset))")
    }
    guard json.canonicalBytes == bytes else {
      throw RecordFault(code: "not-canonical", pointer: "", message: "not written as RFC 8785 says")
    }
    try self.init(json: json)
  }

  public init(json: JSON) throws(RecordFault) { try self.init(decoding: json) }

  public func json() throws(RecordFault) -> JSON { try encoded() }

  /// Reads a record by its coding.
  init(decoding json: JSON) throws(RecordFault) {
    do {
      self = try JSONValueDecoder.decode(Self.self, from: json)
    } catch {
      throw RecordFault(decoding: error)
    }
    let back = try self.json()
    if back != json {
      throw RecordFault(code: "unknown-field", pointer: json.pointerOfFirstDifference(from: back), message: "not a field of this record")
    }
  }

  /// The record as its coding writes it.
  func encoded() throws(RecordFault) -> JSON {
    do {
      return try JSONValueEncoder.encode(self)
    } catch let fault as RecordFault {
      throw fault
    } catch {
      throw RecordFault(code: "wrong-shape", pointer: "", message: "\(error)")
    }
  }

  public func canonicalBytes() throws(RecordFault) -> [UInt8] { try json().canonicalBytes }

  public static func quick(_ bytes: [UInt8], _ limits: JSON.Limits) -> Self? { nil }
}

extension RecordFault {
  init(decoding error: any Error) {
    switch error {
    case let fault as RecordFault: self = fault
    case DecodingError.keyNotFound(let key, let context):
      self.init(
        code: "wrong-shape", pointer: pointerText(of: context.codingPath),
        message: "the field `\(key.stringValue)` is missing")
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context), DecodingError.dataCorrupted(let context):
      self.init(code: "wrong-shape", pointer: pointerText(of: context.codingPath), message: context.debugDescription)
    default: self.init(code: "wrong-shape", pointer: "", message: "\(error)")
    }
  }
}

/// The JSON pointer (RFC 6901) of a coding path.
func pointerText(of path: [any CodingKey]) -> String {
  path.map { "/" + escapedForPointer($0.intValue.map(String.init) ?? $0.stringValue) }.joined()
}

private func escapedForPointer(_ name: String) -> String {
  name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
    .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
}

extension JSON {
  /// The JSON pointer of the first place, in canonical order, where two values differ; empty when the values themselves do.
  public func pointerOfFirstDifference(from other: JSON) -> String {
    switch (self, other) {
    case (.array(let mine), .array(let theirs)):
      for (index, pair) in zip(mine, theirs).enumerated() where pair.0 != pair.1 {
        return "/\(index)" + pair.0.pointerOfFirstDifference(from: pair.1)
      }
      return mine.count == theirs.count ? "" : "/\(min(mine.count, theirs.count))"
    case (.object(let mine), .object(let theirs)):
      for (left, right) in zip(mine.members, theirs.members) where left != right {
        guard isSpelledAlike(left.name, right.name) else {
          return "/" + escapedForPointer(JSON.precedes(left.name, right.name) ? left.name : right.name)
        }
        return "/" + escapedForPointer(left.name) + left.value.pointerOfFirstDifference(from: right.value)
      }
      let longer = mine.members.count > theirs.members.count ? mine : theirs
      let shared = min(mine.members.count, theirs.members.count)
      guard shared < longer.members.count else { return "" }
      return "/" + escapedForPointer(longer.members[shared].name)
    default: return ""
    }
  }
}
