/// Where keys belong.
struct KeyHome {
  let catalogue: Catalogue

  /// Keys inside of a mapping that lead to one which has the key; the shortest way, at most three long.
  func path(to key: String, in schema: ObjectSchema) -> [String]? {
    var ways: [(path: [String], schema: ObjectSchema)] = [([], schema)]
    for _ in 0..<3 {
      ways = ways.flatMap { way in inner(of: way.schema).map { (way.path + $0.path, $0.schema) } }
      if let found = ways.first(where: { $0.schema.key(key) != nil }) { return found.path }
    }
    return nil
  }

  /// What messages call the mappings of the language that have a key, each once.
  func owners(of key: String) -> [String] {
    var nouns: [String] = []
    for owner in Language.current.objects(catalogue) where owner.key(key) != nil {
      let noun = owner.noun.hasSuffix(" workload") ? "a workload" : owner.noun
      if !nouns.contains(noun) { nouns.append(noun) }
    }
    return nouns
  }

  private func inner(of schema: ObjectSchema) -> [(path: [String], schema: ObjectSchema)] {
    schema.keys.flatMap { key -> [(path: [String], schema: ObjectSchema)] in
      switch key.value {
      case .object(let object): [([key.name], object)]
      case .choice(let alternatives):
        alternatives(catalogue).filter { $0.unavailable == nil }.map { ([key.name, $0.word], $0.keys) }
      case .settings(_, let alternatives): alternatives(catalogue).map { ([key.name], $0.keys) }
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
