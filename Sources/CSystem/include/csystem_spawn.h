// Starting a program in a process group of its own.
#pragma once

// Starts `arguments[0]` with nothing but these variables, standard input empty, and its output going to two descriptors; all other
// descriptors are closed, and no signal is blocked or ignored. Both lists end with a null pointer. Returns 0 or an error number.
int csystem_spawn(char *const *arguments, char *const *variables, int output, int talk, int *process);

// A pipe that no started program inherits: its reading and its writing end. Returns 0, or -1.
int csystem_pipe(int *reading, int *writing);
