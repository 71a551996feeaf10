internal import Record

// What was made of the answers: item records, kept piece by piece.
extension Journal {
  func keepItems(_ piece: [UInt8], number: Int, of id: TrialID) throws(RunFault) {
    try begin()
    // The first piece begins anew: an attempt that was broken off may have left some.
    if number == 0 { try removeItems(of: id) }
    try database.execute("INSERT INTO items VALUES (?, ?, ?, ?)", [.text(id.node), .integer(id.index), .integer(number), .blob(piece)])
  }

  /// Removes the pieces of a trial's item records.
  func removeItems(of id: TrialID) throws(RunFault) {
    try database.execute("DELETE FROM items WHERE node = ? AND trial = ?", [.text(id.node), .integer(id.index)])
  }
}
