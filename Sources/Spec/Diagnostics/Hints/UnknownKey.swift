/// A key that its mapping does not have: what was probably meant, and where it belongs.
struct UnknownKey {
  let key: Key
  let shape: ObjectShape
  let place: Decoder.Place
  /// The mapping that it stands in.
  let mapping: Value

  /// The key of the shape that was probably meant.
  struct Guess {
    let name: String
    /// Whether its value can be what the key holds, so that it can be checked as such.
    let isSpelling: Bool
  }

  /// Reports the key; says which key of the shape is there in its place.
  func report(to problems: Problems) -> Guess? {
    if problems.isFull { return nil }
    let names = shape.keys.map(\.name)
    if let (character, plain) = LookAlike.found(in: key.text), names.contains(plain) {
      problems.error(
        .lookAlike, lookAlikeHeadline(character), at: characterSpan(character), character.description, help: "write `\(plain)`",
        fix: Diagnostic.Fix(key.span, plain))
      return guess(plain)
    }
    if let name = spelling(among: names) {
      report("did you mean `\(name)`?", Diagnostic.Fix(key.span, name), to: problems)
      return guess(name)
    }
    if let name = translation(among: names) {
      report("keys are English words; `\(name)` is missing here: did you mean it?", nil, to: problems)
      return guess(name)
    }
    if let path = KeyHome.path(to: key.text, in: shape) {
      let written = path.reversed().reduce("{ \(key.text): … }") { "{ \($1): \($0) }" }
      report("it belongs in \(listed(path)): `\(written.dropFirst(2).dropLast(2))`", nil, to: problems)
      return Guess(name: path[0], isSpelling: false)
    }
    report(help, nil, to: problems)
    return nil
  }

  private func guess(_ name: String) -> Guess {
    let value = mapping.entry(key.text)?.value
    return Guess(name: name, isSpelling: shape.key(name).map { key in value.map(key.shape.canBe) ?? false } ?? false)
  }

  private var help: String {
    let keys = shape.keys.isEmpty ? "it has no keys" : "its keys are \(listed(shape.keys.map(\.name)))"
    if let above = emptyKeyAbove { return "nothing stands in \(quoted(above)) above it: indent it, if it belongs there; \(keys)" }
    let owners = KeyHome.owners(of: key.text)
    if !owners.isEmpty, owners.count < 4 { return "`\(key.text)` is a key of \(owners.joined(separator: ", of ")); \(keys)" }
    return key.text.utf8.allSatisfy { $0 < 0x80 } ? keys : "keys are English words; " + keys
  }

  private func spelling(among names: [String]) -> String? {
    if let word = KeyHome.synonyms[key.text.lowercased()]?.first(where: { names.contains($0) && mapping.entry($0) == nil }) { return word }
    return didYouMean(LookAlike.found(in: key.text)?.plain ?? key.text, among: names)
  }

  /// A key in another script stands for the one required key that is missing, if it is the only one of its kind.
  private func translation(among names: [String]) -> String? {
    guard key.text.unicodeScalars.contains(where: { $0.value >= 0x80 && $0.properties.isAlphabetic }) else { return nil }
    let strange = (mapping.entries ?? []).filter { entry in !entry.key.text.utf8.allSatisfy { $0 < 0x80 } }
    let missing = shape.keys.filter { $0.presence == .required && mapping.entry($0.name) == nil }
    return strange.count == 1 && missing.count == 1 ? missing[0].name : nil
  }

  /// The key right above, where it has no value and takes a mapping.
  private var emptyKeyAbove: String? {
    guard let entries = mapping.entries, let index = entries.firstIndex(where: { $0.key.text == key.text }), index > 0 else { return nil }
    let above = entries[index - 1]
    guard above.value.isNothing, let known = shape.key(above.key.text) else { return nil }
    return known.shape.canBe(Value(above.value.span, .mapping([]))) ? above.key.text : nil
  }

  private func report(_ help: String, _ fix: Diagnostic.Fix?, to problems: Problems) {
    let label = place.phrase.hasPrefix("`") ? "in here" : "in this \(place.phrase.prefix { $0 != " " && $0 != "`" })"
    problems.error(
      .unknownKey, "unknown key \(quoted(key.text)) in \(place.phrase)", at: key.span, "not a key of \(shape.noun)",
      also: place.name.map { [Diagnostic.Label($0, label)] } ?? [], help: help, fix: fix)
  }

  private func characterSpan(_ character: LookAlike) -> Span {
    let before = key.text.unicodeScalars.prefix { $0 != character.scalar }.reduce(0) { $0 + String($1).utf8.count }
    let length = String(character.scalar).utf8.count
    return key.span.text == key.text ? key.span.part(before..<before + length) : key.span
  }
}

/// Where keys belong.
enum KeyHome {
  /// Keys inside of a shape that lead to a mapping with the key; the shortest way, at most three long.
  static func path(to key: String, in shape: ObjectShape) -> [String]? {
    var ways: [(path: [String], shape: ObjectShape)] = [([], shape)]
    for _ in 0..<3 {
      ways = ways.flatMap { way in inner(of: way.shape).map { (way.path + $0.path, $0.shape) } }
      if let found = ways.first(where: { $0.shape.key(key) != nil }) { return found.path }
    }
    return nil
  }

  /// What messages call the mappings of the language that have a key, each once.
  static func owners(of key: String) -> [String] {
    var nouns: [String] = []
    for owner in everything where owner.key(key) != nil {
      let noun = owner.noun.hasSuffix(" workload") ? "a workload" : owner.noun
      if !nouns.contains(noun) { nouns.append(noun) }
    }
    return nouns
  }

  private static let everything: [ObjectShape] = {
    var all = [Language.spec] + Language.workloads.map(\.shape)
    var at = 0
    while at < all.count {
      all += all[at].keys.flatMap { objects(in: $0.shape) }.filter { new in !all.contains { $0.noun == new.noun } }
      at += 1
    }
    return all
  }()

  private static func objects(in shape: Shape) -> [ObjectShape] {
    switch shape {
    case .object(let object): [object]
    case .variant(let variants), .settings(_, let variants): variants.map(\.keys)
    case .list(let element), .map(let element, _): objects(in: element)
    default: []
    }
  }

  private static func inner(of shape: ObjectShape) -> [(path: [String], shape: ObjectShape)] {
    shape.keys.flatMap { key -> [(path: [String], shape: ObjectShape)] in
      switch key.shape {
      case .object(let object): [([key.name], object)]
      case .variant(let variants): variants.filter { $0.unavailable == nil }.map { ([key.name, $0.word], $0.keys) }
      case .settings(_, let variants): variants.map { ([key.name], $0.keys) }
      default: []
      }
    }
  }

  /// What other tools call the keys of the language.
  static let synonyms: [String: [String]] = [
    "version": ["etalon"], "description": ["title"], "model": ["train", "infer"], "models": ["subjects"], "data": ["datasets", "dataset"],
    "hardware": ["targets"], "device": ["target"], "devices": ["targets"], "benchmarks": ["workloads"], "tasks": ["workloads"],
    "tests": ["workloads"], "jobs": ["workloads"], "metrics": ["claims"], "assertions": ["claims"], "checks": ["claims"],
    "variables": ["parameters"], "vars": ["parameters"], "params": ["with", "parameters"], "size": ["with"], "sizes": ["with"],
    "shape": ["with"], "settings": ["with"], "op": ["kernel"], "operation": ["kernel"], "operator": ["kernel"], "dtype": ["type"],
    "precision": ["type"], "datatype": ["type"], "repeat": ["trials"], "repeats": ["trials"], "runs": ["trials"],
    "repetitions": ["trials"], "sampling": ["sample"], "samples": ["sample"], "cmd": ["command"], "program": ["command"],
    "args": ["arguments"], "env": ["environment"], "path": ["file"], "filename": ["file"], "checksum": ["sha256"], "hash": ["sha256"],
    "digest": ["sha256", "root"], "licence": ["license"], "address": ["url"], "learning-rate": ["lr"], "learning_rate": ["lr"],
    "parallel": ["concurrency"], "workers": ["concurrency"], "cores": ["threads"], "timeout": ["time"], "iterations": ["count", "steps"],
    "repeat-count": ["count"], "random-seed": ["seed"],
    "名称": ["name"], "标题": ["title"], "种子": ["seed"], "参数": ["with", "parameters"], "目标": ["targets", "target"],
    "数据集": ["datasets", "dataset"],
    "模型": ["subjects", "train"], "工作负载": ["workloads"], "任务": ["workloads"], "断言": ["claims"], "权重": ["weight", "weighting"],
    "规则": ["rules"], "设备": ["device"], "线程": ["threads"], "内核": ["kernel"], "算子": ["kernel"], "类型": ["type"], "采样": ["sample"],
    "次数": ["count", "trials"], "预热": ["warmup"], "文件": ["file"], "格式": ["format"], "许可证": ["license"], "提示": ["prompt"], "版本": ["etalon"],
  ]
}

extension Shape {
  /// Whether a value is of the sort that the shape takes: one word, a list or a mapping.
  fileprivate func canBe(_ value: Value) -> Bool {
    switch self {
    case .list: value.elements != nil
    case .map, .object, .settings, .score, .workload: value.entries != nil
    case .variant: value.elements == nil
    default: value.scalar != nil
    }
  }
}
