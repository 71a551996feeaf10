/// How an endpoint is asked: by the messages of a chat, or by a text that it goes on with.
enum EndpointAPI: String, CaseIterable, Sendable {
  case chat
  case completions

  /// What is asked, below the endpoint's base address.
  var resource: String {
    switch self {
    case .chat: "/chat/completions"
    case .completions: "/completions"
    }
  }
}
