internal import CSystem

extension Host {
  /// The C compiler this executable was built with.
  public static var compiler: String { unsafe String(cString: csystem_compiler()) }

  /// The Swift compiler's version as far as conditional compilation can tell it.
  public static var swiftVersion: String {
    #if compiler(>=6.4)
      "6.4 or later"
    #elseif compiler(>=6.3.2)
      "6.3.2 or later"
    #elseif compiler(>=6.3.1)
      "6.3.1"
    #else
      "6.3"
    #endif
  }
}
