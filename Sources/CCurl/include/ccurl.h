// libcurl, opened at run time: a client that posts JSON over HTTP and HTTPS, several requests at a time from one thread.
//
// The shim has its own declarations of the few functions and numbers it uses (ABI of libcurl.so.4), since `curl_easy_setopt` is
// variadic and nothing may be linked. It decides what must hold for every request: no other protocol, no redirect, verified TLS,
// no answer longer than asked for, no compressed answer.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// A client with its pool of connections. Use from one thread at a time.
typedef struct etalon_client etalon_client;

/// One request and what became of it.
typedef struct etalon_transfer etalon_transfer;

/// Where requests go and how; everything is copied.
struct etalon_http_target {
  const char *url;
  /// The value of the Authorization header, or null.
  const char *authorization;
  long timeout_ms;
  long connect_timeout_ms;
  /// The most bytes of an answer.
  size_t answer_limit;
  /// Whether the environment's proxy is passed by.
  bool is_direct;
  /// Whether it is kept when each piece of an answer came.
  bool keeps_moments;
};

/// When a piece of an answer was there.
struct etalon_moment {
  /// The bytes of the answer up to and with the piece.
  size_t end;
  /// Nanoseconds of the monotonic clock.
  uint64_t nanoseconds;
};

/// How a transfer ended.
enum etalon_transfer_end {
  /// An answer came, whatever its status.
  etalon_transfer_answered,
  /// The connection could not be made, or broke.
  etalon_transfer_broken,
  etalon_transfer_timed_out,
  etalon_transfer_too_large,
  /// The request itself is wrong, or the peer cannot be trusted: trying again changes nothing.
  etalon_transfer_refused,
};

/// The version of the library, such as `8.5.0`; null with a reason in `why` where there is none.
const char *etalon_curl_version(char *why, int size);

/// Opens the library once a process and makes a client for one target; null with a reason in `why`.
etalon_client *etalon_client_open(const struct etalon_http_target *target, char *why, int size);
/// Every transfer must have been freed.
void etalon_client_close(etalon_client *client);

/// Starts a request with a body, which is copied; null where memory is short or the URL is none. `tag` comes back with it.
etalon_transfer *etalon_client_post(etalon_client *client, const uint8_t *body, size_t length, int64_t tag);

/// Drives all requests until one finishes or the time is over; the next finished one, or null.
etalon_transfer *etalon_client_next(etalon_client *client, int wait_ms);

int64_t etalon_transfer_tag(const etalon_transfer *transfer);
enum etalon_transfer_end etalon_transfer_ending(const etalon_transfer *transfer);
/// The HTTP status, 0 where none came.
long etalon_transfer_status(const etalon_transfer *transfer);
const uint8_t *etalon_transfer_body(const etalon_transfer *transfer, size_t *length);
/// How often the request went out again inside this transfer: libcurl does so where a kept connection turns out to be dead.
int etalon_transfer_resent(const etalon_transfer *transfer);
/// Seconds the server asks to wait, 0 where it does not.
int64_t etalon_transfer_retry_after(const etalon_transfer *transfer);
/// When each piece of the answer came, where the target keeps moments.
const struct etalon_moment *etalon_transfer_moments(const etalon_transfer *transfer, size_t *count);
/// When the last piece of the answer came, in nanoseconds of the monotonic clock; 0 where none came.
uint64_t etalon_transfer_last(const etalon_transfer *transfer);
/// A sentence about what went wrong, or an empty text.
const char *etalon_transfer_message(const etalon_transfer *transfer);
/// Frees a finished request, or breaks off a running one; the client keeps what can be used again.
void etalon_transfer_free(etalon_client *client, etalon_transfer *transfer);
