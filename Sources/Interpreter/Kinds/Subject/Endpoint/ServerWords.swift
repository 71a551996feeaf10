internal import Record

/// What a server says about an error, in whatever form it says it.
enum ServerWords {
  /// The most characters that are quoted.
  private static let limit = 200

  /// The words about an error in a JSON value, or `nil` where it carries none.
  static func error(in json: JSON) -> String? {
    if let error = json["error"], error != .null, error != .bool(false) { return words(of: error) }
    // The forms of FastAPI and of proxies that lack an `error`; beside `choices` they are none.
    guard json["choices"] == nil, json["index"] == nil else { return nil }
    if json["object"]?.text == "error" || json["code"] != nil, let message = json["message"] { return words(of: message) }
    return json["detail"].map { words(of: $0) }
  }

  /// The words in the body of an answer whose status says that it is none: a message in JSON, or a short text.
  static func reason(in body: [UInt8]) -> String? {
    let head = Array(body.prefix(16 << 10))
    if let json = try? JSON(parsing: head, limits: JSON.Limits(depth: 16, bytes: 16 << 10, nodes: 2000)) {
      return error(in: json) ?? json["message"].map { words(of: $0) } ?? json.text.map { quoted($0) }
    }
    guard let text = String(validating: head, as: UTF8.self), !text.contains("<"), !text.isEmpty else { return nil }
    return quoted(text)
  }

  private static func words(of error: JSON) -> String {
    quoted(error["message"]?.text ?? error["msg"]?.text ?? error["type"]?.text ?? error.text ?? error.canonicalText)
  }

  /// One line of bounded length.
  private static func quoted(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    let short = String(line.prefix(limit))
    return short.utf8.count < line.utf8.count ? short + "…" : short
  }
}
