/** Bounds on what a replay reads. A year of seven markets (228,551 rows, 40 MB) fits; a hostile file does not. */
export const MAX_FILES_PER_CALL = 400;
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
/** Web pages saved as .xls are parsed as one text, so they are bounded more tightly. */
export const MAX_MARKUP_BYTES = 8 * 1024 * 1024;
/** A zipped workbook, unpacked: a year of seven markets does not fit, a quarter does. */
export const MAX_UNPACKED_BYTES = 128 * 1024 * 1024;
export const MAX_ROWS_PER_FILE = 300_000;
export const MAX_COLUMNS = 64;
/** A quoted field that has not ended after this many characters is an open quote. */
export const MAX_FIELD_CHARS = 2_000;
export const MAX_NAME_CHARS = 100;
/** A header may stand under a title or two. */
export const MAX_HEADER_LINES = 5;
/** A damaged workbook can send its parser round in circles; a real day takes a tenth of a second. */
export const WORKBOOK_TIME_LIMIT_MS = 20_000;
export const WORKBOOK_MEMORY_MB = 768;
/** Σ volume × highest price of one call, in won: the most that one posting or credit line of the ledger carries. A year of seven markets is about a tenth. */
export const MAX_VALUE_PER_CALL = 10_000_000_000_000;
/** Problems beyond this are counted, not listed. */
export const MAX_PROBLEMS_LISTED = 1_000;
export const MAX_VALUE_SHOWN_CHARS = 60;
