import Attest
import Foundation
import Record

extension Lie {
  /// Files that are not what the manifest says, or that have no place in a bundle.
  static let aboutFiles: [Lie] =
    BundleFile.signedRecords.map { file in
      told(.files, .small, "\(file) is another one after the signature", "file-changed") { forgery in
        forgery.signed = { $0[file] = ($0[file] ?? []) + [0x0A] }
      }
    }
    + BundleFile.signedRecords.map { file in
      told(.records, .small, "\(file) has a field that nobody knows", "unknown-field") { forgery in
        if file.hasSuffix("jsonl") {
          forgery.written = { files in
            let text = String(decoding: files[file] ?? [], as: UTF8.self)
            files[file] = Array(text.replacingOccurrences(of: "{\"artifacts\"", with: "{\"aaa\":1,\"artifacts\"").utf8)
          }
        } else {
          forgery.member("certified", true, to: file)
        }
      }
    }
    + BundleFile.signedRecords.filter { $0.hasSuffix(".json") }.flatMap { file in
      [
        told(.records, .small, "\(file) is of another schema", "unknown-schema") { $0.member("schema", "urn:etalon:other:v1", to: file) },
        told(.records, .small, "\(file) is not canonical", "not-canonical") { forgery in
          forgery.written = { files in files[file] = (files[file] ?? []) + [0x20] }
        },
        told(.records, .small, "\(file) is not there", "file-missing") { forgery in forgery.written = { $0[file] = nil } },
      ]
    }
    + [
      told(.files, .small, "an artefact that nothing names", "file-unreferenced") { forgery in
        forgery.add("artifacts", Array("look".utf8))
      },
      told(.files, .small, "a transcript that nothing names", "file-unreferenced") { forgery in
        forgery.add("transcripts", Array("{}".utf8))
      },
      told(.files, .small, "item records that nothing names", "file-unreferenced") { forgery in
        forgery.add("items", Array("{}\n".utf8))
      },
      told(.files, .small, "a file under data that has no place there", "file-extra") { forgery in
        forgery.files["data/README.md"] = Array("certified".utf8)
      },
      told(.files, .small, "a file beside data", "file-extra") { forgery in
        forgery.signed = { $0["CERTIFICATE.txt"] = Array("certified".utf8) }
      },
      told(.files, .small, "a file of evidence of no kind", "file-extra") { forgery in
        forgery.signed = { $0["attestations/certificate.json"] = Array("{}".utf8) }
      },
      told(.files, .small, "a file that the manifest does not list", "file-extra") { forgery in
        forgery.signed = { $0["data/artifacts/\(SHA256.digest(of: [3]).hex)"] = [3] }
      },
      told(.files, .small, "a file that is not of the digest in its name", "name-differs") { forgery in
        forgery.files["data/artifacts/\(SHA256.digest(of: [3]).hex)"] = [4]
      },
      told(.files, .small, "a manifest out of order", "manifest-malformed") { forgery in
        forgery.signed = { files in
          let lines = String(decoding: files[Manifest.name] ?? [], as: UTF8.self).split(separator: "\n").reversed()
          files[Manifest.name] = Array((lines.joined(separator: "\n") + "\n").utf8)
        }
      },
      told(.files, .small, "a manifest with an empty line", "manifest-malformed") { forgery in
        forgery.signed = { $0[Manifest.name] = ($0[Manifest.name] ?? []) + [0x0A] }
      },
      told(.files, .small, "a manifest that leaves a file out", "file-extra") { forgery in
        forgery.signed = { files in
          let lines = String(decoding: files[Manifest.name] ?? [], as: UTF8.self).split(separator: "\n").dropLast()
          files[Manifest.name] = Array((lines.joined(separator: "\n") + "\n").utf8)
        }
      },
      told(.files, .small, "another bag", "bagit-differs") { forgery in
        forgery.signed = { $0["bagit.txt"] = Array("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n".utf8) }
      },
      told(.page, .small, "a page that tells another story", "report-differs") { forgery in
        forgery.signed = { $0["report.html"] = Array("<h1>world record</h1>".utf8) }
      },
      told(.page, .small, "an empty page", "report-differs") { forgery in forgery.signed = { $0["report.html"] = [] } },
    ]

  static let aboutEvidence: [Lie] = [
    told(.evidence, .small, "a time token that is none", "token-malformed") { forgery in
      forgery.signed = { $0["attestations/plan.tsr"] = [0x30, 0] }
    },
    told(.evidence, .small, "a proof of a log that is none", "proof-malformed") { forgery in
      forgery.signed = { $0["attestations/plan.tlog-proof"] = [0x30, 0] }
    },
    told(.evidence, .small, "a plan commitment that is none", "envelope-malformed") { forgery in
      forgery.signed = { $0["attestations/plan.dsse.json"] = Array("{}".utf8) }
    },
    told(.evidence, .small, "a plan commitment to another plan", "subject-differs") { forgery in
      forgery.signed = { files in
        let commitment = PlanCommitment(
          builder: HonestBundle.builder, plan: SHA256.digest(of: [1]), committed: Timestamp(secondsSince1970: 0), nonce: .drawn())
        files["attestations/plan.dsse.json"] = Envelope(stating: commitment, with: try SigningKey.generate()).bytes
      }
    },
    told(.evidence, .small, "a signature that stands for a plan commitment", "predicate-type") { forgery in
      forgery.signed = { $0["attestations/plan.dsse.json"] = $0["attestations/run.dsse.json"] }
    },
    told(.evidence, .small, "a co-signature under the name of another key", "keyid-differs") { forgery in
      forgery.signed = {
        $0["attestations/run.\(SHA256.digest(of: [1]).hex).dsse.json"] = $0["attestations/run.dsse.json"]
      }
    },
    told(.evidence, .small, "a verification summary of another bundle", "subject-differs") { forgery in
      forgery.signed = { files in
        let key = try SigningKey.generate()
        let summary = VerificationSummary(
          verifier: "auditor", root: SHA256.digest(of: [1]), verified: Timestamp(secondsSince1970: 0), policy: nil, hasPassed: true,
          levels: [])
        files["attestations/verify.\(key.publicKey.keyid).dsse.json"] = Envelope(stating: summary, with: key).bytes
      }
    },
    told(.evidence, .small, "an envelope with two signatures", "envelope-malformed") { forgery in
      forgery.signed = { files in
        var json = try JSON(parsing: files["attestations/run.dsse.json"] ?? [])
        guard var object = json.object, let signatures = object["signatures"]?.elements else { return }
        object["signatures"] = .array(signatures + signatures)
        json = .object(object)
        files["attestations/run.dsse.json"] = json.canonicalBytes
      }
    },
    told(.evidence, .small, "an envelope of zeros", "envelope-malformed") { forgery in
      forgery.signed = { $0["attestations/run.dsse.json"] = Array(repeating: 0, count: 5000) }
    },
    told(.evidence, .small, "more co-signatures than anyone reads", "evidence-too-much") { forgery in
      forgery.signed = { files in
        for number in 0..<100 {
          files["attestations/run.\(SHA256.digest(of: [UInt8(number)]).hex).dsse.json"] = files["attestations/run.dsse.json"]
        }
      }
    },
    told(.evidence, .small, "a co-signature that is larger than anyone reads", "too-large") { forgery in
      forgery.signed = { files in
        files["attestations/run.\(SHA256.digest(of: [1]).hex).dsse.json"] = Array(repeating: 0x20, count: 2 << 20)
      }
    },
  ]
}

extension BundleFile {
  static let signedRecords = [bounded, environment, inputs, measurements, plan, results, run, scores, trials]
}
