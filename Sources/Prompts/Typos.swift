public import Kernels
public import Record

/// Slips of the hand in a text, revision 1: letters that are left out, doubled, exchanged or hit beside their key.
///
/// Digits, white space and punctuation stay, so that numbers keep their values. `docs/prompts.md` is the specification.
public enum Typos {
  /// A text in which a share of the letters slipped, at least one where there is one.
  public static func slipped(_ text: String, rate: Rational, by stream: inout RandomStream) -> String {
    let scalars = Array(text.unicodeScalars)
    let letters = scalars.indices.filter { isLetter(scalars[$0]) }
    guard !letters.isEmpty else { return text }
    var hit = letters.filter { _ in happens(rate, &stream) }
    if hit.isEmpty { hit = [letters[Int(stream.integer(below: UInt64(letters.count)))]] }
    return slipped(scalars, at: hit, isOnly: letters.count == 1, &stream)
  }

  private static func happens(_ rate: Rational, _ stream: inout RandomStream) -> Bool {
    let bound = UInt64(clamping: rate.denominator)
    return stream.integer(below: bound) < UInt64(clamping: rate.numerator)
  }

  private static func slipped(_ scalars: [Unicode.Scalar], at hit: [Int], isOnly: Bool, _ stream: inout RandomStream) -> String {
    var result = String.UnicodeScalarView()
    var next = 0
    for index in hit where index >= next {
      result.append(contentsOf: scalars[next..<index])
      let (slip, width) = slip(scalars, index, isOnly: isOnly, &stream)
      result.append(contentsOf: slip)
      next = index + width
    }
    result.append(contentsOf: scalars[next...])
    return String(result)
  }

  /// What stands in place of a letter, and how many scalars it stands for.
  private static func slip(
    _ scalars: [Unicode.Scalar], _ index: Int, isOnly: Bool, _ stream: inout RandomStream
  ) -> (text: [Unicode.Scalar], width: Int) {
    let letter = scalars[index]
    let doubled = ([letter, letter], 1)
    switch stream.integer(below: 4) {
    case 0: return isOnly ? doubled : ([], 1)
    case 1: return doubled
    case 2:
      guard index + 1 < scalars.count, isLetter(scalars[index + 1]), scalars[index + 1] != letter else { return doubled }
      return ([scalars[index + 1], letter], 2)
    default:
      guard let beside = beside(letter, &stream) else { return doubled }
      return ([beside], 1)
    }
  }

  private static let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"].map { Array($0.unicodeScalars) }

  /// The letter left or right of an ASCII letter on a QWERTY keyboard, in the same case; at the end of a row there is one.
  private static func beside(_ letter: Unicode.Scalar, _ stream: inout RandomStream) -> Unicode.Scalar? {
    guard letter.isASCII else { return nil }
    let isUpper = letter.value < 0x61
    let small = isUpper ? Unicode.Scalar(UInt8(letter.value) + 0x20) : letter
    for row in rows {
      guard let at = row.firstIndex(of: small) else { continue }
      let near = [at - 1, at + 1].filter(row.indices.contains).map { row[$0] }
      let chosen = near[Int(stream.integer(below: UInt64(near.count)))]
      return isUpper ? Unicode.Scalar(UInt8(chosen.value) - 0x20) : chosen
    }
    return nil
  }

  /// Whether a scalar may slip: Latin, Greek and Cyrillic letters, kana, Han characters and Hangul, by fixed ranges.
  static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x41...0x5A, 0x61...0x7A: true
    case 0xD7, 0xF7: false
    case 0xC0...0x24F, 0x370...0x373, 0x376...0x377, 0x37B...0x37D, 0x386, 0x388...0x481, 0x48A...0x52F: true
    case 0x3041...0x3096, 0x30A1...0x30FA, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3: true
    default: false
    }
  }
}
