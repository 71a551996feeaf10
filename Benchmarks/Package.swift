// swift-tools-version: 6.3
// What `make bench` builds: one program that runs Etalon's kernels, or another library, one case at a time. It is a
// package of its own so that who uses or tests Etalon builds nothing of it.

import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "etalon", path: "..")],
  targets: [
    .target(
      name: "Peers", dependencies: [.product(name: "Kernels", package: "etalon")],
      linkerSettings: [.linkedLibrary("dl"), .linkedLibrary("m")]),
    .executableTarget(
      name: "etalon-bench", dependencies: ["Peers", .product(name: "Kernels", package: "etalon")],
      swiftSettings: [
        .strictMemorySafety(),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
