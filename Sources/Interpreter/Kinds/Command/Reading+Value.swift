internal import Record
internal import Text

extension CommandWork.Reading {
  /// The number in the base unit of the reading, from what the program wrote to its source.
  ///
  /// Nothing but a unit may stand behind a number: a reading is the whole amount, or there is none.
  ///
  /// Complexity: linear in the text.
  ///
  /// - Throws: a local `RunFault` where the place is not there, is there more than once, or holds no amount of the dimension.
  func value(in text: [UInt8]) throws(RunFault) -> Double {
    do {
      let found =
        switch place {
        case .line(let line): try line.find(in: text)
        case .json(let path): try FoundText(json: path, in: text)
        case .column(let column): try column.find(in: text)
        case .pattern(let match): try match.find(in: text)
        }
      return try amount(found)
    } catch {
      throw RunFault(.noReading, "the reading `\(name)` is missing: \(error.reason)", help: error.help)
    }
  }

  private func amount(_ found: FoundText) throws(MissingReading) -> Double {
    guard let amount = Amount(found.text) else {
      throw MissingReading("there is no number \(found.place): \(found.quoted)", help: "let the program print a number there")
    }
    do {
      return try amount.value(in: dimension, plain: unit.flatMap { Unit.named($0) })
    } catch {
      throw MissingReading(
        "\(error.reason): \(found.quoted)",
        help: "behind the number may stand a unit of \(dimension.noun) and nothing else; `etalon explain command` has the grammar")
    }
  }
}

/// Why there is no reading.
struct MissingReading: Error {
  let reason: String
  let help: String

  init(_ reason: String, help: String) { (self.reason, self.help) = (reason, help) }
}

/// The text that a reading is, and the line or value that it stands in.
struct FoundText {
  let text: ArraySlice<UInt8>
  /// Such as `after "x:"`.
  let place: String
  /// What messages quote.
  let line: ArraySlice<UInt8>

  init(_ text: ArraySlice<UInt8>, _ place: String, in line: ArraySlice<UInt8>) { (self.text, self.place, self.line) = (text, place, line) }

  /// The line as messages quote it.
  var quoted: String { "\"\(excerpt(String(decoding: line.prefix(400), as: UTF8.self), limit: 100))\"" }
}

extension CommandWork.Reading.Occurrence {
  /// Which of so many places counts, the number of it among them.
  ///
  /// - Parameter what: As in `lines begin with "x"`.
  func chosen<Place>(_ first: Place?, _ last: Place?, of count: Int, _ one: String, _ many: String) throws(MissingReading) -> Place {
    guard let first, let last else { throw MissingReading("no \(one)", help: "let the program print one") }
    guard self != .only || count == 1 else {
      throw MissingReading("\(count) \(many)", help: "say which one counts: `occurrence: first` or `occurrence: last`")
    }
    return self == .last ? last : first
  }
}
