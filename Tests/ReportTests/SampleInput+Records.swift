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

  static var scores: Scores {
    func estimate(_ value: Double, _ share: Double) -> Estimate {
      Estimate(value: value, low: value * (1 - share), high: value * (1 + share))
    }
    func value(_ node: String, _ metric: Metric, _ estimate: Estimate, _ count: Int, _ exact: Rational? = nil) -> MetricValue {
      MetricValue(
        node: node, metric: metric.name, unit: metric.dimension.baseUnit, direction: metric.direction, origin: metric.origin,
        estimate: estimate, exact: exact, count: count)
    }
    var metrics: [MetricValue] = []
    for node in nodes {
      for metric in node.metrics {
        let (number, share, count): (Double, Double, Int)
        switch (node.workload, metric.name) {
        case ("gemm", _):
          let rates = gemmRates[node.coordinates.last?.value ?? ""] ?? (one: 1, all: 1)
          (number, share, count) = ((node.target == "one-core" ? rates.one : rates.all) * 0.991, 0.0034, 32)
        case ("stream", _): (number, share, count) = (22.6e9, 0.008, 60)
        case (_, "time-to-quality"): (number, share, count) = (1.888, 0.0061, 12)
        case (_, "accuracy"): (number, share, count) = (0.975, 0, 1)
        case (_, "epochs"): (number, share, count) = (23, 0, 1)
        case (_, "p50"): (number, share, count) = (0.000_195, 0.004, 2000)
        case (_, "p90"): (number, share, count) = (0.000_229, 0.006, 2000)
        case (_, "p99"): (number, share, count) = (0.000_684, 0.21, 2000)
        default: (number, share, count) = (193_400, 0.009, 24)
        }
        metrics.append(value(node.id, metric, estimate(number, share), count, metric.name == "accuracy" ? Rational(39, over: 40) : nil))
      }
    }
    return Scores(
      plan: digest(1), metrics: metrics,
      claims: [
        ClaimVerdict(
          id: "claim-1", text: "digits-training.accuracy >= 0.97", verdict: .holds,
          because: "digits-training.accuracy is 0.975, an exact result"),
        ClaimVerdict(
          id: "claim-2", text: "digits-single.p99 < 15 ms", verdict: .holds,
          because: "digits-single.p99 is 0.684 ms, 95 % interval 0.540 ms to 0.828 ms, all of it below 15 ms"),
      ], score: scoreTree(estimate), total: estimate(1.183, 0.021))
  }

  private static func scoreTree(_ estimate: (Double, Double) -> Estimate) -> [ScoreValue] {
    func leaf(_ text: String, _ ratio: Estimate, _ measured: Double, _ reference: Double, _ weight: Int) -> ScoreValue {
      ScoreValue(
        id: text, weight: Rational(1, over: Int128(weight)).present, estimate: ratio, metric: text,
        measured: Estimate(exactly: measured), reference: reference)
    }
    return [
      ScoreValue(
        id: "compute", weight: Rational(2, over: 5).present, estimate: estimate(1.347, 0.011),
        branches: [
          leaf("gemm[type=f32].throughput", estimate(1.612, 0.004), 175.9e9, 109.1e9, 2),
          leaf("stream.bandwidth", estimate(1.126, 0.009), 22.6e9, 20.1e9, 2),
        ]),
      ScoreValue(
        id: "training", weight: Rational(3, over: 10).present, estimate: estimate(1.271, 0.006),
        branches: [leaf("digits-training.time-to-quality", estimate(1.271, 0.006), 1.888, 2.4, 1)]),
      ScoreValue(
        id: "inference", weight: Rational(3, over: 10).present, estimate: estimate(0.924, 0.09),
        branches: [
          leaf("digits-single.p99", estimate(0.781, 0.21), 0.000_684, 0.000_534, 2),
          leaf("digits-offline.throughput", estimate(1.093, 0.009), 193_400, 177_000, 2),
        ]),
    ]
  }

  static var fingerprint: Fingerprint {
    typealias Field = FingerprintField
    var fields: [String: Field] = [
      "cpu.model": Field(.performance, probed: .string("AMD EPYC 9354P 32-Core Processor")),
      "cpu.vendor": Field(.informational, probed: .string("AuthenticAMD")),
      "cpu.isa": Field(
        .result, probed: .array(["sse2", "sse4.2", "avx", "avx2", "fma", "avx512f", "avx512bw", "avx512vl"].map { .string($0) })),
      "cpu.sockets": Field(.performance, probed: .number(1)), "cpu.cores": Field(.performance, probed: .number(4)),
      "cpu.threads": Field(.performance, probed: .number(8)), "cpu.numa-nodes": Field(.performance, probed: .number(1)),
      "cpu.governor": Field(.performance, absent: "/sys/devices/system/cpu/cpu0/cpufreq does not exist; the hypervisor hides it"),
      "cpu.microcode": Field(.performance, absent: "the kernel reports none inside a virtual machine"),
      "memory.total": Field(.performance, probed: .string("16384 MiB")),
      "os.name": Field(.informational, probed: .string("Debian GNU/Linux 12 (bookworm)")),
      "os.kernel": Field(.performance, probed: .string("6.1.0-26-amd64")),
      "compiler.swift": Field(.result, probed: .string("6.3.1")), "compiler.clang": Field(.result, probed: .string("21.1.0")),
      "library.openblas": Field(.result, probed: .string("0.3.21")), "library.openblas.core": Field(.result, probed: .string("SkylakeX")),
      "library.glibc": Field(.performance, probed: .string("2.36")),
      "cluster.network": Field(.performance, declared: .string("none")),
    ]
    for level in ["l1d", "l1i", "l2", "l3"] {
      fields["cache.\(level)"] = Field(.performance, probed: .string(level == "l3" ? "32 MiB, shared by 4 cores" : "32 KiB"))
    }
    for probe in ["dot-f32", "dot-f64", "exp-f32", "gemm-f32", "gemm-f64", "gemm-openblas", "log-f64", "tanh-f32"] {
      fields["probe.\(probe)"] = Field(.result, probed: .string(digest(UInt8(40 + probe.utf8.count)).hex))
    }
    for limit in ["address-space", "core", "cpu", "data", "file-size", "locked-memory", "open-files", "processes", "stack"] {
      fields["limit.\(limit)"] = Field(.performance, probed: .string(limit == "stack" ? "8 MiB" : "unlimited"))
    }
    for mitigation in ["gds", "l1tf", "mds", "meltdown", "mmio", "retbleed", "spectre-v1", "spectre-v2", "srbds", "srso", "tsx"] {
      fields["mitigation.\(mitigation)"] = Field(.performance, probed: .string("Not affected"))
    }
    for name in ["curl", "hwloc", "libyaml", "openssl", "sodium", "sqlite"] {
      fields["library.\(name)"] = Field(.informational, probed: .string("1.\(name.utf8.count).2"))
    }
    return Fingerprint(
      fields: fields, taints: ["virtualised", "swap-used"],
      evidence: ["load.1min": .number(0.42), "memory.free": .string("9211 MiB"), "cpu.megahertz": .number(3391)])
  }
}
