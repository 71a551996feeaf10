internal import Record
internal import Text

// What can be chosen, and which of it is right.
extension RecordReading {
  /// The choices of a record, two at least.
  func choices(_ paths: FieldPaths?) throws(DataFault) -> [String] {
    let choices: [String]
    let names: String
    switch paths {
    case nil: return []
    case .one(let path):
      guard try required(path).elements != nil else {
        throw place.fault("has no list in \(shown(path))", help: "choices are a list; where each has a field of its own, list the fields")
      }
      (choices, names) = (try texts(at: path, as: "what can be chosen"), shown(path))
    case .each(let paths): (choices, names) = (try filled(paths), shown(paths))
    }
    guard choices.count >= 2 else {
      throw place.fault("has \(counted(choices.count, "choice")) in \(names)", help: "give it two at least")
    }
    if let index = choices.firstIndex(of: "") {
      throw place.fault("has an empty choice, number \(index + 1), in \(names)", help: "fill it in, or remove it")
    }
    return choices
  }

  /// The choices of columns: a record may have fewer than others, and then lacks the last ones.
  private func filled(_ paths: [FieldPath]) throws(DataFault) -> [String] {
    var texts: [String] = []
    for path in paths { texts.append(value(path) == nil ? "" : try text(path)) }
    while texts.last?.isEmpty ?? false { texts.removeLast() }
    return texts
  }
}

/// The right ones among the choices of a record.
struct ChosenAnswers {
  private let choices: [String]
  private let form: AnswerForm
  private let place: ItemPlace

  init(_ choices: [String], _ form: AnswerForm, _ place: ItemPlace) { (self.choices, self.form, self.place) = (choices, form, place) }

  /// The positions that answers name, ascending, each once.
  func positions(of answers: [String]) throws(DataFault) -> [Int] {
    var positions: Set<Int> = []
    for answer in answers { positions.insert(try position(of: answer)) }
    return positions.sorted()
  }

  private func position(of answer: String) throws(DataFault) -> Int {
    switch form {
    case .text: return try position(ofText: answer)
    case .letter:
      let bytes = Array(answer.utf8)
      guard bytes.count == 1, case let letter = bytes[0] & 0xDF, (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(letter) else {
        throw place.fault("has the answer \(quoted(answer, limit: 40)), which is no letter", help: help)
      }
      return try position(Int(letter - UInt8(ascii: "A")), answer)
    case .index, .indexFromOne:
      guard answer.utf8.count <= 4, let number = Int(answer), number >= 0 else {
        throw place.fault("has the answer \(quoted(answer, limit: 40)), which is no number", help: help)
      }
      return try position(form == .index ? number : number - 1, answer)
    }
  }

  private func position(_ position: Int, _ answer: String) throws(DataFault) -> Int {
    guard choices.indices.contains(position) else {
      throw place.fault("has the answer \(quoted(answer)), and \(counted(choices.count, "choice"))", help: help)
    }
    return position
  }

  private func position(ofText answer: String) throws(DataFault) -> Int {
    let found = choices.indices.filter { choices[$0].utf8.elementsEqual(answer.utf8) }
    guard let first = found.first else {
      let isName = answer.utf8.count == 1 || Int(answer) != nil
      throw place.fault(
        "has the answer \(quoted(answer, limit: 80)), which is none of its choices",
        help: isName ? "where a letter or a number names the choice, declare `answer-is: letter`, `index` or `index-from-1`" : help)
    }
    guard found.count == 1 else {
      throw place.fault(
        "has the answer \(quoted(answer, limit: 80)), which \(found.count) of its choices are",
        help: "make its choices differ, or name the right one by a letter or number with `answer-is`")
    }
    return first
  }

  private var help: String {
    let last = choices.count - 1
    return switch form {
    case .text: "an answer is one of the choices, letter by letter"
    case .letter: "the format declares `answer-is: letter`, here A to \(last < 26 ? String(UnicodeScalar(UInt8(65 + max(0, last)))) : "Z")"
    case .index: "the format declares `answer-is: index`, here 0 to \(last)"
    case .indexFromOne: "the format declares `answer-is: index-from-1`, here 1 to \(last + 1)"
    }
  }
}
