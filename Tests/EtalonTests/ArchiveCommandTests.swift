import Foundation
import TestSupport
import Testing

@Suite struct `Archives and folders of bundles` {
  private static let reference = "results/quickstart-reference"

  /// The reference bundle, packed into a folder of its own.
  private func packed(_ etalon: Etalon) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let done = try etalon("pack", Self.reference, "-o", folder.path("run.tar"))
    #expect(done.status == 0, "\(done.talk)")
    return folder
  }

  @Test func `an archive is verified as a file, from a pipe and from standard input, with one answer`() throws {
    let etalon = try Etalon()
    let folder = try packed(etalon)
    let whole = try etalon("verify", Self.reference)
    let root = try #require(whole.output.split(separator: "\n").first { $0.contains("root") })
    let lines = [
      "etalon verify run.tar", "cat run.tar | etalon verify -", "etalon verify - < run.tar",
      "gzip -c run.tar | gzip -dc | etalon verify -",
    ]
    for line in lines {
      let answer = try etalon.shell(line, in: folder.path)
      #expect(answer.status == whole.status, "\(line): \(answer.talk)")
      #expect(answer.output.contains(root), "\(line): \(answer.output)")
    }
  }

  @Test func `packing to a pipe gives the bytes of the file`() throws {
    let etalon = try Etalon()
    let folder = try packed(etalon)
    let line = "etalon pack \(Repository.path(Self.reference)) -o - > piped.tar && cmp run.tar piped.tar"
    #expect(try etalon.shell(line, in: folder.path).status == 0)
  }

  @Test func `a compressed archive is answered with the command that works`() throws {
    let etalon = try Etalon()
    let folder = try packed(etalon)
    _ = try etalon.shell("gzip -c run.tar > \"it's run.tar.gz\"", in: folder.path)
    let refused = try etalon("verify", "it's run.tar.gz", in: folder.path)
    #expect(refused.status == 1)
    let command = try #require(refused.talk.split(separator: "\n").first { $0.contains("gzip -dc") }.map { $0.drop { $0 != "g" } })
    #expect(try etalon.shell(String(command), in: folder.path).output.contains("root"))
  }

  @Test func `a folder of bundles says so, lists them, and verifies each when asked`() throws {
    let etalon = try Etalon()
    let folder = try packed(etalon)
    let line = "mkdir -p official/a && cp run.tar official/a/ && cp -r \(Repository.path(Self.reference)) official/b"
    _ = try etalon.shell(line, in: folder.path)
    let listed = try etalon("verify", "official", in: folder.path)
    #expect(listed.status == 2)
    #expect(listed.talk.contains("error[several-bundles]"))
    #expect(listed.talk.contains("etalon verify official/a/run.tar\n  etalon verify official/b\n"))
    let one = try etalon("verify", "official/b", in: folder.path)
    let all = try etalon("verify", "official", "--all", in: folder.path)
    #expect(all.status == one.status)
    #expect(all.output.contains("2 bundles"))
    _ = try etalon.shell("printf x >> official/b/data/plan.json", in: folder.path)
    #expect(try etalon("verify", "official/a/run.tar", "official/b", in: folder.path).status == 1)
  }

  @Test func `score, report and diff take an archive`() throws {
    let etalon = try Etalon()
    let folder = try packed(etalon)
    #expect(try etalon("score", "run.tar", in: folder.path).output == etalon("score", Self.reference).output)
    #expect(try etalon("report", "run.tar", in: folder.path).output.lowercased().contains("<!doctype html>"))
    #expect(try etalon("diff", "run.tar", "run.tar", in: folder.path).status == 0)
  }
}
