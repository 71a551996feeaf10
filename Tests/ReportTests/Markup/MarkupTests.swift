import Testing

@testable import Report

@Test func `control characters become visible escapes`() {
  #expect(String(decoding: Markup("a\u{202E}b\u{7}").bytes, as: UTF8.self) == "a\\u{202e}b\\u{7}")
  #expect(String(decoding: Markup("<a href='x'>&\"").bytes, as: UTF8.self) == "&lt;a href=&#39;x&#39;&gt;&amp;&quot;")
}
