/// Rows of combining marks, whose order canonical equivalence leaves open (Unicode Standard Annex 15).
///
/// The standard library puts a row in order by insertion, which takes a time that grows with the square of its length.
public enum CombiningMarks {
  /// Whether more than `limit` marks stand in a row.
  ///
  /// Complexity: O(n).
  public static func exceed(_ limit: Int, in text: String) -> Bool {
    guard mayOccur(in: text) else { return false }
    var row = 0
    for scalar in text.unicodeScalars {
      row = isMark(scalar) ? row + 1 : 0
      if row > limit { return true }
    }
    return false
  }

  /// A canonically equivalent text whose rows of marks are in canonical order, so that comparing it takes a time that grows with its length.
  ///
  /// Complexity: O(n).
  public static func inOrder(_ text: String) -> String {
    guard exceed(1, in: text) else { return text }
    var result = String.UnicodeScalarView()
    var row: [Unicode.Scalar] = []
    for scalar in text.unicodeScalars {
      if isMark(scalar) {
        row += parts(of: scalar)
      } else {
        result.append(contentsOf: inOrder(row))
        row.removeAll(keepingCapacity: true)
        result.append(scalar)
      }
    }
    result.append(contentsOf: inOrder(row))
    return String(result)
  }

  /// Marks by their classes, those of one class as they stood: a sort by counting.
  private static func inOrder(_ row: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard row.count > 1 else { return row }
    var byClass: [UInt8: [Unicode.Scalar]] = [:]
    for mark in row { byClass[mark.properties.canonicalCombiningClass.rawValue, default: []].append(mark) }
    return byClass.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  /// Whether a text can hold a mark at all: the first is U+0300, which begins with the byte CC.
  private static func mayOccur(in text: String) -> Bool { text.utf8.contains { $0 >= 0xCC } }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x300 && (scalar.properties.canonicalCombiningClass != .notReordered || compound[scalar.value] != nil)
  }

  private static func parts(of scalar: Unicode.Scalar) -> [Unicode.Scalar] { compound[scalar.value] ?? [scalar] }

  /// The marks of class 0 that stand for two others (UnicodeData.txt).
  private static let compound: [UInt32: [Unicode.Scalar]] = [
    0xF73: ["\u{F71}", "\u{F72}"], 0xF75: ["\u{F71}", "\u{F74}"], 0xF81: ["\u{F71}", "\u{F80}"],
  ]
}
