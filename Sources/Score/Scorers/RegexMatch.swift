internal import Record

extension Scorer {
  /// `regex`, revision 1: the answer matches a pattern, in time that is linear in the answer.
  static let regexMatch = Scorer(
    name: "regex", revision: 1, noun: "a regular expression", summary: "The answer matches a pattern of the bounded subset.",
    settings: [patternSetting.entry, wholeSetting.entry], outputs: [accuracy],
    problem: { settings in (try? settings.value(patternSetting)).flatMap(fault) },
    fit: { item, settings in
      guard let own = try? settings.value(patternSetting) else {
        return item.answers.lazy.compactMap { text in fault(text).map { "the expected pattern `\(text)` cannot be used: \($0)" } }.first
      }
      return own.isEmpty ? "the pattern is empty" : nil
    }
  ) { (answer, item, settings) throws(SettingFault) in
    let outcome = answer.plainOutcome
    let isWhole = try settings.value(wholeSetting)
    guard outcome == .answer else { return .judged(Judgement(outcome, scores: ["accuracy": Rational(0)])) }
    let patterns = try settings.value(patternSetting).map { [$0] } ?? item.answers
    do throws(Pattern.Fault) {
      var isRight = false
      for text in patterns where !isRight {
        let pattern = try Pattern.cached(text)
        isRight = isWhole ? try pattern.first(in: answer.text)?.whole == answer.text : try pattern.matches(answer.text)
      }
      let extracted = ItemRecord.Extracted(whole: answer.text)
      return .judged(Judgement(.answer, extracted: extracted, scores: ["accuracy": Rational(isRight)]))
    } catch {
      return .failed(error.reason)
    }
  }

  private static let patternSetting = Setting<String?>.optional(
    "pattern", .text, "The pattern for every item, in place of the item's expected answers.")
  private static let wholeSetting = Setting<Bool>.standard(
    "whole", .boolean, "false", "Whether the first match has to be the whole answer.")

  /// Why a text is no pattern that can be used.
  private static func fault(_ text: String) -> String? {
    do throws(Pattern.Fault) {
      _ = try Pattern(text)
      return nil
    } catch { return error.reason }
  }
}
