#define _GNU_SOURCE
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef void curl;
struct list;
struct message {
  int kind;
  curl *handle;
  union {
    void *whatever;
    int result;
  } data;
};

// Options by number (curl/curl.h): values below 10,000 take a long, below 20,000 a pointer, below 30,000 a function, then curl_off_t.
enum {
  opt_write_data = 10001,
  opt_url = 10002,
  opt_error_buffer = 10010,
  opt_write_function = 20011,
  opt_debug_function = 20094,
  opt_debug_data = 10095,
  opt_verbose = 41,
  opt_post_fields = 10015,
  opt_user_agent = 10018,
  opt_header = 10023,
  opt_no_progress = 43,
  opt_post = 47,
  opt_follow = 52,
  opt_verify_peer = 64,
  opt_verify_host = 81,
  opt_http_version = 84,
  opt_no_signal = 99,
  opt_private = 10103,
  opt_post_size = 30120,
  opt_timeout_ms = 155,
  opt_connect_timeout_ms = 156,
  opt_no_proxy = 10177,
  opt_protocols = 181,
  info_status = 0x200000 + 2,
  info_private = 0x100000 + 21,
  info_retry_after = 0x600000 + 57,
};

static struct {
  void *library;
  char why[160];
  int (*global_init)(long);
  const char *(*version)(void);
  curl *(*easy_init)(void);
  void (*easy_cleanup)(curl *);
  int (*easy_setopt)(curl *, int, ...);
  int (*easy_getinfo)(curl *, int, ...);
  const char *(*easy_strerror)(int);
  struct list *(*list_append)(struct list *, const char *);
  void (*list_free)(struct list *);
  curl *(*multi_init)(void);
  int (*multi_add)(curl *, curl *);
  int (*multi_remove)(curl *, curl *);
  int (*multi_perform)(curl *, int *);
  int (*multi_poll)(curl *, void *, unsigned, int, int *);
  struct message *(*multi_read)(curl *, int *);
  int (*multi_cleanup)(curl *);
} lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;

static void *symbol(const char *name) {
  void *address = dlsym(lib.library, name);
  if (!address && !lib.why[0]) snprintf(lib.why, sizeof lib.why, "libcurl.so.4 has no function %s (7.66 or later is needed)", name);
  return address;
}

static void open_library(void) {
  // Never closed: libcurl's global state must outlive every client, and unloading it is not supported.
  lib.library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!lib.library) {
    snprintf(lib.why, sizeof lib.why, "libcurl is not installed (apt-get install libcurl4)");
    return;
  }
  lib.global_init = (int (*)(long))symbol("curl_global_init");
  lib.version = (const char *(*)(void))symbol("curl_version");
  lib.easy_init = (curl * (*)(void)) symbol("curl_easy_init");
  lib.easy_cleanup = (void (*)(curl *))symbol("curl_easy_cleanup");
  lib.easy_setopt = (int (*)(curl *, int, ...))symbol("curl_easy_setopt");
  lib.easy_getinfo = (int (*)(curl *, int, ...))symbol("curl_easy_getinfo");
  lib.easy_strerror = (const char *(*)(int))symbol("curl_easy_strerror");
  lib.list_append = (struct list * (*)(struct list *, const char *)) symbol("curl_slist_append");
  lib.list_free = (void (*)(struct list *))symbol("curl_slist_free_all");
  lib.multi_init = (curl * (*)(void)) symbol("curl_multi_init");
  lib.multi_add = (int (*)(curl *, curl *))symbol("curl_multi_add_handle");
  lib.multi_remove = (int (*)(curl *, curl *))symbol("curl_multi_remove_handle");
  lib.multi_perform = (int (*)(curl *, int *))symbol("curl_multi_perform");
  lib.multi_poll = (int (*)(curl *, void *, unsigned, int, int *))symbol("curl_multi_poll");
  lib.multi_read = (struct message * (*)(curl *, int *)) symbol("curl_multi_info_read");
  lib.multi_cleanup = (int (*)(curl *))symbol("curl_multi_cleanup");
  enum { everything = 3 };
  if (!lib.why[0] && lib.global_init(everything) != 0) snprintf(lib.why, sizeof lib.why, "libcurl could not start");
}

struct etalon_client {
  curl *multi;
  char version[32];
};

struct etalon_transfer {
  curl *easy;
  struct list *headers;
  char *url;
  uint8_t *request;
  uint8_t *body;
  size_t length, capacity, limit;
  int64_t tag;
  int result, sends;
  long status;
  bool is_done, is_too_large;
  char message[256];
};

etalon_client *etalon_client_open(char *why, int size) {
  pthread_once(&once, open_library);
  etalon_client *client = lib.why[0] ? NULL : calloc(1, sizeof *client);
  if (client) client->multi = lib.multi_init();
  if (!client || !client->multi) {
    snprintf(why, (size_t)size, "%s", lib.why[0] ? lib.why : "out of memory");
    free(client);
    return NULL;
  }
  // "libcurl/8.5.0 OpenSSL/…": the first word without its name.
  const char *text = lib.version();
  const char *slash = strchr(text, '/');
  snprintf(client->version, sizeof client->version, "%s", slash ? slash + 1 : text);
  client->version[strcspn(client->version, " ")] = 0;
  return client;
}

void etalon_client_close(etalon_client *client) {
  if (!client) return;
  lib.multi_cleanup(client->multi);
  free(client);
}

const char *etalon_client_version(const etalon_client *client) { return client->version; }

static size_t receive(char *bytes, size_t size, size_t count, void *context) {
  etalon_transfer *transfer = context;
  size_t more = size * count;
  if (more > transfer->limit - transfer->length) {
    transfer->is_too_large = true;
    return 0;
  }
  if (transfer->length + more > transfer->capacity) {
    size_t wanted = (transfer->length + more) * 2;
    uint8_t *grown = realloc(transfer->body, wanted);
    if (!grown) return 0;
    transfer->body = grown;
    transfer->capacity = wanted;
  }
  memcpy(transfer->body + transfer->length, bytes, more);
  transfer->length += more;
  return more;
}

// Sees everything that goes over the wire and keeps nothing of it: it counts how often the request's first line went out.
static int observe(curl *easy, int kind, char *bytes, size_t size, void *context) {
  enum { header_out = 2 };
  static const char method[] = "POST ";
  (void)easy;
  etalon_transfer *transfer = context;
  if (kind == header_out && size >= sizeof method - 1 && memcmp(bytes, method, sizeof method - 1) == 0) transfer->sends++;
  return 0;
}

static bool add_header(etalon_transfer *transfer, const char *text) {
  struct list *longer = lib.list_append(transfer->headers, text);
  if (longer) transfer->headers = longer;
  return longer != NULL;
}

static bool add_headers(etalon_transfer *transfer, const char *authorization) {
  // An empty `Expect:` keeps libcurl from waiting a second for a go-ahead that small servers never send.
  if (!add_header(transfer, "Content-Type: application/json") || !add_header(transfer, "Accept: application/json") ||
      !add_header(transfer, "Expect:"))
    return false;
  if (!authorization) return true;
  size_t size = strlen(authorization) + 32;
  char *line = malloc(size);
  if (!line) return false;
  snprintf(line, size, "Authorization: %s", authorization);
  bool is_added = add_header(transfer, line);
  explicit_bzero(line, size);
  free(line);
  return is_added;
}

static bool configure(etalon_transfer *transfer, const struct etalon_http_request *request) {
  curl *easy = transfer->easy;
  int failed = 0;
  enum { http_and_https = 3, http_1_1 = 2, name_must_match = 2 };
  failed |= lib.easy_setopt(easy, opt_url, transfer->url);
  failed |= lib.easy_setopt(easy, opt_protocols, (long)http_and_https);
  failed |= lib.easy_setopt(easy, opt_follow, 0L);
  failed |= lib.easy_setopt(easy, opt_verify_peer, 1L);
  failed |= lib.easy_setopt(easy, opt_verify_host, (long)name_must_match);
  failed |= lib.easy_setopt(easy, opt_http_version, (long)http_1_1);
  failed |= lib.easy_setopt(easy, opt_no_signal, 1L);
  failed |= lib.easy_setopt(easy, opt_no_progress, 1L);
  failed |= lib.easy_setopt(easy, opt_user_agent, "etalon");
  failed |= lib.easy_setopt(easy, opt_timeout_ms, request->timeout_ms);
  failed |= lib.easy_setopt(easy, opt_connect_timeout_ms, request->connect_timeout_ms);
  if (request->is_direct) failed |= lib.easy_setopt(easy, opt_no_proxy, "*");
  failed |= lib.easy_setopt(easy, opt_post, 1L);
  failed |= lib.easy_setopt(easy, opt_post_size, (int64_t)request->body_length);
  failed |= lib.easy_setopt(easy, opt_post_fields, transfer->request);
  failed |= lib.easy_setopt(easy, opt_header, transfer->headers);
  failed |= lib.easy_setopt(easy, opt_error_buffer, transfer->message);
  failed |= lib.easy_setopt(easy, opt_write_function, receive);
  failed |= lib.easy_setopt(easy, opt_write_data, transfer);
  failed |= lib.easy_setopt(easy, opt_debug_function, observe);
  failed |= lib.easy_setopt(easy, opt_debug_data, transfer);
  failed |= lib.easy_setopt(easy, opt_verbose, 1L);
  failed |= lib.easy_setopt(easy, opt_private, transfer);
  return failed == 0;
}

etalon_transfer *etalon_client_post(etalon_client *client, const struct etalon_http_request *request, int64_t tag) {
  etalon_transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->tag = tag;
  transfer->limit = request->answer_limit;
  transfer->easy = lib.easy_init();
  transfer->url = strdup(request->url);
  transfer->request = malloc(request->body_length + 1);
  if (transfer->easy && transfer->url && transfer->request) {
    memcpy(transfer->request, request->body, request->body_length);
    if (add_headers(transfer, request->authorization) && configure(transfer, request) &&
        lib.multi_add(client->multi, transfer->easy) == 0)
      return transfer;
  }
  transfer->is_done = true;  // not in the pool of the client
  etalon_transfer_free(client, transfer);
  return NULL;
}

static etalon_transfer *finished(etalon_client *client) {
  enum { done = 1 };
  int left = 0;
  for (struct message *message; (message = lib.multi_read(client->multi, &left));) {
    if (message->kind != done) continue;
    etalon_transfer *transfer = NULL;
    int result = message->data.result;
    curl *easy = message->handle;
    lib.easy_getinfo(easy, info_private, &transfer);
    if (!transfer) continue;
    transfer->result = result;
    lib.easy_getinfo(easy, info_status, &transfer->status);
    lib.multi_remove(client->multi, easy);
    transfer->is_done = true;
    if (result != 0 && !transfer->message[0]) snprintf(transfer->message, sizeof transfer->message, "%s", lib.easy_strerror(result));
    return transfer;
  }
  return NULL;
}

etalon_transfer *etalon_client_next(etalon_client *client, int wait_ms) {
  int running = 0;
  if (lib.multi_perform(client->multi, &running) != 0) return NULL;
  etalon_transfer *transfer = finished(client);
  if (transfer || running == 0) return transfer;
  if (lib.multi_poll(client->multi, NULL, 0, wait_ms, NULL) != 0) return NULL;
  if (lib.multi_perform(client->multi, &running) != 0) return NULL;
  return finished(client);
}

int64_t etalon_transfer_tag(const etalon_transfer *transfer) { return transfer->tag; }

enum etalon_transfer_end etalon_transfer_ending(const etalon_transfer *transfer) {
  if (transfer->is_too_large) return etalon_transfer_too_large;
  switch (transfer->result) {
    case 0: return etalon_transfer_answered;
    case 28: return etalon_transfer_timed_out;
    case 5: case 6: case 7:             // no proxy, no host, no connection
    case 8: case 18: case 52: case 55:  // a reply out of order, cut short, empty; sending failed
    case 56: case 16: case 92: case 35: // receiving failed; HTTP/2 framing; TLS handshake cut
      return etalon_transfer_broken;
    default: return etalon_transfer_refused;
  }
}

long etalon_transfer_status(const etalon_transfer *transfer) { return transfer->status; }

const uint8_t *etalon_transfer_body(const etalon_transfer *transfer, size_t *length) {
  *length = transfer->length;
  return transfer->body;
}

int etalon_transfer_resent(const etalon_transfer *transfer) { return transfer->sends > 1 ? transfer->sends - 1 : 0; }

int64_t etalon_transfer_retry_after(const etalon_transfer *transfer) {
  int64_t seconds = 0;
  lib.easy_getinfo(transfer->easy, info_retry_after, &seconds);
  return seconds > 0 ? seconds : 0;
}

const char *etalon_transfer_message(const etalon_transfer *transfer) { return transfer->message; }

void etalon_transfer_free(etalon_client *client, etalon_transfer *transfer) {
  if (!transfer) return;
  if (transfer->easy && !transfer->is_done) lib.multi_remove(client->multi, transfer->easy);
  if (transfer->easy) lib.easy_cleanup(transfer->easy);
  lib.list_free(transfer->headers);
  free(transfer->url);
  free(transfer->request);
  free(transfer->body);
  free(transfer);
}
