import Foundation

/// A server of `scripts/` that runs as long as the value lives.
public final class TestServer: @unchecked Sendable {
  /// The port on 127.0.0.1.
  public let port: Int
  private let process: Process
  private let input = Pipe()

  /// Why a server could not be started.
  public struct Unavailable: Error {
    public let reason: String

    public init(reason: String) { self.reason = reason }
  }

  public init(_ script: String, _ arguments: [String] = []) throws {
    guard let python = findProgram("python3") else { throw Unavailable(reason: "there is no python3") }
    process = Process()
    process.executableURL = URL(filePath: python)
    process.arguments = [Repository.path("scripts/\(script)")] + arguments
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    var text = ""
    while !text.contains("\n"), let more = try output.fileHandleForReading.read(upToCount: 1) {
      text += String(decoding: more, as: UTF8.self)
    }
    guard text.hasPrefix("listening "), let port = Int(text.dropFirst("listening ".count).dropLast()) else {
      process.terminate()
      throw Unavailable(reason: "\(script) says \"\(text)\"")
    }
    self.port = port
  }

  deinit {
    // The server ends with its standard input.
    try? input.fileHandleForWriting.close()
    process.waitUntilExit()
  }

  /// A server that misbehaves as asked; one for all tests of the process.
  public static let faults = Result { try TestServer("fault_server.py") }

  /// A server for loads, which cheats where a model's name says so; one for all tests of the process.
  public static let loads = Result { try TestServer("load_server.py") }

  /// A real language model behind llama.cpp's server; one for all tests of the process.
  public static let model = Result { try TestServer("model_server.py", [Repository.path(".build/model-venv")]) }

  /// Why a server is not there, or `nil`.
  public static func problem(_ server: Result<TestServer, any Error>) -> String? {
    if case .failure(let error) = server { "\(error)" } else { nil }
  }
}
