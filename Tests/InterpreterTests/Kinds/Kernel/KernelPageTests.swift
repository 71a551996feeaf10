import Foundation
@testable import Interpreter
import Record
import Spec
import TestSupport
import Testing

@Suite struct `The page on kernels` {
  /// The page, as the catalogue of this release makes it.
  static var page: String {
    var lines = [
      "# Kernels", "",
      "What a `kernel` workload can name. [numerics.md](numerics.md) defines each operation bit for bit. This page follows from the catalogue;",
      "a test keeps it so.", "", "| kernel | what it computes | types | sizes in `with` | revision | vendor tier |",
      "|---|---|---|---|---|---|",
    ]
    for kernel in Catalogue.current.kernels {
      let sizes = kernel.parameters.map { parameter in
        "`\(parameter.name)`: \(parameter.meaning)" + (parameter.standard.map { " (\($0))" } ?? "")
      }
      lines.append(
        "| `\(kernel.name)` | \(kernel.summary) | \(kernel.types.joined(separator: ", ")) | \(sizes.joined(separator: "; ")) "
          + "| \(kernel.revision) | \(kernel.vendorTypes.isEmpty ? "no" : kernel.vendorTypes.joined(separator: ", ")) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  @Test func `lists what the catalogue has`() throws {
    let path = Repository.path("docs/kernels.md")
    if Repository.updates { try Data(Self.page.utf8).write(to: URL(filePath: path)) }
    #expect(try Repository.text(of: path) == Self.page)
  }
}
