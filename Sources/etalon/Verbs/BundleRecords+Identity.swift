internal import Attest
internal import Record
internal import Text

extension BundleRecords {
  /// What was evaluated, on what, and what was put in place of the spec's values.
  var about: String {
    let model = self.environment.fields["cpu.model"]?.value?.text
    let chosen = self.run.overrides.map { "\($0.path)=\($0.value)" }
    let plan = self.plan
    var words = [plan.title ?? plan.name]
    if let model { words.append(model) }
    words += plan.subjects.map(\.id)
    return (words + chosen).joined(separator: ", ")
  }

  /// The digest of what makes two runs runs of one system: the host as far as it decides results and speed, targets and subjects.
  var identity: String {
    let targets = self.run.overrides.map { JSON.string("\($0.path)=\($0.value)") }
    let tree: JSON = [
      "host": hostTree, "overrides": .array(targets), "spec": .string(self.plan.name), "subjects": subjectTree,
      "targets": targetTree,
    ]
    return SHA256.digest(of: tree.canonicalBytes).hex
  }

  /// What the host tells that decides results or speed.
  var hostTree: JSON {
    let host = self.environment.fields.filter { $0.value.effect != .informational }.compactMap { name, field in
      field.value.map { JSON.Object.Member(name, $0) }
    }
    return .object(JSON.Object(host))
  }

  var subjectTree: JSON { (try? self.plan.json())?["subjects"] ?? .null }
  var targetTree: JSON { (try? self.plan.json())?["targets"] ?? .null }
}
