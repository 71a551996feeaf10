internal import Kernels
internal import Record

/// A text whose tokens are its Unicode scalars, cut into the parts that models learn from and are judged by.
struct CharacterText: Equatable {
  /// The scalars of the part `train`, each once, ascending; a token is a position here.
  let vocabulary: [Unicode.Scalar]
  let train: [UInt32]
  let test: [UInt32]

  /// The largest text that is read.
  static let byteLimit = 256 << 20
  /// The most different characters: more is hardly a text, and every one costs a row of weights.
  static let vocabularyLimit = 1 << 16

  /// Cuts a text by the shares of its parts, from the front.
  ///
  /// Each part is the integer part of its share of the scalars, the last all that are left. Without a split both are the whole.
  init(bytes: [UInt8], input: InputPlan) throws(RunFault) {
    guard input.format?.word == TextFormat.word else {
      throw CharacterText.fault(input.id, "`\(input.id)` is not declared as text", "give it `format: text`")
    }
    let scalars = Array(try CharacterText.text(bytes, input.id).unicodeScalars)
    let parts = DatasetSplit.cut(scalars[...], by: input.split)
    func part(_ name: String) throws(RunFault) -> ArraySlice<Unicode.Scalar> {
      guard let part = parts.first(where: { $0.name == name || $0.name == "all" })?.rows, !part.isEmpty else {
        throw CharacterText.fault(input.id, "the part `\(name)` of `\(input.id)` is empty", "check `split`, or use a longer text")
      }
      return part
    }
    let (learnt, judged) = (try part("train"), try part("test"))
    let vocabulary = Set(learnt).sorted()
    guard vocabulary.count <= CharacterText.vocabularyLimit else {
      throw CharacterText.fault(
        input.id, "`\(input.id)` has \(vocabulary.count) different characters, and a vocabulary holds \(CharacterText.vocabularyLimit)",
        "is it a text?")
    }
    let numbers = Dictionary(uniqueKeysWithValues: zip(vocabulary, UInt32(0)...))
    self.vocabulary = vocabulary
    train = learnt.compactMap { numbers[$0] }
    test = judged.compactMap { numbers[$0] }
    guard test.count == judged.count else {
      let unknown = judged.first { numbers[$0] == nil } ?? "?"
      throw CharacterText.fault(
        input.id,
        "the part `test` of `\(input.id)` has the character U+\(String(unknown.value, radix: 16, uppercase: true)), "
          + "which the part `train` lacks", "replace rare characters in the text, or give `train` a larger share")
    }
  }

  private static func text(_ bytes: [UInt8], _ id: String) throws(RunFault) -> String {
    let bytes = try orFault(bytes, id)
    guard bytes.count <= byteLimit else {
      throw fault(id, "`\(id)` has \(bytes.count) bytes, and a text of at most \(byteLimit) is read", "use a part of it")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw fault(id, "`\(id)` is not UTF-8 (line \(lineOfFirstMistake(bytes)))", "convert it, for example with `iconv -t UTF-8`")
    }
    return text
  }

  private static func orFault(_ bytes: [UInt8], _ id: String) throws(RunFault) -> [UInt8] {
    do throws(DataFault) {
      return try DatasetBytes.plain(bytes)
    } catch { throw error.fault(in: id) }
  }

  private static func lineOfFirstMistake(_ bytes: [UInt8]) -> Int {
    var (decoder, iterator, line) = (UTF8(), bytes.makeIterator(), 1)
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { line += scalar == "\n" ? 1 : 0 }
    return line
  }

  private static func fault(_ id: String, _ message: String, _ help: String) -> RunFault {
    RunFault(.invalidDataset, message, help: help)
  }
}
