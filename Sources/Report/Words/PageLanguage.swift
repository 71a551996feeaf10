/// A language that pages are written in.
public enum PageLanguage: String, Sendable, Hashable, CaseIterable {
  /// English.
  case en
  /// Chinese, simplified.
  case zh

  /// The value of a page's `lang`, which says it to browsers and to whoever renders the page again.
  var tag: String { self == .zh ? "zh-CN" : "en" }
}
