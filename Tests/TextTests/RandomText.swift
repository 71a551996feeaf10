import TestSupport

/// A text of pieces that are hard to show: clusters, joiners, selectors, controls, and scalars from anywhere.
func randomText(_ noise: inout SeededGenerator) -> String {
  let pieces = [
    "a", "Z", "\\", "`", "\n", "\t", "\r\n", "\0", "\u{1b}[2J", "é", "e\u{301}", "重", "한", "ｶﾞ", "क्षि", "🙂", "👩‍👧", "🇨🇳", "❤\u{fe0f}",
    "\u{200d}", "\u{200c}", "\u{fe0e}", "\u{fe0f}", "\u{202e}", "\u{2028}", "\u{feff}", "\u{ad}", "\u{e0041}", "\u{e000}", "\u{fffe}",
  ]
  var text = ""
  for _ in 0..<Int.random(in: 0...12, using: &noise) {
    if Bool.random(using: &noise) {
      text += pieces.randomElement(using: &noise) ?? ""
    } else if let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &noise)) {
      text.unicodeScalars.append(scalar)
    }
  }
  return text
}
