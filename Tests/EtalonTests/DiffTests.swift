import Foundation
import Record
import TestSupport
import Testing

@Suite struct `Why two machines, results or specs differ` {
  @Test func `two specs differ by the key that somebody changed`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    try SmallRun.lay(smallSpec, in: folder)
    try folder.write(try SmallRun.pinned(smallSpec).replacing("m: 48", with: "m: 64"), to: "other.yaml")
    let answer = try etalon("diff", "small.yaml", "other.yaml", in: folder.path)
    #expect(answer.status == 1)
    #expect(answer.output.contains("\n`workloads.gemm.with.m` is 48 here and 64 there\n"), "\(answer.output)")
    #expect(!answer.output.contains("same results expected"))
    #expect(try etalon("diff", "small.yaml", "small.yaml", in: folder.path).status == 0)
  }

  @Test func `a plan that the command line changed differs by the override`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    try SmallRun.lay(smallSpec, in: folder)
    _ = try etalon("plan", "small.yaml", "--set", "workloads.gemm.with.n=9", "-o", "set.json", in: folder.path)
    let answer = try etalon("diff", "set.json", "small.yaml", in: folder.path)
    #expect(answer.output.contains("`workloads.gemm.with.n` is 9 here and 40 there"), "\(answer.output)")
    #expect(answer.output.contains("set on the command line of A"))
  }

  @Test func `a machine differs from itself by what was set`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    let made = try etalon.shell(
      "etalon env > a.json; export OPENBLAS_CORETYPE=Haswell; nice -n 5 '\(Etalon.path)' env > b.json", in: folder.path)
    #expect(made.status == 0, "\(made.talk)")
    let answer = try etalon("diff", "a.json", "b.json", "-o", "diff.html", "--format", "json", in: folder.path)
    #expect(answer.status == 1)
    let comparison = try Comparison(json: try JSON(parsing: Array(answer.output.utf8)))
    #expect(comparison.answers[0].answer == .yes)
    #expect(comparison.answers[1].because.contains("`environment.OPENBLAS_CORETYPE` is not set in A and Haswell in B"))
    #expect(comparison.sections.flatMap(\.rows).contains { $0.name == "process.nice" && $0.b == "5" })
    let page = try Repository.text(of: folder.path("diff.html"))
    #expect(page.contains("Two machines compared") && page.contains("process.nice"))
  }

  @Test func `a fingerprint and a spec have nothing to compare`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    try SmallRun.lay(smallSpec, in: folder)
    let answer = try etalon("diff", "-", "small.yaml", in: folder.path)
    #expect(answer.status == 2)
    #expect(answer.talk.contains("nothing-to-compare"), "\(answer.talk)")
    #expect(try etalon("explain", "nothing-to-compare").status == 0)
  }

  @Test func `a system description has the owner's facts, checked`() throws {
    let (etalon, folder) = (try Etalon(), try TemporaryFolder())
    try folder.write("submitter: Lab\nnumber_of_nodes: 4\naccelerators_per_node: 8\ntotal_accelerators: 32\n", to: "system.yaml")
    let answer = try etalon("env", "--format", "mlperf", "--declare", "system.yaml", in: folder.path)
    let description = try JSON(parsing: Array(answer.output.utf8))
    #expect(description.object?.members.count == 35)
    #expect(description["submitter"] == "Lab")
    #expect(answer.talk.contains("`division`"))
    try folder.write("number_of_nodes: 4\naccelerators_per_node: 8\ntotal_accelerators: 31\n", to: "wrong.yaml")
    let refused = try etalon("env", "--declare", "wrong.yaml", in: folder.path)
    #expect(refused.status == 2)
    #expect(refused.talk.contains("bad-declaration"), "\(refused.talk)")
  }
}
