import Record
import TestSupport

extension SampleInput {
  static func measurements(_ random: inout SeededGenerator) -> Measurements {
    var trials: [TrialMeasurement] = []
    for node in nodes {
      let series: SampleSeries
      switch node.workload {
      case "gemm":
        let type = node.coordinates.last?.value ?? "f32"
        let rates = gemmRates[type] ?? (one: 1e9, all: 1e9)
        let rate = node.target == "one-core" ? rates.one : rates.all
        series = times(32, around: 2_147_483_648 / rate, spread: 0.012, tail: 0.06, &random)
      case "stream": series = times(60, around: 0.0203, spread: 0.02, tail: 0.05, drift: 0.05, &random)
      case "digits-training": series = times(12, around: 1.87, spread: 0.015, tail: 0, &random)
      case "digits-single": series = latencies(&random)
      default: series = times(24, around: 0.00182, spread: 0.02, tail: 0.1, &random)
      }
      trials.append(
        TrialMeasurement(
          node: node.id, index: 0, series: [series], warmup: 2, stopped: node.workload == "digits-single" ? .max : .rule,
          witnesses: [
            Witness(
              steal: node.workload == "stream" ? 18_400_000 : 0, involuntarySwitches: 14, cpuPressure: 1.2, megahertz: 3391, throttled: 0),
            Witness(megahertz: 3402),
          ]))
    }
    return Measurements(plan: digest(1), trials: trials)
  }

  private static func times(
    _ count: Int, around seconds: Double, spread: Double, tail: Double, drift: Double = 0, _ random: inout SeededGenerator
  ) -> SampleSeries {
    SampleSeries(
      name: "time",
      nanoseconds: (0..<count).map { index -> U64 in
        let late: Double = random.unit() < tail ? random.unit() * 0.25 : 0
        let slope: Double = drift * Double(index) / Double(count)
        let usual: Double = 1 + spread * random.normal().magnitude
        return U64(UInt64(seconds * 1e9 * (usual + late + slope)))
      })
  }

  private static func latencies(_ random: inout SeededGenerator) -> SampleSeries {
    SampleSeries(
      name: "latency",
      nanoseconds: (0..<2000).map { _ -> U64 in
        let slow: Double = random.unit() < 0.012 ? 1 + random.unit() * 9 : 1
        let second: Double = random.unit() < 0.2 ? 0.18 : 0
        let usual: Double = 1 + 0.05 * random.normal().magnitude + second
        return U64(UInt64(186_000 * usual * slow))
      })
  }

  static var results: Results {
    Results(
      plan: digest(1),
      trials: nodes.map { node in
        switch node.workload {
        case "digits-training":
          let loss = (0..<23).map { (epoch: Int) -> Double in 2.25 / (1 + 0.62 * Double(epoch)) + 0.02 + 0.011 * Double(epoch * 7 % 5) }
          return TrialResult(
            node: node.id, index: 0,
            values: [
              ResultValue("weights", .exact, .digest(digest(31))), ResultValue("loss", .exact, .series(loss)),
              ResultValue("accuracy", .exact, .share(of: 351, total: 360)), ResultValue("epochs", .exact, .count(23)),
              ResultValue("reached", .exact, .flag(true)),
            ])
        case "digits-single", "digits-offline":
          return TrialResult(
            node: node.id, index: 0,
            values: [
              ResultValue("predictions", .exact, .digest(digest(32))), ResultValue("accuracy", .exact, .share(of: 351, total: 360)),
            ])
        default: return TrialResult(node: node.id, index: 0, values: [ResultValue("output", .exact, .digest(digest(33)))])
        }
      })
  }

  static var fingerprint: Fingerprint {
    typealias Field = FingerprintField
    let hidden = "no cpufreq driver (usual in a virtual machine)"
    var fields: [String: Field] = [
      "build.c-compiler": Field(.result, probed: "clang 21.1.0"), "build.optimized": Field(.performance, probed: true),
      "build.swift": Field(.result, probed: "6.3.1"), "cpu.architecture": Field(.result, probed: "x86_64"),
      "cpu.boost": Field(.performance, absent: hidden), "cpu.governor": Field(.performance, absent: hidden),
      "cpu.family": Field(.informational, probed: ["family": 25, "model": 17, "stepping": 1]),
      "cpu.isa": Field(.result, probed: ["sse2", "sse4.2", "avx", "avx2", "fma", "avx512f", "avx512bw", "avx512vl"]),
      "cpu.max-megahertz": Field(.performance, absent: hidden), "cpu.microcode": Field(.performance, probed: "0xa101148"),
      "cpu.model": Field(.performance, probed: "AMD EPYC 9354P 32-Core Processor"), "cpu.smt": Field(.performance, probed: "on"),
      "cpu.vendor": Field(.informational, probed: "AuthenticAMD"), "library.openblas": Field(.result, probed: "0.3.21"),
      "library.openblas.core": Field(.result, probed: "SkylakeX"), "library.sqlite": Field(.informational, probed: "3.40.1"),
      "limits.affinity": Field(.performance, probed: "0-7"), "limits.cores": Field(.performance, probed: 8),
      "limits.cpu-quota": Field(.performance, absent: "no quota is set"), "limits.memory": Field(.performance, probed: 17_179_869_184),
      "memory.huge-page-size": Field(.performance, probed: 2_097_152), "memory.page-size": Field(.performance, probed: 4096),
      "memory.swap": Field(.performance, probed: 4_294_967_296), "memory.total": Field(.performance, probed: 17_179_869_184),
      "memory.transparent-huge-pages": Field(.performance, probed: "madvise"),
      "os.address-randomisation": Field(.performance, probed: 2), "os.clocksource": Field(.performance, probed: "tsc"),
      "os.kernel": Field(.performance, probed: "6.1.0-26-amd64"), "os.libc": Field(.performance, probed: "glibc 2.36"),
      "os.mitigations": Field(.performance, probed: ["spectre_v1": "usercopy barriers", "spectre_v2": "Retpolines; IBPB"]),
      "os.release": Field(.informational, probed: "Debian GNU/Linux 12 (bookworm)"),
      "topology.caches": Field(.performance, probed: ["L1d": "32 KiB", "L2": "1 MiB", "L3": "32 MiB"]),
      "topology.cores": Field(.performance, probed: 4), "topology.memory-nodes": Field(.performance, probed: 1),
      "topology.packages": Field(.performance, probed: 1), "topology.source": Field(.informational, probed: "hwloc 2.9.0"),
      "topology.threads": Field(.performance, probed: 8), "cluster.network": Field(.performance, declared: "none"),
      "virtualisation.container": Field(.performance, probed: "none"), "virtualisation.hypervisor": Field(.performance, probed: "kvm"),
    ]
    for (index, probe) in ["dot-f32", "dot-f64", "exp-f32", "gemm-f32", "gemm-f64", "gemm-openblas", "log-f64", "tanh-f32"].enumerated() {
      fields["probe.\(probe)"] = Field(.result, probed: .string(digest(UInt8(40 + index)).hex))
    }
    for limit in ["core", "cpu", "data", "file-size", "locked-memory", "open-files", "processes", "stack"] {
      fields["limits.\(limit)"] = Field(.performance, probed: limit == "stack" ? "8 MiB" : "unlimited")
    }
    return Fingerprint(
      fields: fields, taints: ["virtualised", "swap-used"],
      evidence: ["load.1min": 0.42, "memory.free": 9_658_572_800, "cpu.megahertz": 3391])
  }
}
