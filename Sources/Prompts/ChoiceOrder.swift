public import Kernels

/// The order in which the choices of an item are offered: which of them stands in each place.
public enum ChoiceOrder {
  /// The choices as the item has them.
  public static func given(_ count: Int) -> [Int] { Array(0..<max(0, count)) }

  /// A random order: 0, 1, … shuffled by Fisher and Yates from the last place down.
  public static func shuffled(_ count: Int, by stream: inout RandomStream) -> [Int] {
    var order = given(count)
    stream.shuffle(&order)
    return order
  }

  /// A random order that differs from another; of a single choice there is none.
  ///
  /// A shuffle that gives the other order moves every choice up one place, and the first to the end.
  public static func shuffled(_ other: [Int], differingBy stream: inout RandomStream) -> [Int] {
    var order = other
    stream.shuffle(&order)
    guard order == other, let first = order.first else { return order }
    return order.dropFirst() + [first]
  }
}
