internal import Record

extension Scorer {
  /// `instructions`, revision 1: whether an answer follows instructions that a program can verify.
  ///
  /// Zhou et al., "Instruction-following evaluation for large language models" (2023): the item's record has `instruction_id_list` and
  /// `kwargs` as IFEval's file has them. Loosely, an instruction is followed where it is by the answer without its first line, its last
  /// line, both, or asterisks.
  static let instructions = Scorer(
    name: "instructions", revision: 1, noun: "a check of instructions",
    summary: "Whether an answer follows IFEval's verifiable instructions.",
    outputs: [
      Output("followed", .higher, "share of the items of which every instruction is followed"),
      Output(
        "followed-loosely", .higher, "share of the items of which every instruction is followed but for first and last line and asterisks"),
    ],
    totals: [
      total("instructions", "instructions-strict", "share of all instructions that are followed"),
      total(
        "instructions-loosely", "instructions-loose",
        "share of all instructions that are followed but for first and last line and asterisks"),
    ],
    fit: { item, _ in
      if case .failure(let fault) = Instruction.all(of: item) { fault.reason } else { nil }
    }
  ) { (answer, item, _) throws(SettingFault) in
    let outcome = answer.plainOutcome
    guard case .success(let all) = Instruction.all(of: item) else { return .judged(Judgement(.none, scores: counts([]))) }
    let followed = all.map { instruction in
      (
        strict: outcome == .answer && instruction.isFollowed(by: Scalars(answer.text)),
        loose: outcome == .answer && Instruction.variants(of: answer.text).contains(where: instruction.isFollowed)
      )
    }
    let extracted = outcome == .answer ? ItemRecord.Extracted(whole: answer.text) : nil
    return .judged(Judgement(outcome, extracted: extracted, scores: counts(followed)))
  }

  private static func counts(_ followed: [(strict: Bool, loose: Bool)]) -> [String: Rational] {
    [
      "followed": Rational(!followed.isEmpty && followed.allSatisfy(\.strict)),
      "followed-loosely": Rational(!followed.isEmpty && followed.allSatisfy(\.loose)), "instructions-all": Rational(followed.count),
      "instructions-strict": Rational(followed.count(where: \.strict)), "instructions-loose": Rational(followed.count(where: \.loose)),
    ]
  }

  private static func total(_ name: String, _ part: String, _ summary: String) -> Total {
    Total(Output(name, .higher, summary), of: [part, "instructions-all"]) { sums in
      sums[part].flatMap { part in sums["instructions-all"].flatMap { part.divided(by: $0) } }?.real
    }
  }
}

/// One instruction with its arguments, by its name in IFEval.
struct Instruction {
  let name: String
  let arguments: JSON.Object

  /// Why an item's instructions cannot be checked.
  struct Fault: Error {
    let reason: String
  }

  /// The most instructions of an item.
  private static let limit = 64

  /// The instructions of an item.
  static func all(of item: Item) -> Result<[Instruction], Fault> {
    guard let names = item.fields["instruction_id_list"]?.elements, !names.isEmpty else {
      return .failure(Fault(reason: "the item has no list `instruction_id_list`"))
    }
    guard names.count <= limit else { return .failure(Fault(reason: "the item has more than \(limit) instructions")) }
    let given = item.fields["kwargs"]?.elements ?? []
    var all: [Instruction] = []
    for (index, value) in names.enumerated() {
      let name = value.text ?? ""
      let arguments = given.indices.contains(index) ? given[index].object ?? JSON.Object() : JSON.Object()
      let instruction = Instruction(name: name, arguments: arguments)
      guard let needed = table[name]?.needs else {
        return .failure(Fault(reason: "the instruction `\(name)` is not among those that are checked here"))
      }
      if let missing = needed.first(where: { !instruction.has($0) }) {
        return .failure(Fault(reason: "the instruction `\(name)` has no usable `\(missing)`"))
      }
      all.append(instruction)
    }
    return .success(all)
  }

  /// Whether an answer follows it; an answer of white space alone follows nothing.
  func isFollowed(by text: Scalars) -> Bool {
    guard text.contains(where: { !ScalarKind.isSplit($0) }), let check = Instruction.table[name]?.check else { return false }
    return check(self, text)
  }

  /// The eight forms of an answer under which an instruction may be followed loosely.
  static func variants(of answer: String) -> [Scalars] {
    let text = Scalars(answer)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    func joined(_ lines: some Collection<Scalars.SubSequence>) -> Scalars { Scalars(lines.joined(separator: ["\n"])).stripped }
    let forms = [text, joined(lines.dropFirst()), joined(lines.dropLast()), joined(lines.dropFirst().dropLast())]
    return forms + forms.map { $0.filter { $0 != "*" } }
  }

  func text(_ name: String) -> Scalars { Scalars(arguments[name]?.text ?? "") }
  func count(_ name: String) -> Int { arguments[name]?.number.flatMap { Int(exactly: $0) } ?? 0 }
  func texts(_ name: String) -> [Scalars] { (arguments[name]?.elements ?? []).compactMap(\.text).map { Scalars($0) } }

  /// Whether a count is at least, or less than, what an argument says.
  func compares(_ found: Int, with name: String, by relation: String) -> Bool {
    arguments[relation]?.text == "less than" ? found < count(name) : found >= count(name)
  }

  /// Whether an argument is there: a relation is one of two phrases, a number is a whole one, a list holds texts.
  private func has(_ name: String) -> Bool {
    switch arguments[name] {
    case .string(let text)?: name.hasSuffix("relation") ? text == "less than" || text == "at least" : !text.isEmpty
    case .number(let number)?: Int(exactly: number) != nil
    case .array(let elements)?: !elements.isEmpty && elements.allSatisfy { $0.text != nil }
    default: false
    }
  }
}

extension Array where Element == Unicode.Scalar {
  /// The scalars without white space at both ends, as Python's `str.strip` has it.
  var stripped: [Unicode.Scalar] {
    guard let first = firstIndex(where: { !ScalarKind.isSplit($0) }), let last = lastIndex(where: { !ScalarKind.isSplit($0) }) else {
      return []
    }
    return Array(self[first...last])
  }

  /// In lower case.
  var lowered: [Unicode.Scalar] { Tokens.lowercased(text) }
}
