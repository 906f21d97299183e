/** Bounds on a file somebody sends. Fifty thousand lines of twenty columns fit; a hostile file does not. */
export const MAX_FILE_BYTES = 12 * 1024 * 1024;
export const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
/** Read as one text by the library for old formats, and so bounded more tightly. */
export const MAX_MARKUP_BYTES = 12 * 1024 * 1024;
export const MAX_COLUMNS = 200;
/** What a spreadsheet holds in one cell; a quoted field that goes on longer is an open quote. */
export const MAX_CELL_CHARS = 32_767;
export const MAX_ROWS = 50_000;
/** A spreadsheet's own. */
export const MAX_SHEET_ROWS = 1_048_576;
export const TIME_LIMIT_MS = 60_000;
export const MEMORY_MB = 512;
/** Readers at work at once; others wait, so that the clock keeps its machine. */
export const MAX_READERS = 2;
/** Lines that cross from the reader's thread together. */
export const BATCH_LINES = 500;
