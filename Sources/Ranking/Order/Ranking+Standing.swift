extension Ranking.Obstacle {
  /// What is to be known of systems whose numbers are not verified, or were measured on a disturbed host.
  static func standing(of systems: [LeafTable.System]) -> [Ranking.Obstacle] {
    let unverified = systems.filter { !$0.standing.isVerified }.map { system in
      Ranking.Obstacle(code: .unverified, systems: [system.name], reason: system.standing.words, isRefusal: false)
    }
    let disturbed = systems.filter { !$0.standing.disturbances.isEmpty }.map { system in
      let reason = "the host was " + system.standing.disturbances.joined(separator: "; ")
      return Ranking.Obstacle(code: .disturbed, systems: [system.name], reason: reason, isRefusal: false)
    }
    return unverified + disturbed
  }
}
