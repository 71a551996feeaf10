internal import Record

extension PureFunction {
  static let lists: [PureFunction] = [
    PureFunction("range", [("a", .number), ("b", .number)], .list(.number), "the whole numbers from `a` to `b`, both included") {
      (call) throws(EvaluationFault) in
      let (low, high) = (try call.whole(0, -edge...edge), try call.whole(1, -edge...edge))
      guard low <= high else { return .list([]) }
      try call.checked(size: high - low + 1)
      call.cost += high - low + 1
      return .list((low...high).map { .integer($0) })
    },
    PureFunction("sum", [("xs", .list(.number))], .number, "the sum; of nothing 0") { (call) throws(EvaluationFault) in
      try call.folded(Rational(0)) { $0.adding($1) }
    },
    PureFunction("product", [("xs", .list(.number))], .number, "the product; of nothing 1") { (call) throws(EvaluationFault) in
      try call.folded(Rational(1)) { $0.multiplied(by: $1) }
    },
    PureFunction("all", [("xs", .list(.truth))], .truth, "whether all are true; of nothing true") { (call) throws(EvaluationFault) in
      .truth(try call.truths(0).allSatisfy { $0 })
    },
    PureFunction("any", [("xs", .list(.truth))], .truth, "whether any is true") { (call) throws(EvaluationFault) in
      .truth(try call.truths(0).contains(true))
    },
    PureFunction("sort", [("xs", .list(.any))], of: { $0[0] }, "the elements from the smallest to the largest; equal ones keep their order")
    {
      (call) throws(EvaluationFault) in .list(try call.sorted(0))
    },
    PureFunction("reverse", [("x", .any)], of: { $0[0] }, "a list or a text from behind") { (call) throws(EvaluationFault) in
      if case .text = call.arguments[0] {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: try call.scalars(0).reversed())
        return .text(String(text))
      }
      return .list(try call.list(0).reversed())
    },
    PureFunction("unique", [("xs", .list(.any))], of: { $0[0] }, "the elements, each at its first place") {
      (call) throws(EvaluationFault) in
      var seen: Set<ItemValue> = []
      return .list(try call.list(0).filter { seen.insert($0).inserted })
    },
    PureFunction("index_of", [("xs", .list(.any)), ("x", .any)], .number, "the first place of `x`, counted from 0; -1 where it is not") {
      (call) throws(EvaluationFault) in
      let wanted = call.arguments[1]
      return .integer(try call.list(0).firstIndex(of: wanted) ?? -1)
    },
    PureFunction("count", [("xs", .any), ("x", .any)], .number, "how often `x` is in a list; of texts, how often without overlap") {
      (call) throws(EvaluationFault) in
      if case .text(let text) = call.arguments[0] {
        call.cost += text.utf8.count
        return .integer(TextSearch.places(of: try call.text(1), in: text).count)
      }
      let wanted = call.arguments[1]
      return .integer(try call.list(0).count { $0 == wanted })
    },
    PureFunction(
      "union", [("xs", .list(.any)), ("ys", .list(.any))], of: { $0[0].joined($0[1]) }, "the elements of either, each once, in their order"
    ) {
      (call) throws(EvaluationFault) in
      var seen: Set<ItemValue> = []
      return .list((try call.list(0) + (try call.list(1))).filter { seen.insert($0).inserted })
    },
    PureFunction(
      "intersection", [("xs", .list(.any)), ("ys", .list(.any))], of: { $0[0] }, "the elements of `xs` that are in `ys` too, each once"
    ) {
      (call) throws(EvaluationFault) in
      var others = Set(try call.list(1))
      return .list(try call.list(0).filter { others.remove($0) != nil })
    },
    PureFunction(
      "difference", [("xs", .list(.any)), ("ys", .list(.any))], of: { $0[0] }, "the elements of `xs` that are not in `ys`, each once"
    ) {
      (call) throws(EvaluationFault) in
      var others = Set(try call.list(1))
      return .list(try call.list(0).filter { others.insert($0).inserted })
    },
    PureFunction(
      "zip", [("xs", .list(.any)), ("ys", .list(.any))], of: { .list(.list(element([$0[0]]).joined(element([$0[1]])))) },
      "pairs of the elements at the same place"
    ) {
      (call) throws(EvaluationFault) in
      let (first, second) = (try call.list(0), try call.list(1))
      return .list(zip(first, second).map { .list([$0, $1]) })
    },
    PureFunction("permutations", [("xs", .list(.any))], of: { .list($0[0]) }, "all orders of at most 6 elements, the given one first") {
      (call) throws(EvaluationFault) in
      let elements = try call.list(0)
      guard elements.count <= 6 else { throw call.fault("takes at most 6 elements, not \(elements.count)", isTooMuch: true) }
      let orders = permutations(of: elements)
      call.cost += orders.count
      return .list(orders.map { .list($0) })
    },
    PureFunction(
      "combinations", [("xs", .list(.any)), ("k", .number)], of: { .list($0[0]) }, "all choices of `k` elements, in the order of the list"
    ) {
      (call) throws(EvaluationFault) in
      let (elements, count) = (try call.list(0), try call.whole(1, 0...16))
      guard elements.count <= 16 else { throw call.fault("takes at most 16 elements, not \(elements.count)", isTooMuch: true) }
      let choices = combinations(of: elements[...], count)
      call.cost += choices.count
      try call.checked(size: choices.count)
      return .list(choices.map { .list($0) })
    },
  ]

  private static let edge = 1 << 40

  private static func permutations(of elements: [ItemValue]) -> [[ItemValue]] {
    guard elements.count > 1 else { return [elements] }
    return elements.indices.flatMap { place in
      var rest = elements
      let first = rest.remove(at: place)
      return permutations(of: rest).map { [first] + $0 }
    }
  }

  private static func combinations(of elements: ArraySlice<ItemValue>, _ count: Int) -> [[ItemValue]] {
    guard count > 0 else { return [[]] }
    guard let first = elements.first, elements.count >= count else { return [] }
    return combinations(of: elements.dropFirst(), count - 1).map { [first] + $0 } + combinations(of: elements.dropFirst(), count)
  }
}

extension FunctionCall {
  fileprivate mutating func folded(_ start: Rational, _ fold: (Rational, Rational) -> Rational?) throws(EvaluationFault) -> ItemValue {
    var result: Rational? = start
    for element in try list(0) {
      guard let number = element.number else { throw fault("needs numbers and got \(element.noun)") }
      result = result.flatMap { fold($0, number) }
    }
    return try fitting(result)
  }
}
