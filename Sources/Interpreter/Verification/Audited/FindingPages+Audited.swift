internal import Attest

/// Findings about openings of sealed runs.
let auditPages = [
  FindingPage(
    "audit-choice", "the audited items were not chosen by the beacon",
    "An audit shows the items that come first by SHA-256 of the bundle's root, the pulse and their index, and the pulse comes after the run, "
      + "after a time by which somebody else says that the bundle existed, and the set was sealed before the run. The pulse is the first one behind that time, and the plan says how many items are opened (`audit: N` of "
      + "the sealed set). Others were shown, or more or fewer, or another pulse was taken: whoever made the audit could choose. "
      + "`https://beacon.nist.gov/beacon/2.0/pulse/time/next/MILLISECONDS` gives the first pulse behind a time."
  ),
  FindingPage(
    "audit-differs", "the audit does not fit the bundle",
    "An audit is about one bundle, by its root, and about a sealed set that the bundle's plan names. It is of another one, or lacks something of this one."
  ),
  FindingPage(
    "audit-missing", "no audit was given",
    "The property `audited` is judged from openings of a sealed run: `etalon dataset audit` makes them, and `etalon verify --audit FILE` scores them again."
  ),
  FindingPage(
    "audit-shots", "an item cannot be audited alone",
    "The item's prompt shows other items of the same sealed set, which stay closed, so the prompt cannot be made again. Take the examples from an open set."
  ),
  FindingPage(
    "audit-verdict", "a verdict is not what its transcript gives",
    "The run committed to a transcript and a verdict for each item. What is shown of this item is not what was committed to, or scoring it here gives another verdict."
  ),
  FindingPage(
    "seal-audit", "an audit cannot be read",
    "`etalon dataset audit` writes a record of the schema `etalon-audit-1`, and `etalon verify --audit` reads it."
  ),
]
