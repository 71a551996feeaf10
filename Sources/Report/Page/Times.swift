internal import Record

/// A point in time as people read it: `2026-11-23 09:30:00 UTC`.
func readable(_ time: Timestamp) -> String {
  let text = time.recordText
  return text.prefix(10) + " " + text.dropFirst(11).prefix(8) + " UTC"
}

extension Timestamp {
  /// Whole seconds from an earlier point in time, or `nil` where the order is the other way round.
  func seconds(since earlier: Timestamp) -> Int? {
    let difference = secondsSinceEpoch - earlier.secondsSinceEpoch
    return difference >= 0 ? difference : nil
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  ///
  /// Civil date to days: H. Hinnant, "chrono-compatible low-level date algorithms".
  private var secondsSinceEpoch: Int {
    let parts = recordText.split { !$0.isNumber }.compactMap { Int($0) }
    guard parts.count == 6 else { return 0 }
    let year = parts[0] - (parts[1] <= 2 ? 1 : 0)
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * (parts[1] + (parts[1] > 2 ? -3 : 9)) + 2) / 5 + parts[2] - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return (era * 146_097 + dayOfEra - 719_468) * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
  }
}
