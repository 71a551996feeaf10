// swift-tools-version: 6.3
// Etalon: evaluations of AI chips, servers, clusters and models that anyone can verify by re-execution.
//
// The rooms and the way of the data stand in docs/architecture.md. A target may import only what its
// `dependencies` name; the linter runs the build with `--explicit-target-dependency-import-check error`.

import PackageDescription

/// Every Swift target is held to the same rules: the coming language mode, strict memory safety, no warnings.
let rules: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

/// A room of the house: a Swift library with a folder of its own under `Sources`.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  // The standard library's rounding calls libm (`trunc`, `floor`); their results are exact, so it decides no bit.
  .target(name: name, dependencies: dependencies, swiftSettings: rules, linkerSettings: [.linkedLibrary("m")])
}

/// The tests of one room.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: ["TestSupport"] + dependencies, swiftSettings: rules)
}

/// A C library that is linked, found by pkg-config.
func linked(_ name: String, _ pkgConfig: String, _ package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

/// A C library that is opened at run time: a shim with its own declarations, and no link against it.
func opened(_ name: String) -> Target {
  .target(name: name, linkerSettings: [.linkedLibrary("dl")])
}

let package = Package(
  name: "etalon",
  products: [
    .executable(name: "etalon", targets: ["etalon"]),
    .library(name: "Kernels", targets: ["Kernels", "CKernels"]),  // for the package in Benchmarks
  ],
  targets: [
    linked("CYAML", "yaml-0.1", "libyaml-dev"),
    linked("CSQLite", "sqlite3", "libsqlite3-dev"),
    linked("CCrypto", "libcrypto", "libssl-dev"),
    linked("CSodium", "libsodium", "libsodium-dev"),
    opened("CCompression"),
    opened("CCurl"),
    opened("CHwloc"),
    opened("COpenBLAS"),
    .target(name: "CKernels"),
    .target(name: "CSystem"),

    room("Text"),
    room("Record", ["Text"]),
    room("Kernels", ["CKernels"]),
    room("Spec", ["Record", "Text", "CYAML"]),
    room("ItemGeneration", ["Record", "Text", "Kernels", "Spec"]),
    room("Attest", ["Record", "Text", "CSodium", "CCrypto", "CSystem"]),
    room("Sealing", ["Attest", "Record", "Text", "CSodium"]),
    room("Prompts", ["Record", "Kernels"]),
    room("Score", ["Record", "Kernels", "Text"]),
    room("Ranking", ["Record", "Kernels", "Score", "Text"]),
    room("Report", ["Record", "Ranking", "Score", "Text"]),
    room(
      "Interpreter",
      [
        "Record", "Spec", "Kernels", "Prompts", "ItemGeneration", "Score", "Ranking", "Attest", "Sealing", "Text", "CSQLite",
        "CCompression", "CCurl", "CHwloc", "COpenBLAS", "CSystem",
      ]),
    room("CommandTree", ["Text"]),
    .executableTarget(
      name: "etalon",
      dependencies: [
        "CommandTree", "Interpreter", "ItemGeneration", "Spec", "Attest", "Sealing", "Score", "Ranking", "Report", "Record", "Text",
        "CSystem",
      ],
      swiftSettings: rules),

    .target(name: "TestSupport", dependencies: ["CSystem"], path: "Tests/TestSupport", swiftSettings: rules),
    tests("TextTests", ["Text"]),
    tests("RecordTests", ["Record"]),
    tests("SpecTests", ["Spec", "Record"]),
    tests("KernelsTests", ["Kernels", "CKernels"]),
    tests("AttestTests", ["Attest", "Record"]),
    tests("SealingTests", ["Sealing", "Attest", "Record"]),
    tests("PromptsTests", ["Prompts", "Record", "Kernels"]),
    tests("ItemGenerationTests", ["ItemGeneration", "Spec", "Record", "Attest"]),
    tests("ScoreTests", ["Score", "Record", "Kernels"]),
    tests("RankingTests", ["Ranking", "Score", "Record", "Kernels"]),
    tests("ReportTests", ["Report", "Ranking", "Attest", "Score", "Record"]),
    tests("InterpreterTests", ["Interpreter", "Attest", "Sealing", "Score", "Spec", "Kernels", "Record"]),
    tests("CommandTreeTests", ["CommandTree", "Text"]),
    tests("EtalonTests", ["Interpreter", "Record", "Attest", "Sealing"]),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c17
)
