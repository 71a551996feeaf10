// Text from strangers may carry escape sequences; on a terminal they must stay text.

/// Returns `text` with everything invisible that could act on a terminal or disguise the text made visible.
///
/// Control characters, bidirectional and other format characters (except the two joiners that scripts and emoji need), line and
/// paragraph separators and noncharacters become `\n`, `\t`, `\r` or `\u{1b}`. A backslash stays as it is. O(n).
public func printable(_ text: some StringProtocol) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    default:
      if scalar.isHazardous {
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
  }
  return result
}

extension Unicode.Scalar {
  fileprivate var isHazardous: Bool {
    if isASCII { return value < 0x20 || value == 0x7f }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return value != 0x200c && value != 0x200d
    default: return properties.isNoncharacterCodePoint
    }
  }
}
