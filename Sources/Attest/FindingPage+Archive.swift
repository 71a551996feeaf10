extension FindingPage {
  /// Findings and faults about archives.
  static let archivePages = [
    FindingPage(
      "archive-checksum", "a header of the archive is damaged",
      "Each header has a sum of its own bytes, and this one's is another. The archive was changed or damaged on its way; nothing behind that place was read. Get it again."
    ),
    FindingPage(
      "archive-duplicate", "a name stands in the archive twice",
      "Programs that unpack archives take the first or the last of two files with one name, so two readers could see two bundles. Nothing behind that place was read."
    ),
    FindingPage(
      "archive-extension", "the archive uses an extension of the tar format",
      "Extended headers (pax, GNU) can give a file another name or size than its header, and readers differ in what they make of them. `etalon pack` needs none. Unpack an archive that you trust, and verify the folder."
    ),
    FindingPage(
      "archive-foreign", "an archive of another kind",
      "Compressed files and archives of other kinds are not opened here. The help line has the command that makes of it what `etalon verify` reads."
    ),
    FindingPage(
      "archive-form", "a header is not the one that `etalon pack` writes",
      "A bundle has one archive and no other: files only, sorted, with fixed owner, mode and time. So its digest names the bundle, and nothing can be hidden in the headers. Unpack an archive that another program wrote, verify the folder, and pack it."
    ),
    FindingPage(
      "archive-order", "the files of the archive are not sorted",
      "A bundle has one archive and no other, and its names stand in the order of their bytes. Nothing behind that place was read."),
    FindingPage(
      "archive-padding", "something stands between two files of the archive",
      "Files fill whole blocks of 512 bytes, and what is left of the last one is zero. Other bytes there belong to no file, and nothing would check them."
    ),
    FindingPage(
      "archive-size", "the size of a file is not written as it must be",
      "A size is eleven octal digits. Other spellings, such as numbers in base 256, are read in different ways by different programs."),
    FindingPage(
      "archive-trailing", "something stands behind the end of the archive",
      "An archive ends with two blocks of zeros and nothing else. What stands behind them belongs to no file, and nothing would check it."),
    FindingPage(
      "archive-truncated", "the archive ends too early",
      "The archive ends inside a file or without its two blocks of zeros: the copy is not complete. Get it again."),
    FindingPage(
      "archive-unchangeable", "nothing is added to an archive",
      "Signatures and summaries are files of the bundle's folder. Unpack the archive, sign the folder, and pack it again."),
    FindingPage(
      "archive-unfit", "a file that no archive of this form can hold",
      "An archive holds names of at most 100 bytes and files of less than 8 GiB, without any extension of the format. Pass on the folder as it is."
    ),
    FindingPage(
      "bundle-changed", "the bundle changed while it was packed",
      "A file no longer had the bytes that were checked a moment before, so nothing was written. Somebody is still writing to the folder."),
  ]
}
