internal import Attest
internal import Glibc

/// A folder that exists as long as its owner, with everything a program leaves in it; what a killed run left is swept.
final class ScratchFolder {
  private let aside: Aside
  var path: String { aside.path }

  init() throws(RunFault) {
    let parent = HostSources.currentEnvironment()["TMPDIR"] ?? "/tmp"
    // What is swept is a folder of our own: the shared one may hold anything, and any number of it.
    let own = Aside.ownFolder(in: parent)
    do {
      aside = try Aside(in: own ?? parent, prefix: "etalon-scratch-", mode: 0o700, isSweeping: own != nil)
    } catch {
      throw RunFault(.noScratch, "no folder can be made in \(parent)", help: "free some space, or set TMPDIR")
    }
  }

  /// Makes a folder inside.
  func folder(_ name: String) throws(RunFault) -> String {
    let folder = "\(path)/\(name)"
    guard unsafe mkdir(folder, 0o755) == 0 else { throw RunFault(.noScratch, "no folder can be made in \(path)") }
    return folder
  }

  /// Writes a file that only its owner may change.
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t) throws(RunFault) {
    do {
      try writeNewFile(path, bytes, synchronizing: false)
    } catch {
      throw RunFault(.noScratch, error.message, help: "free some space")
    }
    _ = unsafe chmod(path, mode)
  }

  /// The bytes of a regular file that a program left; links are not followed, since they may lead out of the sandbox.
  static func read(_ path: String, name: String, limit: Int) throws(RunFault) -> [UInt8] {
    let bytes: [UInt8]?
    do {
      let file = try OpenFile.open(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
      guard try file.status().kind == .file else {
        throw RunFault(.noOutput, "the output `\(name)` is not a regular file")
      }
      bytes = try file.contents(limit: limit)
    } catch let fault as RunFault {
      throw fault
    } catch {
      throw RunFault(.noOutput, "the program left no file `\(name)` in its working folder")
    }
    guard let bytes else {
      throw RunFault(.outputTooLarge, "the output `\(name)` is larger than \(limit) bytes", help: "raise `limits.output`")
    }
    return bytes
  }
}
