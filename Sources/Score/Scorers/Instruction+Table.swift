internal import Record

extension Instruction {
  /// What an instruction needs, and how it is checked.
  struct Entry: Sendable {
    let needs: [String]
    let check: @Sendable (Instruction, Scalars) -> Bool
  }

  /// The instructions that are checked, by their names in IFEval.
  ///
  /// Keywords are texts, not patterns. The two instructions about capital letters look at case alone, not at the language.
  static let table: [String: Entry] = [
    "keywords:existence": Entry(needs: ["keywords"]) { given, text in
      let lowered = text.lowered
      return given.texts("keywords").allSatisfy { lowered.contains($0.lowered) }
    },
    "keywords:frequency": Entry(needs: ["keyword", "frequency", "relation"]) { given, text in
      given.compares(text.lowered.occurrences(of: given.text("keyword").stripped.lowered), with: "frequency", by: "relation")
    },
    "keywords:forbidden_words": Entry(needs: ["forbidden_words"]) { given, text in
      let lowered = text.lowered
      return !given.texts("forbidden_words").contains { lowered.hasWord($0.lowered) }
    },
    "keywords:letter_frequency": Entry(needs: ["letter", "let_frequency", "let_relation"]) { given, text in
      let letter = given.text("letter").stripped.lowered
      return given.compares(text.lowered.count { [$0] == letter }, with: "let_frequency", by: "let_relation")
    },
    "length_constraints:number_words": Entry(needs: ["num_words", "relation"]) { given, text in
      given.compares(text.split { !ScalarKind.isWord($0) }.count, with: "num_words", by: "relation")
    },
    "length_constraints:number_paragraphs": Entry(needs: ["num_paragraphs"]) { given, text in
      guard let count = Instruction.paragraphs(text) else { return false }
      return count == given.count("num_paragraphs")
    },
    "length_constraints:nth_paragraph_first_word": Entry(needs: ["num_paragraphs", "nth_paragraph", "first_word"]) { given, text in
      Instruction.beginsParagraph(given, text)
    },
    "detectable_content:number_placeholders": Entry(needs: ["num_placeholders"]) { given, text in
      Instruction.enclosed(text, "[", "]") >= given.count("num_placeholders")
    },
    "detectable_content:postscript": Entry(needs: ["postscript_marker"]) { given, text in
      Instruction.hasPostscript(text.lowered, given.text("postscript_marker").stripped)
    },
    "detectable_format:number_bullet_lists": Entry(needs: ["num_bullets"]) { given, text in
      Instruction.bullets(text) == given.count("num_bullets")
    },
    "detectable_format:constrained_response": Entry(needs: []) { _, text in
      ["My answer is yes.", "My answer is no.", "My answer is maybe."].contains { text.contains(Scalars($0)) }
    },
    "detectable_format:number_highlighted_sections": Entry(needs: ["num_highlights"]) { given, text in
      Instruction.highlights(text) >= given.count("num_highlights")
    },
    "detectable_format:multiple_sections": Entry(needs: ["section_spliter", "num_sections"]) { given, text in
      Instruction.sections(text, given.text("section_spliter").stripped) >= given.count("num_sections")
    },
    "detectable_format:json_format": Entry(needs: []) { _, text in Instruction.isJSON(text) },
    "detectable_format:title": Entry(needs: []) { _, text in Instruction.hasTitle(text) },
    "combination:two_responses": Entry(needs: []) { _, text in Instruction.hasTwoResponses(text) },
    "combination:repeat_prompt": Entry(needs: ["prompt_to_repeat"]) { given, text in
      text.stripped.lowered.has(given.text("prompt_to_repeat").stripped.lowered, at: 0)
    },
    "startend:end_checker": Entry(needs: ["end_phrase"]) { given, text in
      let (end, phrase) = (Instruction.unquoted(text.stripped).lowered, given.text("end_phrase").stripped.lowered)
      return end.has(phrase, at: end.count - phrase.count)
    },
    "startend:quotation": Entry(needs: []) { _, text in
      let stripped = text.stripped
      return stripped.count > 1 && stripped.first == "\"" && stripped.last == "\""
    },
    "change_case:english_capital": Entry(needs: []) { _, text in Instruction.isCased(text, by: \.isUppercase, never: \.isLowercase) },
    "change_case:english_lowercase": Entry(needs: []) { _, text in Instruction.isCased(text, by: \.isLowercase, never: \.isUppercase) },
    "punctuation:no_comma": Entry(needs: []) { _, text in !text.contains(",") },
  ]
}

extension Array where Element == Unicode.Scalar {
  /// How often other scalars stand in these, none over another; nothing stands nowhere.
  func occurrences(of other: [Unicode.Scalar]) -> Int { places(of: other).count }

  /// Whether other scalars stand here with a word's edge on both sides, as `\b` of a regular expression has it.
  func hasWord(_ other: [Unicode.Scalar]) -> Bool {
    func isEdge(_ place: Int) -> Bool {
      let (left, right) = (place > 0 && ScalarKind.isWord(self[place - 1]), place < count && ScalarKind.isWord(self[place]))
      return left != right
    }
    guard let first = other.first else { return false }
    return indices.contains { self[$0] == first && isEdge($0) && has(other, at: $0) && isEdge($0 + other.count) }
  }

  /// Where other scalars stand, from left to right, none over another.
  private func places(of other: [Unicode.Scalar]) -> [Int] {
    guard let first = other.first else { return [] }
    var (places, at) = ([Int](), 0)
    while at < count {
      if self[at] == first, has(other, at: at) {
        places.append(at)
        at += other.count
      } else {
        at += 1
      }
    }
    return places
  }
}
