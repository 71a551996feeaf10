/// The revision that a page says it was rendered by, or `nil` where it says none near its beginning.
///
/// The page is untrusted bytes; only this one number is read from it.
public func declaredReportRevision(of page: [UInt8]) -> Int? {
  let mark = Array("name=\"etalon-report-revision\" content=\"".utf8)
  let head = page.prefix(4096)
  guard let start = head.indices.first(where: { head[$0...].starts(with: mark) }) else { return nil }
  let digits = head[(start + mark.count)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  return Int(String(decoding: digits, as: UTF8.self))
}

/// The language that a page says it is written in; English where it says none.
///
/// The page is untrusted bytes; only this one word is read from it, so that whoever renders it again does so in its language.
public func declaredReportLanguage(of page: [UInt8]) -> PageLanguage {
  let beginning = Markup.documentType.bytes + Array("<html lang=\"".utf8)
  guard page.starts(with: beginning) else { return .en }
  let rest = page.dropFirst(beginning.count)
  return PageLanguage.allCases.first { rest.starts(with: Array("\($0.tag)\"".utf8)) } ?? .en
}
