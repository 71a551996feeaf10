// Transfers that are measured: blocks of a file, and messages over the loopback network.
#pragma once

#include <stddef.h>
#include <stdint.h>

// Memory on a boundary of 4,096 bytes, zeroed and in place, or NULL; `free` gives it back.
void *csystem_pages(size_t bytes);

// Word i of the buffer becomes splitmix64 of start + i + 1; the last word may be cut.
void csystem_fill(uint8_t *buffer, size_t bytes, uint64_t start);
// FNV-1a of 64 bits over the words of a buffer instead of its bytes, the last word filled up with zeros.
uint64_t csystem_checksum(const uint8_t *buffer, size_t bytes);

enum { CSYSTEM_SYNC_NEVER = 0, CSYSTEM_SYNC_END = 1, CSYSTEM_SYNC_EACH = 2 };

typedef struct {
  int descriptor, writes;
  uint8_t *buffer;         // block i of the file is block i of the buffer
  const uint64_t *order;   // of the blocks
  size_t count, block;
  int depth;               // requests under way at once, each from a thread of its own
  int sync;
} csystem_transfer;

// Reads or writes every block in the given order. Returns 0, or the error.
int csystem_transfer_blocks(const csystem_transfer *transfer);

// The flag of open for input and output past the page cache.
int csystem_direct_flag(void);

typedef struct csystem_loopback csystem_loopback;
// A connection over 127.0.0.1 (TCP without delay) with a thread at its far end, which sends each message of `size` bytes back (echo), or takes
// `count` of them and answers with one byte. Sets *error and returns NULL where the system refuses.
csystem_loopback *csystem_loopback_open(size_t size, size_t count, int echo, int *error);
// Sends the messages of the buffer one after another. received is the memory of what came: back, or at the far end. Returns 0, or the error.
int csystem_loopback_run(csystem_loopback *link, const uint8_t *buffer, uint8_t *received);
void csystem_loopback_close(csystem_loopback *link);
