/// Names a value inside a JSON value: members by their names, elements of lists by their numbers from 0, joined by dots.
///
/// `doc.question` is the member `question` of the member `doc`, `choices.0` the first element of `choices`. A step of digits names an
/// element of a list, or the member of that name in an object. `\.` is a dot inside a name and `\\` a backslash. Names are compared byte
/// by byte. The grammar stands in docs/data.md.
public struct FieldPath: Sendable, Hashable {
  /// The path as it was written.
  public let text: String
  /// Names and numbers, in order, without escapes; never empty.
  public let steps: [String]

  /// The most steps: an item is not nested deeper.
  public static let stepLimit = 16

  /// Why a text is no path.
  public enum Fault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Two dots in a row, or one at an end; an empty path too.
    case emptyStep
    /// A backslash before something that needs none.
    case unknownEscape
    /// More than `stepLimit` steps.
    case tooDeep

    public var description: String {
      switch self {
      case .emptyStep: "a step is empty; dots stand between names, and `\\.` is a dot inside a name"
      case .unknownEscape: "a backslash stands before `.` or `\\` only"
      case .tooDeep: "it has more than \(FieldPath.stepLimit) steps"
      }
    }
  }

  /// Reads a path.
  public init(_ text: String) throws(Fault) {
    var steps: [String] = []
    var step: [UInt8] = []
    var isEscaped = false
    func finish() throws(Fault) {
      guard !step.isEmpty else { throw .emptyStep }
      steps.append(String(decoding: step, as: UTF8.self))
      step.removeAll()
    }
    for byte in text.utf8 {
      switch (byte, isEscaped) {
      case (UInt8(ascii: "\\"), false): isEscaped = true
      case (UInt8(ascii: "."), false): try finish()
      case (UInt8(ascii: "."), true), (UInt8(ascii: "\\"), true):
        step.append(byte)
        isEscaped = false
      case (_, true): throw .unknownEscape
      default: step.append(byte)
      }
    }
    guard !isEscaped else { throw .unknownEscape }
    try finish()
    guard steps.count <= FieldPath.stepLimit else { throw .tooDeep }
    (self.text, self.steps) = (text, steps)
  }

  /// The path of one name, whatever stands in it; `nil` for an empty name.
  public init?(name: String) {
    guard !name.isEmpty else { return nil }
    (text, steps) = (FieldPath.escaped(name), [name])
  }

  /// A name as a step of a path.
  public static func escaped(_ name: String) -> String {
    var text: [UInt8] = []
    for byte in name.utf8 {
      if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "\\") { text.append(UInt8(ascii: "\\")) }
      text.append(byte)
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The value that it names, or `nil` where there is none.
  public func value(in value: JSON) -> JSON? {
    var value = value
    for step in steps {
      switch value {
      case .object(let object):
        guard let member = object[step] else { return nil }
        value = member
      case .array(let elements):
        guard let index = FieldPath.index(step), index < elements.count else { return nil }
        value = elements[index]
      default: return nil
      }
    }
    return value
  }

  /// The number of an element: digits without a leading zero.
  private static func index(_ step: String) -> Int? {
    let bytes = step.utf8
    guard bytes.count <= 9, bytes.allSatisfy({ (0x30...0x39).contains($0) }), bytes.count == 1 || bytes.first != 0x30 else { return nil }
    return Int(step)
  }
}

extension FieldPath: CustomStringConvertible {
  /// The path as it was written.
  public var description: String { text }
}
