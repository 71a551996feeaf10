// Small doors to the C library that Swift cannot open itself: variadic functions, macros and global variables.
#pragma once
#include <stdio.h>
