// One contender, driven over standard input and output: the driver asks for one case and one burst at a time, so that
// contenders can take turns. Requests, each answered by one line:
//
//   prepare OPERATION TYPE name=value...   `ready`, or `missing WHY`
//   burst thread|wall SECONDS              `burst` and its numbers
//   errors data=KIND k=N                   `errors ETALON CHAIN`
//   facts                                  `facts` and tab-separated `name=value`
import Glibc
import Kernels

func contender(_ name: String, threads: Int, library: String) throws -> any Contender {
  if name == "etalon" { return try Etalon(threads: threads) }
  if name == "blas" { return try BLAS(path: library, threads: threads) }
  guard let kind = CLibrary.Kind(rawValue: name) else { throw Missing("no contender is called \(name)") }
  return CLibrary(kind: kind, threads: threads)
}

func answer(_ request: Request, _ who: any Contender, _ current: inout Measurement?) throws -> String {
  switch request.verb {
  case "prepare":
    current = nil
    current = try Measurement(try who.job(request), hold: request["hold", default: 0] == 1)
    return "ready"
  case "burst":
    let clock = request.words.first == "thread" ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC
    guard let current, let budget = request.words.last.flatMap(Double.init) else { throw Missing("nothing is prepared") }
    return try current.burst(clock: clock, budget: budget).line
  case "errors":
    guard let etalon = who as? Etalon else { throw Missing("only Etalon knows its errors") }
    let errors = try etalon.errors(request)
    return "errors \(errors.etalon) \(errors.chain)"
  case "facts":
    return "facts\t" + who.facts.map { "\($0.name)=\($0.value)" }.joined(separator: "\t")
  default:
    throw Missing("no request is called \(request.verb)")
  }
}

let arguments = CommandLine.arguments
guard arguments.count >= 3, let threads = Int(arguments[2]) else {
  print("usage: etalon-bench etalon|blas|libmvec|libm|loop|fftw THREADS [LIBRARY]")
  exit(2)
}
do {
  let who = try contender(arguments[1], threads: threads, library: arguments.count > 3 ? arguments[3] : "")
  print("ready")
  fflush(nil)
  var current: Measurement?
  while let line = readLine() {
    do {
      print(try answer(Request(line), who, &current))
    } catch let missing as Missing {
      print("missing \(missing.reason)")
    } catch let error as KernelError {
      print("missing \(error.message)")
    } catch {
      print("missing \(error)")
    }
    fflush(nil)
  }
} catch let missing as Missing {
  print("missing \(missing.reason)")
}
