extension JSON {
  /// The value at a path of names and of indices from 0, joined by points, such as `runs.0.time`.
  ///
  /// A name that holds points itself is found where the whole path is one; no other name with points can be reached.
  public func value(path: String) -> JSON? {
    if let whole = self[path] { return whole }
    var value = self
    for part in path.split(separator: ".", omittingEmptySubsequences: false) {
      if let elements = value.elements {
        guard let index = Int(part), elements.indices.contains(index) else { return nil }
        value = elements[index]
      } else {
        guard let next = value[String(part)] else { return nil }
        value = next
      }
    }
    return value
  }
}
