public import Record

extension RunFault {
  /// What can go wrong; the raw values are public and stable, and each has a page of `etalon explain`.
  public enum Code: String, Sendable, Hashable, CaseIterable {
    // MARK: The whole run ends
    /// The head of an age file was changed.
    case ageChanged = "age-changed"
    /// The head of an age file cannot be read.
    case ageHeader = "age-header"
    /// No identity opens a sealed set.
    case ageIdentity = "age-identity"
    /// An age file was cut, changed or put together in another order.
    case agePayload = "age-payload"
    /// The commitment of a sealed set cannot be read.
    case sealCommitment = "seal-commitment"
    /// A sealed set is not the one of its commitment.
    case sealDiffers = "seal-differs"
    /// The access log of a sealed set is no chain.
    case sealLog = "seal-log"
    /// An access to a sealed set cannot be logged.
    case sealUnlogged = "seal-unlogged"
    /// The key signed the bundle before.
    case alreadySigned = "already-signed"
    /// An archive of a kind that is not read.
    case archiveForeign = "archive-foreign"
    /// A bundle that an archive cannot hold.
    case archiveUnfit = "archive-unfit"
    /// The bundle changed while it was read.
    case bundleChanged = "bundle-changed"
    /// Something would have to be added to an archive.
    case archiveUnchangeable = "archive-unchangeable"
    /// The user's file of declared facts has a line that is none.
    case badDeclaration = "bad-declaration"
    /// The user's file of limits has a line that is none.
    case badLimits = "bad-limits"
    /// The user's file of prices has a line that is none.
    case badPrices = "bad-prices"
    /// The user's credentials file has a line that is none.
    case badCredentials = "bad-credentials"
    /// A bundle stands at the path already.
    case bundleExists = "bundle-exists"
    /// A bundle lacks a file that is needed.
    case bundleIncomplete = "bundle-incomplete"
    /// A bundle is not what its manifest says.
    case bundleNotIntact = "bundle-not-intact"
    /// A name cannot be the path of a file in a bundle.
    case bundlePath = "bundle-path"
    /// A record cannot be written or read.
    case bundleRecord = "bundle-record"
    /// The disk is full.
    case diskFull = "disk-full"
    /// A file is larger than is read into memory.
    case fileTooLarge = "file-too-large"
    /// The user asked to stop.
    case interrupted
    /// Another process has the journal.
    case journalBusy = "journal-busy"
    /// A journal is not as this release writes it.
    case journalCorrupt = "journal-corrupt"
    /// A journal is one of another plan.
    case journalDiffers = "journal-differs"
    /// A journal holds nothing.
    case journalEmpty = "journal-empty"
    /// A journal of this name is there already.
    case journalExists = "journal-exists"
    /// SQLite or the system refuses to keep the journal.
    case journalFailed = "journal-failed"
    /// There is no interrupted run to go on with.
    case noJournal = "no-journal"
    /// Memory that will hold sealed items could reach the disk.
    case memoryUnlocked = "memory-unlocked"
    /// The system gives no more file descriptors.
    case noPipe = "no-pipe"
    /// There is no such file.
    case noSuchFile = "no-such-file"
    /// A folder is no bundle.
    case notABundle = "not-a-bundle"
    /// Something that is no regular file stands at a path.
    case notAFile = "not-a-file"
    /// A pulse is of a time that is yet to come.
    case pulseEarly = "pulse-early"
    /// Seeds depend on a pulse, and none was given.
    case pulseMissing = "pulse-missing"
    /// A pulse was given that no seed depends on.
    case pulseUnused = "pulse-not-needed"
    /// The run has not finished.
    case notFinished = "not-finished"
    /// A bundle's answers cannot be judged anew as asked.
    case notRescorable = "not-rescorable"
    /// The system refuses access.
    case notPermitted = "not-permitted"
    /// Others may read the user's credentials.
    case openCredentials = "open-credentials"
    /// The system gives no more memory.
    case outOfMemory = "out-of-memory"
    /// The system refuses for another reason.
    case systemError = "system-error"
    /// The user's credentials file cannot be read.
    case unreadableCredentials = "unreadable-credentials"
    /// Others can write what decides whom to believe.
    case writableByOthers = "writable-by-others"
    /// A fault of another room that this one has no code for.
    case unexpected

    // MARK: One trial is refused: nothing of it is executed
    /// Limits of the spec lie above what the user's configuration lets programs have.
    case aboveCeiling = "above-ceiling"
    /// A layer of the sandbox that the spec requires is not to be had.
    case isolationMissing = "isolation-missing"
    /// A folder holds what cannot be an input.
    case unusableFolder = "unusable-folder"
    /// An input has another digest than the plan pins.
    case inputDiffers = "input-differs"
    /// An input is nowhere to be found by its digest.
    case inputMissing = "input-missing"
    /// The plan contradicts itself.
    case invalidPlan = "invalid-plan"
    /// A sealed set cannot be opened here.
    case sealed
    /// The user did not give a permission that the cell needs.
    case notAllowed = "not-allowed"
    /// A spec names a file outside its folder.
    case outsideSpec = "outside-spec"
    /// The system does not give what the operation needs: direct input and output, room on the disk, the loopback network.
    case systemRefused = "system-refused"
    /// The host does not meet the target.
    case targetNotMet = "target-not-met"

    // MARK: One trial is skipped
    /// A cell that this one needs did not finish.
    case needMissing = "need-missing"

    // MARK: One trial is cut
    /// A time limit was reached.
    case cut

    // MARK: One trial fails
    /// An argument of a program holds a zero byte.
    case badArgument = "bad-argument"
    /// An endpoint's address cannot be used.
    case badEndpoint = "bad-endpoint"
    /// An item cannot be written as a record.
    case badItem = "bad-item"
    /// A dataset holds a line that is no item.
    case badItems = "bad-items"
    /// A document of templates cannot be read, or gives no items.
    case badTemplate = "bad-template"
    /// A name is not one part of a path.
    case badName = "bad-name"
    /// An answer cannot be written as a record.
    case badTranscript = "bad-transcript"
    /// The weights that are kept on the way are too large together.
    case checkpointsTooLarge = "checkpoints-too-large"
    /// A program ended with an error.
    case commandFailed = "command-failed"
    /// A loss or a weight is infinite or not a number.
    case diverged
    /// A label, a feature or a stream key is not usable.
    case invalidData = "invalid-data"
    /// A dataset cannot be read as the plan declares it.
    case invalidDataset = "invalid-dataset"
    /// Bytes are not the weights that were expected.
    case invalidSafetensors = "invalid-safetensors"
    /// This host lacks the library of a backend.
    case libraryUnavailable = "library-unavailable"
    /// A subject replied to a query that nobody asked.
    case lostQuery = "lost-query"
    /// The end of a program could not be observed.
    case lostProcess = "lost-process"
    /// The sandbox is not installed.
    case noBubblewrap = "no-bubblewrap"
    /// An operation has no error bound, so that nothing could judge its outputs.
    case noErrorBound = "no-error-bound"
    /// An evaluation has nothing to ask.
    case noItems = "no-items"
    /// libcurl is not installed.
    case noLibcurl = "no-libcurl"
    /// A program left no output of a name.
    case noOutput = "no-output"
    /// A number does not stand in a program's output.
    case noReading = "no-reading"
    /// This release does not carry the scorer.
    case noScorer = "no-scorer"
    /// There is no folder for a program to work in.
    case noScratch = "no-scratch"
    /// The plan has no subject of a name.
    case noSubject = "no-subject"
    /// A needed cell left no artefact of a name.
    case noSuchArtifact = "no-such-artifact"
    /// The plan has no input of a name.
    case noSuchInput = "no-such-input"
    /// A result or a reading is not a finite number.
    case notFinite = "not-finite"
    /// A program could not be started.
    case notStarted = "not-started"
    /// A program wrote more than allowed.
    case outputTooLarge = "output-too-large"
    /// A parameter lies outside its range.
    case parameterOutOfRange = "parameter-out-of-range"
    /// The sandbox could not be made.
    case sandboxFailed = "sandbox-failed"
    /// Sizes that must agree do not.
    case shapeMismatch = "shape-mismatch"
    /// The stop rule has no value.
    case stopRule = "stop-rule"
    /// The system refuses the number of threads.
    case threadsUnavailable = "threads-unavailable"
    /// A program took more memory, processes or files than it may have.
    case tookTooMuch = "took-too-much"
    /// The work needs more memory than it may have.
    case tooLarge = "too-large"
    /// No operation has the name.
    case unknownOperation = "unknown-operation"
    /// An operation has no parameter of the name.
    case unknownParameter = "unknown-parameter"
    /// Repetitions of one trial gave different bits.
    case unstable
    /// The processor lacks the instruction set.
    case unsupportedInstructionSet = "unsupported-instruction-set"
    /// A backend does not have the operation.
    case unsupportedOperation = "unsupported-operation"
    /// The plan needs another revision of an operation.
    case unsupportedRevision = "unsupported-revision"
    /// An operation does not exist for an element type.
    case unsupportedType = "unsupported-type"
    /// The vendor's library computed a wrong product.
    case wrongProduct = "wrong-product"
    /// A cell of another kind.
    case wrongWork = "wrong-work"
  }
}

extension RunFault.Code {
  /// What a fault of this kind makes of the one trial that it ends; `nil` where it ends the whole run.
  public var status: TrialStatus? {
    switch self {
    case .ageChanged, .ageHeader, .ageIdentity, .agePayload, .sealCommitment, .sealDiffers, .sealLog, .sealUnlogged, .alreadySigned,
      .archiveForeign, .archiveUnchangeable, .archiveUnfit, .bundleChanged, .badCredentials, .badDeclaration, .badLimits,
      .badPrices, .bundleExists,
      .bundleIncomplete, .bundleNotIntact, .bundlePath, .bundleRecord,
      .diskFull, .fileTooLarge, .interrupted, .journalBusy, .journalCorrupt, .journalDiffers, .journalEmpty, .journalExists,
      .journalFailed, .noJournal, .noPipe, .noSuchFile, .notABundle, .notAFile, .notFinished, .notRescorable, .notPermitted, .pulseEarly,
      .pulseMissing, .pulseUnused,
      .memoryUnlocked, .openCredentials, .outOfMemory, .systemError, .unreadableCredentials, .unexpected, .writableByOthers:
      nil
    case .aboveCeiling, .inputDiffers, .inputMissing, .invalidPlan, .isolationMissing, .notAllowed, .outsideSpec, .sealed, .systemRefused,
      .targetNotMet,
      .unusableFolder:
      .refused
    case .needMissing: .skipped
    case .cut: .cut
    case .badArgument, .badEndpoint, .badItem, .badItems, .badName, .badTemplate, .badTranscript, .checkpointsTooLarge, .commandFailed,
      .diverged,
      .invalidData, .invalidDataset, .invalidSafetensors, .libraryUnavailable, .lostProcess, .lostQuery, .noBubblewrap, .noErrorBound,
      .noItems, .noLibcurl, .noOutput, .noReading, .noScorer, .noScratch, .noSubject, .noSuchArtifact, .noSuchInput, .notFinite,
      .notStarted, .outputTooLarge, .parameterOutOfRange, .sandboxFailed, .shapeMismatch, .stopRule, .threadsUnavailable,
      .tookTooMuch, .tooLarge, .unknownOperation, .unknownParameter, .unstable, .unsupportedInstructionSet, .unsupportedOperation,
      .unsupportedRevision, .unsupportedType, .wrongProduct, .wrongWork:
      .failed
    }
  }
}
