/// What a subject lets people know while it is asked: that it waits before it asks again.
struct SubjectNotice: Hashable {
  /// Why, in words that can follow a colon.
  var reason: String
  /// How long, in milliseconds.
  var wait: Int
}
