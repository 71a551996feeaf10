// Which scalars a reader can see: the one decision that everything rests on that shows text from outside.

extension Unicode.Scalar {
  /// How a scalar shows.
  enum Visibility {
    /// It has a picture, leaves a space, or marks the character before it.
    case visible
    /// It joins its neighbours (U+200C, U+200D): spelling in several scripts, and the glue of emoji.
    case joiner
    /// It chooses between the text and the picture of an emoji (U+FE0E, U+FE0F).
    case selector
    /// It acts on a terminal, moves or hides other text, or has no picture that readers agree on.
    case hidden
  }

  /// How this scalar shows.
  ///
  /// Hidden are control and format characters, line and paragraph separators, private use, noncharacters, and what Unicode lets a font
  /// ignore (Default_Ignorable_Code_Point): fillers, tags, variation selectors but those of emoji.
  var visibility: Visibility {
    if isASCII { return value < 0x20 || value == 0x7F ? .hidden : .visible }
    switch value {
    case 0x200C, 0x200D: return .joiner
    case 0xFE0E, 0xFE0F: return .selector
    default: break
    }
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: return .hidden
    default: return properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint ? .hidden : .visible
    }
  }

  /// Whether it shows between these neighbours: `last` as it was printed, `nil` where that was spelled out.
  ///
  /// A joiner shows only between two characters outside ASCII, a selector only behind an emoji: elsewhere they are a way to make two
  /// names that look alike.
  func isVisible(behind last: Unicode.Scalar?, before next: Unicode.Scalar?) -> Bool {
    switch visibility {
    case .visible: true
    case .hidden: false
    case .selector: last?.properties.isEmoji == true
    case .joiner: last?.isASCII == false && next?.isASCII == false && next?.visibility == .visible
    }
  }
}
