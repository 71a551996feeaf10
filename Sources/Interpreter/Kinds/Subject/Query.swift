internal import Record

/// One thing that a subject is asked.
struct Query {
  /// What it is for.
  let exchange: Exchange
  let content: Content
  /// The id of the subject that it goes to, where an evaluation asks it.
  var subject = ""
  /// Its place among the queries under way; whoever submits it gives it, and the reply has the same.
  var ticket = 0

  init(_ exchange: Exchange, _ content: Content) {
    self.exchange = exchange
    self.content = content
  }

  enum Content {
    /// A request in the subject's own form, as its transcript records it.
    case request(JSON)
    /// A question that the subject holds ready, by its index, so that nothing is copied while a clock runs.
    case prepared(Int)
  }

  enum Kind { case request, prepared }
}

/// What came of a query.
struct Reply {
  /// The ticket of the query.
  let ticket: Int
  var content: Content
  /// When the query first went out, where the subject held it back.
  var sent: UInt64?
  /// When the first output came, where the subject tells.
  var first: UInt64?
  /// When the last byte came, where the subject tells.
  var last: UInt64?
  /// The times between one piece of output and the next, where the subject tells.
  var gaps: [UInt64] = []
  /// How often the query went out again before this came.
  var retries = 0
  /// How many of these times a connection had died and the transport went on over another.
  var resends = 0
  /// How many tokens it took, where the subject tells.
  var usage: TokenUsage?
  /// Whether nobody was there to answer.
  var isUnreachable = false

  enum Content {
    /// What an outside party answered.
    case response(Response)
    /// The class of each row.
    case classes([UInt32])
    /// There is none on record, and why.
    case missing(String)
  }

  /// An answer as its transcript records it.
  struct Response: Hashable {
    /// The HTTP status, or the like of it; 0 where no answer came.
    var status: Int
    var body: String
    /// Why there is no usable answer.
    var fault: String?
    /// How often a secret was taken out of it.
    var redactions = 0
    /// The line of transcripts that it was read from, where it was.
    var line: [UInt8]?
  }
}
