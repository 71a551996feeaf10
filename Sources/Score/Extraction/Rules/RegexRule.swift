public import Record

extension ExtractionRule {
  /// `regex`, revision 1: what a pattern matches, in time that is linear in the reply.
  static let regex = ExtractionRule(
    "regex", noun: "a regular expression", summary: "What a pattern of the bounded subset matches.", settings: [pattern.entry, which.entry]
  ) { (reply, _, settings) throws(ExtractionFault) in
    let (text, chosen): (String, String)
    do throws(SettingFault) { (text, chosen) = (try settings.value(pattern), try settings.value(which)) } catch {
      throw ExtractionFault(error)
    }
    let matches: [Pattern.Match]
    do throws(Pattern.Fault) { matches = try Pattern.cached(text).matches(in: reply) } catch { throw ExtractionFault(error.reason) }
    let found = matches.compactMap { match -> Candidate? in
      let part = match.groups.first.flatMap { $0 } ?? match.whole
      return part.isEmpty ? nil : Candidate(range: part, key: reply.original(part))
    }
    let isWhole = matches.count == 1 && reply.trimmed(matches[0].whole) == reply.body
    let kept = chosen == "first" ? found.prefix(1) : chosen == "last" ? found.suffix(1) : found[...]
    return Findings(strict: isWhole ? found.first : nil, candidates: Array(kept), lenient: kept.last)
  }

  /// The pattern that the rule would match, where it is one of patterns.
  public func pattern(_ settings: Settings) -> String? {
    guard name == ExtractionRule.regex.name else { return nil }
    do throws(SettingFault) { return try settings.value(ExtractionRule.pattern) } catch { return nil }
  }

  static let pattern = Setting<String>.required(
    "pattern", .text, "The pattern; its first group is the answer, without one the whole match.")
  private static let which = Setting<String>.standard(
    "which", .word(["all", "first", "last"]), "all", "Which matches count; `all` have to agree.")
}
