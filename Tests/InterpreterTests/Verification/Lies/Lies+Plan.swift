import Attest
import Record

extension Lie {
  /// Another plan than the spec's, and inputs that nobody read.
  static let aboutPlan: [Lie] = [
    told(.plan, .small, "a plan of another catalogue is compared with nothing", "catalogue-differs", exit: 3) {
      $0.records.plan.catalogue = 9
      $0.records.plan.title = "world record"
    },
    told(.plan, .small, "a plan of catalogue 0", "catalogue-differs", exit: 3) { $0.records.plan.catalogue = 0 },
    told(.plan, .small, "a claim says more than is judged", "plan-not-from-spec") {
      $0.records.plan.claims[0].text = "training.accuracy >= 0.99"
    },
    told(.plan, .small, "a claim that fails is left out", "plan-not-from-spec") { $0.records.plan.claims = [] },
    told(.plan, .small, "a product is smaller than its spec says", "plan-not-from-spec") { $0.records.plan.nodes[0].sampling.min = 5 },
    told(.plan, .small, "a product counts more work than it does", "plan-not-from-spec") { forgery in
      if case .kernel(var work) = forgery.records.plan.nodes[0].work {
        work.flops = U64(work.flops.value * 100)
        forgery.records.plan.nodes[0].work = .kernel(work)
      }
    },
    told(.plan, .small, "the seed is one that was sought", "plan-not-from-spec") { forgery in
      forgery.records.plan.seed = Seed(root: 8)
      for index in forgery.records.trials.indices {
        let id = forgery.records.trials[index].id
        forgery.records.trials[index].stream = forgery.records.plan.seed.streamKey(node: id.node, trial: id.index, purpose: "trial")
      }
    },
    told(.plan, .small, "a title that the spec does not have", "plan-not-from-spec") { $0.records.plan.title = "certified" },
    told(.plan, .small, "a name that the spec does not have", "plan-not-from-spec") { $0.records.plan.name = "certified" },
    told(.plan, .small, "a division that the spec does not have", "plan-not-from-spec") { $0.records.plan.division = .standard },
    told(.plan, .small, "an override that nobody gave", "plan-not-from-spec") {
      $0.records.plan.overrides = [Override(path: "seed", value: "8")]
      $0.records.run.overrides = $0.records.plan.overrides
    },
    told(.plan, .small, "an override of the plan that the run does not list", "overrides-differ") {
      $0.records.run.overrides = [Override(path: "seed", value: "7")]
    },
    told(.plan, .small, "a metric that is better when it is worse", "plan-not-from-spec") {
      $0.records.plan.nodes[0].metrics[0].direction = .higher == $0.records.plan.nodes[0].metrics[0].direction ? .lower : .higher
    },
    told(.plan, .small, "a cell is left out", "plan-not-from-spec") { forgery in
      let gone = forgery.records.plan.nodes.removeFirst()
      forgery.records.trials.removeAll { $0.node == gone.id }
      forgery.records.results.trials.removeAll { $0.node == gone.id }
      forgery.records.measurements.trials.removeAll { $0.node == gone.id }
    },
    told(.plan, .small, "fewer trials than the spec says", "plan-not-from-spec") { $0.records.plan.nodes[0].trials = 0 },
    told(.plan, .vendor, "the numerics promise more than they do", "plan-not-from-spec") {
      $0.records.plan.nodes[0].numerics.promise = .transcripts
    },
    told(.plan, .scored, "the reference is smaller", "plan-not-from-spec") { forgery in
      forgery.records.plan.weighting?.reference.values[0].value = Rational(1)
    },
    told(.plan, .small, "a target that the spec does not have", "plan-not-from-spec") { $0.records.plan.targets[0].threads = .all },
    told(.plan, .small, "the records speak about another plan", "plan-differs") {
      $0.leaves = [.plan]
      $0.records.results.plan = SHA256.digest(of: [1])
    },
    told(.plan, .small, "the run speaks about another plan", "plan-differs") {
      $0.leaves = [.plan]
      $0.records.run.plan = SHA256.digest(of: [1])
    },
    told(.plan, .small, "the plan names a spec that is not there", "file-missing", exit: 1) { forgery in
      forgery.written = { files in
        for path in files.keys where path.hasPrefix("data/spec/") { files[path] = nil }
      }
    },
    told(.plan, .small, "the spec is another one", "input-missing") { forgery in
      forgery.records.plan.spec.root = forgery.add("spec", Array("etalon: 1\nname: other\n".utf8), ending: ".yaml")
    },
    told(.plan, .small, "a parent that the spec does not have", "plan-not-from-spec") { forgery in
      let parent = Array("etalon: 1\nname: standard\n".utf8)
      let digest = forgery.add("spec", parent, ending: ".yaml")
      forgery.records.plan.spec.parents = [digest]
      forgery.records.inputs.files.append(
        InputFile(
          sha256: digest, bytes: U64(UInt64(parent.count)), role: .spec, id: "parent", license: nil, source: "standard.yaml",
          included: false))
    },
    told(.plan, .small, "a spec that nothing extends comes along", "input-extra") { forgery in
      let parent = Array("etalon: 1\nname: standard\n".utf8)
      let digest = forgery.add("spec", parent, ending: ".yaml")
      forgery.records.inputs.files.append(
        InputFile(
          sha256: digest, bytes: U64(UInt64(parent.count)), role: .spec, id: "parent", license: nil, source: "standard.yaml",
          included: false))
    },
    told(.plan, .small, "a spec comes along that nothing names", "file-unreferenced") { forgery in
      forgery.add("spec", Array("etalon: 1\nname: standard\n".utf8), ending: ".yaml")
    },
  ]

  static let aboutInputs: [Lie] = [
    told(.inputs, .small, "a dataset that no cell reads is listed", "input-extra") {
      var more = $0.records.inputs.files[0]
      (more.sha256, more.role, more.id, more.included) = (SHA256.digest(of: [1]), .dataset, "certified", false)
      $0.records.inputs.files.append(more)
    },
    told(.inputs, .small, "the dataset is not listed", "input-missing") { forgery in
      forgery.records.inputs.files.removeAll { $0.role == .dataset }
      forgery.written = { files in
        for path in files.keys where path.hasPrefix("data/inputs/") { files[path] = nil }
      }
    },
    told(.inputs, .small, "the spec is not listed", "input-missing") { $0.records.inputs.files.removeAll { $0.role == .spec } },
    told(.inputs, .small, "an input is listed twice", "input-extra") { $0.records.inputs.files.append($0.records.inputs.files[1]) },
    told(.inputs, .small, "the dataset is another one", "input-missing") { forgery in
      try forgery.input(.dataset) { $0.sha256 = SHA256.digest(of: [1]) }
    },
    told(.inputs, .small, "the dataset is said to be a program", "input-missing") { try $0.input(.dataset) { $0.role = .program } },
    told(.inputs, .small, "the dataset has another name", "input-missing") { try $0.input(.dataset) { $0.id = "imagenet" } },
    told(.inputs, .small, "the dataset has a licence that the spec does not give it", "input-license") {
      try $0.input(.dataset) { $0.license = "MIT" }
    },
    told(.inputs, .small, "the licence of the dataset is left out", "input-license") { try $0.input(.dataset) { $0.license = nil } },
    told(.inputs, .small, "the dataset has another size", "input-size") { try $0.input(.dataset) { $0.bytes = 1 } },
    told(.inputs, .small, "the spec has another size", "input-size") { try $0.input(.spec) { $0.bytes = 1 } },
    told(.inputs, .small, "the dataset is said to come along and does not", "file-missing") { forgery in
      forgery.written = { files in
        for path in files.keys where path.hasPrefix("data/inputs/") { files[path] = nil }
      }
    },
    told(.inputs, .small, "the dataset comes along and is not said to", "file-unreferenced") {
      try $0.input(.dataset) { $0.included = false }
    },
    told(.inputs, .small, "an input comes along that nothing names", "file-unreferenced") { forgery in
      forgery.add("inputs", Array("x,y\n1,2\n".utf8))
    },
    told(.inputs, .small, "the dataset has another size, and does not come along", "input-size") { forgery in
      try forgery.input(.dataset) { ($0.included, $0.bytes) = (false, 1) }
      forgery.written = { files in
        for path in files.keys where path.hasPrefix("data/inputs/") { files[path] = nil }
      }
    }.onlyAgain(4),
  ]

  /// The same lie, of which the bundle's own bytes show nothing.
  func onlyAgain(_ exit: Int) -> Lie {
    Lie(kind: kind, name: name, base: base, finding: finding, exit: (0, exit), tolerance: tolerance, change: change)
  }
}

extension Forgery {
  /// Changes the listed input of a role.
  mutating func input(_ role: InputFile.Role, _ change: (inout InputFile) -> Void) throws {
    guard let place = records.inputs.files.firstIndex(where: { $0.role == role }) else { throw Nothing(what: role.rawValue) }
    change(&records.inputs.files[place])
  }
}
