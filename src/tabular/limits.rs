//! How much a file may hold before it is refused: a party's largest list passes, a file made to exhaust memory does not.

/// Bytes of a file as it lies on the disk.
pub const FILE_BYTES: u64 = 512 * 1024 * 1024;
/// Bytes of a workbook (a ZIP archive) once unpacked.
pub const UNPACKED_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Files inside a workbook.
pub const ARCHIVE_ENTRIES: usize = 10_000;
/// Cells of one row; a spreadsheet's own limit.
pub const ROW_CELLS: usize = 16_384;
/// Bytes of one cell.
pub const CELL_BYTES: usize = 1024 * 1024;
/// Cells of one sheet that hold something.
pub const SHEET_CELLS: usize = 50_000_000;
/// Contacts of one vCard file.
pub const CARDS: usize = 1_000_000;
/// Bytes of a vCard file; each contact carries pictures, so this is generous.
pub const CARD_FILE_BYTES: usize = 256 * 1024 * 1024;
