public import Record

extension EnergyPlan {
  /// What the declared power comes to in a window, microjoules; `nil` where none is declared.
  public func estimatedMicrojoules(in window: EnergyWindow) -> UInt64? {
    guard let power, power > Rational(0) else { return nil }
    let microjoules = (power.real * window.seconds * 1e6).rounded()
    return microjoules < 1e18 ? UInt64(microjoules) : nil
  }
}

extension EnergyWindow {
  /// The mean power, watts; `nil` where nothing counted, or the window has no length.
  public var watts: Double? { microjoules.flatMap { seconds > 0 ? Double($0.value) / 1e6 / seconds : nil } }
}
