/// The checksums of the golden runs: each operation with its `goldenParameters` and `goldenKey`, and the training probe.
///
/// A changed value here is a changed definition, and needs a new revision of the operation.
enum GoldenValues {
  static let checksums: [String: UInt64] = [
    "adamw.f32": 0xb01d_31bd_c24c_0cfa,
    "dense.f32": 0x78bd_0f4a_14f7_df82,
    "erf.f32": 0x6a70_b736_ebf3_9c21,
    "exp.f32": 0x1af7_62b2_fc04_7d4e,
    "gemm.f32": 0x1988_54f3_0b4c_c22e,
    "gemm.f64": 0x83fc_7f6c_6c17_f81b,
    "log.f32": 0x7e1d_c699_3ebf_5706,
    "random-normal.f32": 0x399a_80db_59cd_ddf1,
    "random-normal.f64": 0xcacf_fe7c_ad52_50e1,
    "random-uniform.f32": 0xe3b2_0370_bf61_6977,
    "random-uniform.f64": 0x9627_30c0_4012_d2b3,
    "reduce-sum.f32": 0x5614_5661_5ed2_028c,
    "reduce-sum.f64": 0x9224_f9a0_dfd4_cd3b,
    "relu.f32": 0xce26_4e34_327d_1225,
    "rsqrt.f32": 0xc9a1_5d0f_55f9_de3e,
    "sgd.f32": 0x1d44_2f80_dc1c_cb50,
    "softmax-cross-entropy.f32": 0x7ce9_9de2_1413_1d16,
    "softmax.f32": 0x23fb_84e7_8501_8943,
    "stream-add.f64": 0x3266_b5b7_a60f_27f5,
    "stream-copy.f64": 0x9627_30c0_4012_d2b3,
    "stream-scale.f64": 0xd91a_670d_0a86_c7fc,
    "stream-triad.f64": 0xce0e_e625_4852_8bcd,
    "tanh.f32": 0x40e9_dc69_32d0_c529,
    "train-mlp.f32": 0x068e_e88a_9e66_0efa,
  ]

  static func checksum(_ name: String) -> UInt64 { checksums[name] ?? 0 }
}
