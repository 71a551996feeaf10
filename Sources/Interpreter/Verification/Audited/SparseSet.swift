internal import Attest
internal import Record
internal import Sealing

/// A set of which only some items are known, as a dataset that an evaluation reads.
///
/// In the place of each other item stands a known one under an id of its own: it is read and never scored. So an item's place, and with it
/// its seeds, is what it was.
struct SparseSet {
  private let opening: Opening
  private let count: Int
  private let idPath: FieldPath?

  init(_ opening: Opening, of count: Int, format: InputPlan.Format) throws(RunFault) {
    (self.opening, self.count) = (opening, count)
    idPath = try ItemMapping(format, of: "the sealed set").id
  }

  /// The lines.
  var bytes: [UInt8] {
    let known = Dictionary(opening.items.map { ($0.index, $0) }, uniquingKeysWith: { first, _ in first })
    guard let filler = opening.items.first else { return [] }
    let fields = JSON.object(JSON.Object(filler.disclosures.map { JSON.Object.Member($0.name, $0.value) }))
    var bytes: [UInt8] = []
    for index in 0..<count {
      if let item = known[index] {
        bytes += item.line
      } else {
        let steps = idPath?.steps ?? []
        bytes += (steps.isEmpty ? fields : SparseSet.replacing(fields, steps[...], by: .string("not opened \(index)"))).canonicalBytes
      }
      bytes.append(0x0A)
    }
    return bytes
  }

  /// A value with what stands at a path replaced.
  private static func replacing(_ value: JSON, _ steps: ArraySlice<String>, by new: JSON) -> JSON {
    guard let step = steps.first else { return new }
    switch value {
    case .object(let object):
      let members = object.members.map { member in
        member.name == step ? JSON.Object.Member(member.name, replacing(member.value, steps.dropFirst(), by: new)) : member
      }
      return .object(JSON.Object(members))
    case .array(var elements):
      if let place = Int(step), elements.indices.contains(place) { elements[place] = replacing(elements[place], steps.dropFirst(), by: new) }
      return .array(elements)
    default: return value
    }
  }
}
