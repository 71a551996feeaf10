internal import Record
internal import Text

/// What a message of a chat holds: the answer's text apart from reasoning, refusal and tool calls.
struct ChatMessage {
  /// The answer; `nil` where there is no text at all.
  private(set) var text: String?
  private(set) var reasoning: String?
  private(set) var refusal: String?
  private(set) var toolCalls: [Reading.ToolCall] = []

  /// Whether there is nothing in it that could count as an answer.
  var saysNothing: Bool { refusal == nil && reasoning == nil && toolCalls.isEmpty }

  init(_ message: JSON) {
    refusal = message["refusal"]?.text
    reasoning = message["reasoning_content"]?.text ?? message["reasoning"]?.text
    toolCalls = (message["tool_calls"]?.elements ?? []).compactMap { call in
      guard let function = call["function"], let name = function["name"]?.text else { return nil }
      return Reading.ToolCall(name: name, arguments: function["arguments"]?.text ?? function["arguments"]?.canonicalText ?? "")
    }
    text = ChatMessage.text(of: message["content"])
    if reasoning == nil { reasoning = text.flatMap(ChatMessage.thought) }
  }

  /// A text, or a list of parts whose texts follow one another.
  private static func text(of content: JSON?) -> String? {
    if let text = content?.text { return text }
    let parts = (content?.elements ?? []).compactMap { part -> String? in
      switch part["type"]?.text {
      case "text", "output_text": part["text"]?.text
      default: nil
      }
    }
    return parts.isEmpty ? nil : parts.joined()
  }

  /// Reasoning that a server left in the text, which stays whole: what stands between `<think>` at its beginning and `</think>`.
  private static func thought(_ text: String) -> String? {
    let bytes = Array(text.utf8)
    func trimmed(_ bytes: some BidirectionalCollection<UInt8>) -> String {
      let space: (UInt8) -> Bool = { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
      return String(decoding: bytes.drop(while: space).reversed().drop(while: space).reversed(), as: UTF8.self)
    }
    let (open, close) = (Array("<think>".utf8), Array("</think>".utf8))
    let body = bytes.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    guard body.starts(with: open), let end = body.firstRange(ofBytes: close) else { return nil }
    return trimmed(body[(body.startIndex + open.count)..<end.lowerBound])
  }
}
