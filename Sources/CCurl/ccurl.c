#define _GNU_SOURCE
#include "ccurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>

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
  opt_before_request = 20312,
  opt_before_request_data = 10313,
  opt_multi_socket_function = 20001,
  opt_multi_socket_data = 10002,
  opt_multi_timer_function = 20004,
  opt_multi_timer_data = 10005,
  opt_multi_connections = 6,
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
  int (*multi_setopt)(curl *, int, ...);
  int (*multi_action)(curl *, int, int, int *);
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
  lib.multi_setopt = (int (*)(curl *, int, ...))symbol("curl_multi_setopt");
  lib.multi_action = (int (*)(curl *, int, int, int *))symbol("curl_multi_socket_action");
  lib.multi_read = (struct message * (*)(curl *, int *)) symbol("curl_multi_info_read");
  lib.multi_cleanup = (int (*)(curl *))symbol("curl_multi_cleanup");
  enum { everything = 3 };
  if (!lib.why[0] && lib.global_init(everything) != 0) snprintf(lib.why, sizeof lib.why, "libcurl could not start");
}

enum { most_spare = 1024 };

struct etalon_client {
  curl *multi;
  struct list *headers;
  char *url;
  size_t answer_limit;
  long timeout_ms, connect_timeout_ms;
  bool is_direct, keeps_moments;
  // Sockets that libcurl waits for, and the moment of its next timer; 0 where there is none.
  int sockets;
  uint64_t timer;
  // Transfers that came to their end, ready to be used again: making and configuring one costs more than a request.
  etalon_transfer *spare;
  int spares;
};

struct etalon_transfer {
  curl *easy;
  uint8_t *request;
  uint8_t *body;
  size_t length, capacity, limit;
  struct etalon_moment *moments;
  size_t moment_count, moment_capacity;
  bool keeps_moments;
  int64_t tag;
  int result, sends;
  long status;
  uint64_t last;
  bool is_done, is_too_large;
  char message[256];
  etalon_transfer *next;
};

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

const char *etalon_curl_version(char *why, int size) {
  pthread_once(&once, open_library);
  if (lib.why[0]) {
    snprintf(why, (size_t)size, "%s", lib.why);
    return NULL;
  }
  // "libcurl/8.5.0 OpenSSL/…": the first word without its name.
  static char version[32];
  const char *text = lib.version();
  const char *slash = strchr(text, '/');
  char copy[sizeof version];
  snprintf(copy, sizeof copy, "%s", slash ? slash + 1 : text);
  copy[strcspn(copy, " ")] = 0;
  memcpy(version, copy, sizeof version);
  return version;
}

static int watch(curl *easy, int socket, int what, void *context, void *known) {
  enum { poll_in = 1, poll_out = 2, poll_in_and_out = 3, poll_remove = 4 };
  (void)easy;
  etalon_client *client = context;
  if (what == poll_remove) {
    epoll_ctl(client->sockets, EPOLL_CTL_DEL, socket, NULL);
    return 0;
  }
  struct epoll_event event = {.data.fd = socket};
  if (what & poll_in) event.events |= EPOLLIN;
  if (what & poll_out) event.events |= EPOLLOUT;
  (void)known;
  if (epoll_ctl(client->sockets, EPOLL_CTL_MOD, socket, &event) != 0) epoll_ctl(client->sockets, EPOLL_CTL_ADD, socket, &event);
  return 0;
}

static int set_timer(curl *multi, long milliseconds, void *context) {
  (void)multi;
  etalon_client *client = context;
  client->timer = milliseconds < 0 ? 0 : now() + (uint64_t)milliseconds * 1000000u + 1;
  return 0;
}

static bool add_header(etalon_client *client, const char *text) {
  struct list *longer = lib.list_append(client->headers, text);
  if (longer) client->headers = longer;
  return longer != NULL;
}

static bool add_headers(etalon_client *client, const struct etalon_http_target *target) {
  // An empty `Expect:` keeps libcurl from waiting a second for a go-ahead that small servers never send.
  if (!add_header(client, "Content-Type: application/json") ||
      !add_header(client, target->keeps_moments ? "Accept: text/event-stream, application/json" : "Accept: application/json") ||
      !add_header(client, "Expect:"))
    return false;
  if (!target->authorization) return true;
  size_t size = strlen(target->authorization) + 32;
  char *line = malloc(size);
  if (!line) return false;
  snprintf(line, size, "Authorization: %s", target->authorization);
  bool is_added = add_header(client, line);
  explicit_bzero(line, size);
  free(line);
  return is_added;
}

etalon_client *etalon_client_open(const struct etalon_http_target *target, char *why, int size) {
  if (!etalon_curl_version(why, size)) return NULL;
  etalon_client *client = calloc(1, sizeof *client);
  if (!client) return NULL;
  client->sockets = epoll_create1(EPOLL_CLOEXEC);
  client->multi = lib.multi_init();
  client->url = strdup(target->url);
  client->answer_limit = target->answer_limit;
  client->timeout_ms = target->timeout_ms;
  client->connect_timeout_ms = target->connect_timeout_ms;
  client->is_direct = target->is_direct;
  client->keeps_moments = target->keeps_moments;
  int failed = client->sockets < 0 || !client->multi || !client->url || !add_headers(client, target);
  if (!failed) {
    failed |= lib.multi_setopt(client->multi, opt_multi_socket_function, watch);
    failed |= lib.multi_setopt(client->multi, opt_multi_socket_data, client);
    failed |= lib.multi_setopt(client->multi, opt_multi_timer_function, set_timer);
    failed |= lib.multi_setopt(client->multi, opt_multi_timer_data, client);
    failed |= lib.multi_setopt(client->multi, opt_multi_connections, (long)most_spare);
  }
  if (!failed) return client;
  snprintf(why, (size_t)size, "out of memory or of file descriptors");
  etalon_client_close(client);
  return NULL;
}

static void destroy(etalon_transfer *transfer) {
  if (transfer->easy) lib.easy_cleanup(transfer->easy);
  free(transfer->request);
  free(transfer->body);
  free(transfer->moments);
  free(transfer);
}

void etalon_client_close(etalon_client *client) {
  if (!client) return;
  while (client->spare) {
    etalon_transfer *transfer = client->spare;
    client->spare = transfer->next;
    destroy(transfer);
  }
  if (client->multi) lib.multi_cleanup(client->multi);
  lib.list_free(client->headers);
  if (client->sockets >= 0) close(client->sockets);
  free(client->url);
  free(client);
}

static void keep_moment(etalon_transfer *transfer) {
  if (transfer->moment_count == transfer->moment_capacity) {
    size_t wanted = transfer->moment_capacity ? transfer->moment_capacity * 2 : 64;
    struct etalon_moment *grown = realloc(transfer->moments, wanted * sizeof *grown);
    if (!grown) return;
    transfer->moments = grown;
    transfer->moment_capacity = wanted;
  }
  transfer->moments[transfer->moment_count++] = (struct etalon_moment){.end = transfer->length, .nanoseconds = transfer->last};
}

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
  transfer->last = now();
  if (transfer->keeps_moments) keep_moment(transfer);
  return more;
}

// Called each time the request goes out over a connection, also where libcurl sends it again over a new one.
static int count_send(void *context, char *their_address, char *our_address, int their_port, int our_port) {
  (void)their_address, (void)our_address, (void)their_port, (void)our_port;
  ((etalon_transfer *)context)->sends++;
  return 0;
}

// Counts the same before libcurl 7.80: it sees everything that goes over the wire and keeps nothing of it.
static int observe(curl *easy, int kind, char *bytes, size_t size, void *context) {
  enum { header_out = 2 };
  static const char method[] = "POST ";
  (void)easy;
  etalon_transfer *transfer = context;
  if (kind == header_out && size >= sizeof method - 1 && memcmp(bytes, method, sizeof method - 1) == 0) transfer->sends++;
  return 0;
}

static bool configure(etalon_transfer *transfer, const etalon_client *client) {
  curl *easy = transfer->easy;
  int failed = 0;
  enum { http_and_https = 3, http_1_1 = 2, name_must_match = 2 };
  failed |= lib.easy_setopt(easy, opt_url, client->url);
  failed |= lib.easy_setopt(easy, opt_protocols, (long)http_and_https);
  failed |= lib.easy_setopt(easy, opt_follow, 0L);
  failed |= lib.easy_setopt(easy, opt_verify_peer, 1L);
  failed |= lib.easy_setopt(easy, opt_verify_host, (long)name_must_match);
  failed |= lib.easy_setopt(easy, opt_http_version, (long)http_1_1);
  failed |= lib.easy_setopt(easy, opt_no_signal, 1L);
  failed |= lib.easy_setopt(easy, opt_no_progress, 1L);
  failed |= lib.easy_setopt(easy, opt_user_agent, "etalon");
  failed |= lib.easy_setopt(easy, opt_timeout_ms, client->timeout_ms);
  failed |= lib.easy_setopt(easy, opt_connect_timeout_ms, client->connect_timeout_ms);
  if (client->is_direct) failed |= lib.easy_setopt(easy, opt_no_proxy, "*");
  failed |= lib.easy_setopt(easy, opt_post, 1L);
  failed |= lib.easy_setopt(easy, opt_header, client->headers);
  failed |= lib.easy_setopt(easy, opt_error_buffer, transfer->message);
  failed |= lib.easy_setopt(easy, opt_write_function, receive);
  failed |= lib.easy_setopt(easy, opt_write_data, transfer);
  failed |= lib.easy_setopt(easy, opt_private, transfer);
  if (lib.easy_setopt(easy, opt_before_request, count_send) == 0) {
    failed |= lib.easy_setopt(easy, opt_before_request_data, transfer);
  } else {
    failed |= lib.easy_setopt(easy, opt_debug_function, observe);
    failed |= lib.easy_setopt(easy, opt_debug_data, transfer);
    failed |= lib.easy_setopt(easy, opt_verbose, 1L);
  }
  return failed == 0;
}

// A transfer that is configured for the client's target.
static etalon_transfer *make_transfer(etalon_client *client) {
  etalon_transfer *transfer = client->spare;
  if (transfer) {
    client->spare = transfer->next;
    client->spares--;
    return transfer;
  }
  transfer = calloc(1, sizeof *transfer);
  if (!transfer) return NULL;
  transfer->limit = client->answer_limit;
  transfer->keeps_moments = client->keeps_moments;
  transfer->is_done = true;
  transfer->easy = lib.easy_init();
  if (transfer->easy && configure(transfer, client)) return transfer;
  destroy(transfer);
  return NULL;
}

etalon_transfer *etalon_client_post(etalon_client *client, const uint8_t *body, size_t length, int64_t tag) {
  etalon_transfer *transfer = make_transfer(client);
  if (!transfer) return NULL;
  transfer->tag = tag;
  transfer->request = malloc(length + 1);
  if (transfer->request) {
    memcpy(transfer->request, body, length);
    if (lib.easy_setopt(transfer->easy, opt_post_size, (int64_t)length) == 0 &&
        lib.easy_setopt(transfer->easy, opt_post_fields, transfer->request) == 0 &&
        lib.multi_add(client->multi, transfer->easy) == 0) {
      transfer->is_done = false;
      return transfer;
    }
  }
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

// Lets libcurl do what is due now: what a timer ended, and what sockets are ready for.
static bool act(etalon_client *client, int wait_ms) {
  enum { no_socket = -1, select_in = 1, select_out = 2, select_error = 4 };
  int running = 0;
  if (client->timer) {
    uint64_t moment = now();
    if (client->timer <= moment) {
      client->timer = 0;
      if (lib.multi_action(client->multi, no_socket, 0, &running) != 0) return false;
    } else {
      uint64_t left = (client->timer - moment) / 1000000u + 1;
      if (left < (uint64_t)wait_ms) wait_ms = (int)left;
    }
  }
  struct epoll_event events[64];
  int count = epoll_wait(client->sockets, events, 64, wait_ms);
  for (int index = 0; index < count; index++) {
    int ready = 0;
    if (events[index].events & EPOLLIN) ready |= select_in;
    if (events[index].events & EPOLLOUT) ready |= select_out;
    if (events[index].events & (EPOLLERR | EPOLLHUP)) ready |= select_error;
    if (lib.multi_action(client->multi, events[index].data.fd, ready, &running) != 0) return false;
  }
  return true;
}

etalon_transfer *etalon_client_next(etalon_client *client, int wait_ms) {
  etalon_transfer *transfer = finished(client);
  if (transfer || !act(client, 0) || (transfer = finished(client)) || wait_ms <= 0) return transfer;
  return act(client, wait_ms) ? finished(client) : NULL;
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

const struct etalon_moment *etalon_transfer_moments(const etalon_transfer *transfer, size_t *count) {
  *count = transfer->moment_count;
  return transfer->moments;
}

uint64_t etalon_transfer_last(const etalon_transfer *transfer) { return transfer->last; }

const char *etalon_transfer_message(const etalon_transfer *transfer) { return transfer->message; }

void etalon_transfer_free(etalon_client *client, etalon_transfer *transfer) {
  enum { longest_kept = 256 << 10 };
  if (!transfer) return;
  if (!transfer->is_done) lib.multi_remove(client->multi, transfer->easy);
  free(transfer->request);
  transfer->request = NULL;
  if (client->spares == most_spare || transfer->capacity > longest_kept) {
    destroy(transfer);
    return;
  }
  transfer->length = transfer->moment_count = 0;
  transfer->result = transfer->sends = 0;
  transfer->status = 0;
  transfer->last = 0;
  transfer->is_done = true;
  transfer->is_too_large = false;
  transfer->message[0] = 0;
  transfer->next = client->spare;
  client->spare = transfer;
  client->spares++;
}
