/// Returns the count with its noun: "1 trial", "2 trials"; a plural that is not the noun and an `s` is handed in.
public func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(count) \(inflected(count, noun, plural))"
}

/// Returns the noun, or its plural, as it stands behind the count: "trial", "trials".
public func inflected(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
  count == 1 ? noun : plural ?? noun + "s"
}
