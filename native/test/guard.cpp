#include "guard.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <linux/futex.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cstdarg>
#include <cstddef>
#include <cstring>

namespace {

thread_local int depth = 0;
std::atomic<std::uint64_t> count{0};

[[maybe_unused]] void forbidden(const char* what) {
  if (depth == 0) {
    return;
  }
  const int held = depth;
  depth = 0;
  if (count.fetch_add(1) < 10) {
    void* frames[16];
    const int n = backtrace(frames, 16);
    (void)!write(2, "forbidden on the audio thread: ", 31);
    (void)!write(2, what, std::strlen(what));
    (void)!write(2, "\n", 1);
    backtrace_symbols_fd(frames, n, 2);
  }
  depth = held;
}

}  // namespace

namespace guard {

Guarded::Guarded() { ++depth; }
Guarded::~Guarded() { --depth; }
std::uint64_t violations() { return count; }

#ifdef LIMINAL_SANITIZED
bool isArmed() { return false; }
#else
bool isArmed() { return true; }
#endif

}  // namespace guard

#ifndef LIMINAL_SANITIZED

#define INTERPOSED extern "C" __attribute__((visibility("default")))

extern "C" {
void* __libc_malloc(std::size_t);
void __libc_free(void*);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);
void* __libc_memalign(std::size_t, std::size_t);
}

INTERPOSED void* malloc(std::size_t size) {
  forbidden("malloc");
  return __libc_malloc(size);
}
INTERPOSED void free(void* memory) {
  if (memory != nullptr) {
    forbidden("free");
  }
  __libc_free(memory);
}
INTERPOSED void* calloc(std::size_t n, std::size_t size) {
  forbidden("calloc");
  return __libc_calloc(n, size);
}
INTERPOSED void* realloc(void* memory, std::size_t size) {
  forbidden("realloc");
  return __libc_realloc(memory, size);
}
INTERPOSED void* memalign(std::size_t alignment, std::size_t size) {
  forbidden("memalign");
  return __libc_memalign(alignment, size);
}
INTERPOSED void* aligned_alloc(std::size_t alignment, std::size_t size) {
  forbidden("aligned_alloc");
  return __libc_memalign(alignment, size);
}
INTERPOSED int posix_memalign(void** to, std::size_t alignment, std::size_t size) {
  forbidden("posix_memalign");
  *to = __libc_memalign(alignment, size);
  return *to == nullptr ? 12 : 0;
}

#define NEXT(name) reinterpret_cast<decltype(&name)>(next(#name))

static void* next(const char* name) { return dlsym(RTLD_NEXT, name); }

#define FORBID(result, name, parameters, arguments)     \
  INTERPOSED result name parameters {                   \
    static const auto real = NEXT(name);                \
    forbidden(#name);                                   \
    return real arguments;                              \
  }

FORBID(int, pthread_mutex_lock, (pthread_mutex_t * m) noexcept, (m))
FORBID(int, pthread_cond_wait, (pthread_cond_t * c, pthread_mutex_t* m), (c, m))
FORBID(int, pthread_cond_timedwait, (pthread_cond_t * c, pthread_mutex_t* m, const timespec* t), (c, m, t))
FORBID(int, pthread_rwlock_rdlock, (pthread_rwlock_t * l) noexcept, (l))
FORBID(int, pthread_rwlock_wrlock, (pthread_rwlock_t * l) noexcept, (l))
FORBID(int, pthread_join, (pthread_t t, void** r), (t, r))
FORBID(int, sem_wait, (sem_t * s), (s))
FORBID(int, nanosleep, (const timespec* t, timespec* r), (t, r))
FORBID(int, usleep, (useconds_t t), (t))
FORBID(int, clock_nanosleep, (clockid_t c, int f, const timespec* t, timespec* r), (c, f, t, r))
FORBID(int, sched_yield, () noexcept, ())
FORBID(int, poll, (pollfd * p, nfds_t n, int t), (p, n, t))
FORBID(ssize_t, read, (int f, void* b, std::size_t n), (f, b, n))
FORBID(ssize_t, write, (int f, const void* b, std::size_t n), (f, b, n))

// Waking is allowed, waiting is not, nor is anything else.
INTERPOSED long syscall(long number, ...) noexcept {
  va_list list;
  va_start(list, number);
  long a[6];
  for (long& one : a) {
    one = va_arg(list, long);
  }
  va_end(list);
  if (number != SYS_futex || (a[1] & FUTEX_CMD_MASK) != FUTEX_WAKE) {
    forbidden("syscall");
  }
  static const auto real = reinterpret_cast<long (*)(long, ...)>(next("syscall"));
  return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

#endif
