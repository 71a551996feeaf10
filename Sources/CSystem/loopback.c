#define _GNU_SOURCE
#include "csystem_transfer.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct csystem_loopback {
  int near, far, echo;
  size_t size, count;
  uint8_t *message;              // what the far end holds of an echo
  _Atomic(uint8_t *) received;   // where the far end puts what it takes
  pthread_t thread;
};

static int receive(int socket, uint8_t *to, size_t bytes) {
  for (size_t done = 0; done < bytes;) {
    ssize_t moved = recv(socket, to + done, bytes - done, MSG_WAITALL);
    if (moved < 0 && errno == EINTR) continue;
    if (moved < 0) return errno;
    if (moved == 0) return EPIPE;
    done += (size_t)moved;
  }
  return 0;
}

static int deliver(int socket, const uint8_t *from, size_t bytes) {
  for (size_t done = 0; done < bytes;) {
    ssize_t moved = send(socket, from + done, bytes - done, MSG_NOSIGNAL);
    if (moved < 0 && errno == EINTR) continue;
    if (moved < 0) return errno;
    done += (size_t)moved;
  }
  return 0;
}

// The far end: until the near one closes.
static void *serve(void *context) {
  csystem_loopback *l = context;
  const uint8_t taken = 1;
  for (;;) {
    if (l->echo) {
      if (receive(l->far, l->message, l->size) || deliver(l->far, l->message, l->size)) return NULL;
    } else {
      // The first byte comes after the near end has said where to put it.
      if (receive(l->far, l->message, 1)) return NULL;
      uint8_t *to = atomic_load(&l->received);
      to[0] = l->message[0];
      if (receive(l->far, to + 1, l->size * l->count - 1) || deliver(l->far, &taken, 1)) return NULL;
    }
  }
}

static int connected(int *near, int *far) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)}, peer, mine;
  socklen_t length = sizeof address, of_peer = sizeof peer, of_mine = sizeof mine;
  int error = 0, on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  *near = *far = -1;
  if (listener < 0) return errno;
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 1) ||
      getsockname(listener, (struct sockaddr *)&address, &length) || (*near = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) < 0 ||
      connect(*near, (struct sockaddr *)&address, sizeof address) ||
      (*far = accept4(listener, (struct sockaddr *)&peer, &of_peer, SOCK_CLOEXEC)) < 0 ||
      getsockname(*near, (struct sockaddr *)&mine, &of_mine)) {
    error = errno;
  } else if (peer.sin_port != mine.sin_port) {
    error = ECONNABORTED;  // somebody else was faster
  }
  close(listener);
  if (!error && (setsockopt(*near, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) || setsockopt(*far, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on)))
    error = errno;
  if (error) {
    if (*near >= 0) close(*near);
    if (*far >= 0) close(*far);
  }
  return error;
}

csystem_loopback *csystem_loopback_open(size_t size, size_t count, int echo, int *error) {
  csystem_loopback *l = calloc(1, sizeof *l);
  if (l) l->message = calloc(1, size ? size : 1);
  *error = l && l->message ? connected(&l->near, &l->far) : ENOMEM;
  if (!*error) {
    l->size = size, l->count = count, l->echo = echo;
    *error = pthread_create(&l->thread, NULL, serve, l);
    if (*error) close(l->near), close(l->far);
  }
  if (!*error) return l;
  if (l) free(l->message);
  free(l);
  return NULL;
}

int csystem_loopback_run(csystem_loopback *l, const uint8_t *buffer, uint8_t *received) {
  uint8_t taken;
  int error = 0;
  atomic_store(&l->received, received);
  for (size_t i = 0; i < l->count && !error; i++) {
    error = deliver(l->near, buffer + i * l->size, l->size);
    if (!error && l->echo) error = receive(l->near, received + i * l->size, l->size);
  }
  return error || l->echo ? error : receive(l->near, &taken, 1);
}

void csystem_loopback_close(csystem_loopback *l) {
  shutdown(l->near, SHUT_RDWR);
  pthread_join(l->thread, NULL);
  close(l->near);
  close(l->far);
  free(l->message);
  free(l);
}
