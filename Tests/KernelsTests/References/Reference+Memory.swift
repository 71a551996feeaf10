import Kernels

extension NaiveReference {
  static let memory: [NaiveReference] = [
    NaiveReference(
      operation: "pointer-chase",
      shapes: [(1, 1), (1, 7), (2, 3), (17, 17), (100, 1003)].map { ["lines": $0, "steps": $1] },
      fresh: { stream in
        let lines = 1 + Int(stream.integer(below: 500))
        return ["lines": lines, "steps": lines + Int(stream.integer(below: 900))]
      },
      output: { c in
        let next = c.array("next", as: UInt64.self)
        var (at, trail): (UInt64, UInt64) = (0, 0)
        for _ in 0..<c["steps"] {
          at = next[Int(at)]
          trail = (trail << 1 | trail >> 63) ^ at
        }
        return bytes(of: [at, trail])
      }),
    NaiveReference(
      operation: "random-access",
      shapes: [(1, 1), (3, 4), (9, 5), (11, 1)].map { ["levels": $0, "updates": $1] },
      fresh: { ["levels": 1 + Int($0.integer(below: 10)), "updates": 1 + Int($0.integer(below: 6))] },
      output: { c in
        var table = (0..<UInt64(1) << c["levels"]).map { $0 }
        var state = c.array("start", as: UInt64.self)[0]
        for _ in 0..<c["updates"] << c["levels"] {
          state = state << 1 ^ (state >> 63 == 1 ? 7 : 0)
          table[Int(state % UInt64(table.count))] ^= state
        }
        return bytes(of: table)
      }),
    atomic("atomic-add"), atomic("atomic-swap"),
  ]

  private static func atomic(_ name: String) -> NaiveReference {
    NaiveReference(
      operation: name,
      shapes: [(1, 1), (64, 5), (1000, 3), (5000, 1)].map { ["updates": $0, "cells": $1] },
      fresh: { ["updates": 1 + Int($0.integer(below: 4000)), "cells": 1 + Int($0.integer(below: 80))] },
      output: { c in
        let terms = c.array("terms", as: UInt64.self)
        var cells = [UInt64](repeating: 0, count: c["cells"])
        for i in 0..<c["updates"] { cells[i % cells.count] &+= terms[i % 64] }
        return bytes(of: cells)
      })
  }
}
