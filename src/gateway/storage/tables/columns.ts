/** SQLite knows no booleans, and both databases are to hold the same values. */
export type Bit = 0 | 1;
/** JSON as text. */
export type Json = string;
/** Epoch milliseconds. */
export type Millis = number;
