// Text from outside as a part of a sentence: printable, and not endless.

/// Returns `text` as it may stand in a message: printable, and cut with `…` behind `limit` scalars.
///
/// Complexity: O(limit).
public func excerpt(_ text: some StringProtocol, limit: Int = 200) -> String {
  beginning(of: text, limit: limit).map { printable($0) + "…" } ?? printable(text)
}

/// Returns `text` between backticks, printable, and cut with `…` behind `limit` scalars.
///
/// Complexity: O(limit).
public func quoted(_ text: some StringProtocol, limit: Int = 200) -> String {
  beginning(of: text, limit: limit).map { "`\(printable($0))`…" } ?? "`\(printable(text))`"
}

/// Returns the beginning of a text that has more than `limit` scalars, `nil` for a shorter one.
///
/// The cut tears no grapheme cluster, but one that is longer than the limit by itself. O(limit).
public func beginning(of text: some StringProtocol, limit: Int) -> String? {
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex), end != scalars.endIndex else {
    return nil
  }
  var head = String.UnicodeScalarView()
  head.append(contentsOf: scalars[...end])
  var whole = String(head)
  whole.removeLast()
  return whole.isEmpty ? String(head.dropLast()) : whole
}

/// Returns names as a clause, each in backticks: "`a`", "`a` and `b`", "`a`, `b` and `c`", or with `or` instead.
///
/// Of a list that is longer than `limit`, the rest is counted: "`a`, `b` and 7 more". O(limit).
public func listed(_ names: some Collection<String>, joining word: String = "and", limit: Int = 12) -> String {
  let rest = names.count - limit
  let parts = names.prefix(limit).map { quoted($0) } + (rest > 0 ? ["\(rest) more"] : [])
  guard parts.count > 1, let last = parts.last else { return parts.first ?? "" }
  return "\(parts.dropLast().joined(separator: ", ")) \(word) \(last)"
}

/// Returns what there is, as a clause: "there is `a`", "there are `a` and `b`".
public func available(_ names: some Collection<String>) -> String {
  "there \(inflected(names.count, "is", "are")) \(listed(names))"
}
