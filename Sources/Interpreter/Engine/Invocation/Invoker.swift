/// Where the invocations of a trial take place.
public enum Invoker: Sendable, Hashable {
  /// One after another in this process: what they share hides what the next run differs by, so this is for tests.
  case thisProcess
  /// Each in a fresh process of the program at a path, which answers the word `InvocationServer.word` with `InvocationServer.serve()`.
  case program(String)

  /// Fresh processes of the program that is running.
  public static let ownProgram = Invoker.program("/proc/self/exe")
}
