#!/bin/bash
# The twelve rules of a grade over many random tables, in a release build: the rooms that they are about and their tests, as a small package
# of its own, so that nothing else has to be built.
#
# At its end it ranks 100 systems of 1,000 items with 10,000 draws and prints the seconds.
#
# Usage: scripts/rules.sh [TABLES] [RUNS] (default: 100000 tables a rule, 4000 runs for each rate of false promotion)
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
folder=$root/.build/rules
mkdir -p "$folder/Sources/rank-speed" "$folder/Tests"
for room in Text Record CKernels Kernels Score Ranking; do ln -sfn "$root/Sources/$room" "$folder/Sources/$room"; done
ln -sfn "$root/Tests/RankingTests" "$folder/Tests/RankingTests"
ln -sfn "$root/scripts/rank_speed.swift" "$folder/Sources/rank-speed/main.swift"
{
  # The same rules for the code as the real package has.
  sed -n '/^\/\/ swift-tools-version/p; /^let rules/,/^]/p' Package.swift | sed '1a import PackageDescription'
  cat <<'MANIFEST'
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: rules, linkerSettings: [.linkedLibrary("m")])
}
let package = Package(
  name: "rules",
  targets: [
    .target(name: "CKernels"), room("Text"), room("Record", ["Text"]), room("Kernels", ["CKernels"]),
    room("Score", ["Record", "Kernels", "Text"]), room("Ranking", ["Record", "Kernels", "Score", "Text"]),
    .executableTarget(name: "rank-speed", dependencies: ["Ranking", "Record"], swiftSettings: rules),
    .testTarget(
      name: "RankingTests", dependencies: ["Ranking", "Score", "Record", "Kernels"], exclude: ["OutsideRankingTests.swift"],
      swiftSettings: rules),
  ],
  swiftLanguageModes: [.v6], cLanguageStandard: .c17)
MANIFEST
} >"$folder/Package.swift"
ETALON_RANK_TABLES=${1:-100000} ETALON_RANK_RUNS=${2:-4000} \
  swift test -c release -Xswiftc -enable-testing --package-path "$folder" --scratch-path "$folder/build" --disable-xctest \
  --filter 'TwelveRulesTests|FalsePromotionTests'
"$folder/build/release/rank-speed"
