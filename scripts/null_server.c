// An endpoint that answers every chat completion at once with the same text, so that nothing but the asker is measured.
//
// usage: null_server; prints one line `listening PORT` and serves on 127.0.0.1 until its standard input ends.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { most_connections = 4096, most_bytes = 1 << 20 };

static const char body[] =
    "{\"choices\":[{\"finish_reason\":\"stop\",\"index\":0,\"message\":{\"content\":\"yes\",\"role\":\"assistant\"}}],"
    "\"created\":0,\"id\":\"null\",\"model\":\"null\",\"object\":\"chat.completion\","
    "\"usage\":{\"completion_tokens\":1,\"prompt_tokens\":8,\"total_tokens\":9}}";

struct connection {
  char *bytes;
  size_t length;
};

static struct connection connections[most_connections];

static void end(int descriptor) {
  free(connections[descriptor].bytes);
  connections[descriptor] = (struct connection){0};
  close(descriptor);
}

// How long the first request is, head and body; 0 while it is not whole.
static size_t request_length(const struct connection *connection) {
  const char *head_end = memmem(connection->bytes, connection->length, "\r\n\r\n", 4);
  if (!head_end) return 0;
  size_t head = (size_t)(head_end - connection->bytes) + 4;
  const char *field = strcasestr(connection->bytes, "\r\ncontent-length:");
  size_t content = field && field < head_end ? strtoul(field + 17, NULL, 10) : 0;
  return head + content <= connection->length ? head + content : 0;
}

static int serve(int descriptor) {
  struct connection *connection = &connections[descriptor];
  if (!connection->bytes) connection->bytes = malloc(most_bytes + 1);
  if (!connection->bytes || connection->length == most_bytes) return 0;
  ssize_t count = read(descriptor, connection->bytes + connection->length, most_bytes - connection->length);
  if (count < 0) return errno == EAGAIN || errno == EINTR;
  if (count == 0) return 0;
  connection->length += (size_t)count;
  connection->bytes[connection->length] = 0;
  for (size_t length; (length = request_length(connection)) > 0;) {
    char answer[1024];
    int size = snprintf(answer, sizeof answer, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %zu\r\n\r\n%s",
                        sizeof body - 1, body);
    if (write(descriptor, answer, (size_t)size) != size) return 0;
    memmove(connection->bytes, connection->bytes + length, connection->length - length + 1);
    connection->length -= length;
  }
  return 1;
}

static int listener(void) {
  int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (descriptor < 0 || bind(descriptor, (struct sockaddr *)&address, length) || listen(descriptor, 1024)) exit(1);
  getsockname(descriptor, (struct sockaddr *)&address, &length);
  printf("listening %d\n", ntohs(address.sin_port));
  fflush(stdout);
  return descriptor;
}

static void watch(int poll, int descriptor) {
  struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
  epoll_ctl(poll, EPOLL_CTL_ADD, descriptor, &event);
}

int main(void) {
  int poll = epoll_create1(0), door = listener();
  watch(poll, door);
  watch(poll, STDIN_FILENO);
  for (;;) {
    struct epoll_event events[64];
    int count = epoll_wait(poll, events, 64, -1);
    for (int i = 0; i < count; i++) {
      int descriptor = events[i].data.fd;
      if (descriptor == STDIN_FILENO) {
        char byte;
        if (read(STDIN_FILENO, &byte, 1) <= 0) return 0;
      } else if (descriptor == door) {
        int one = 1, caller = accept4(door, NULL, NULL, SOCK_NONBLOCK);
        if (caller < 0) continue;
        if (caller >= most_connections) { close(caller); continue; }
        setsockopt(caller, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        watch(poll, caller);
      } else if (!serve(descriptor)) {
        end(descriptor);
      }
    }
  }
}
