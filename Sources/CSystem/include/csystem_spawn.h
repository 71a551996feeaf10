// Starting a program in a process group of its own.
#pragma once

// Starts `arguments[0]` with nothing but these variables, standard input empty, and its output going to two descriptors; `inherited`
// become its descriptors 3, 4 and so on, all others are closed, and no signal is blocked or ignored. Both lists of texts end with a null
// pointer. Returns 0 or an error number.
int csystem_spawn(
    char *const *arguments, char *const *variables, int output, int talk, const int *inherited, int inherited_count, int *process);

// Has the calling process killed when the one that started it ends.
void csystem_end_with_parent(void);

// A descriptor that can be read once the process has ended, so that its end can be waited for with others; -1 where the system has none.
int csystem_process_end(int process);

// A pipe that no started program inherits: its reading and its writing end. Returns 0, or -1.
int csystem_pipe(int *reading, int *writing);
