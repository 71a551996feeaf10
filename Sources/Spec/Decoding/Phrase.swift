internal import Text

/// How messages call something; put into words only when there is a message.
indirect enum Phrase: CustomStringConvertible, ExpressibleByStringInterpolation {
  case text(String)
  /// "`adamw`"
  case word(String)
  /// "the key `batch`"
  case key(String)
  /// "dataset `digits`"
  case named(String, noun: String)
  /// "an entry of the key `claims`"
  case entry(of: Phrase)
  /// "`batch` of workload `mlp`"
  case part(String, of: Phrase)
  /// "`adamw` in workload `mlp`"
  case choice(String, in: Phrase)

  init(stringLiteral text: String) { self = .text(text) }

  var description: String {
    switch self {
    case .text(let text): text
    case .word(let word): quoted(word)
    case .key(let name): "the key \(quoted(name))"
    case .named(let name, let noun): "\(noun) \(quoted(name))"
    case .entry(let whole): "an entry of \(whole)"
    case .part(let name, let whole): "\(quoted(name)) of \(whole)"
    case .choice(let word, let whole): "\(quoted(word)) in \(whole)"
    }
  }
}
