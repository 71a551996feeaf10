// The size of a terminal: `ioctl` is variadic, so Swift cannot call it.
#pragma once

/// Columns of the terminal behind a file descriptor, or 0 where it is none.
int etalon_terminal_columns(int descriptor);
