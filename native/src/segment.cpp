#include "segment.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <new>
#include <system_error>

#include "futex.h"

namespace liminal {
namespace {

// Descriptors below belong to the child's standard streams and its segment.
constexpr int kLeastDescriptor = 10;
constexpr std::size_t kPageBytes = 4096;  // or more

int sealedMemory() {
  const int made = memfd_create("liminal", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (made < 0) {
    throw std::system_error(errno, std::generic_category(), "memfd_create");
  }
  const int descriptor = fcntl(made, F_DUPFD_CLOEXEC, kLeastDescriptor);
  const int failed = errno;
  close(made);
  if (descriptor < 0) {
    throw std::system_error(failed, std::generic_category(), "F_DUPFD_CLOEXEC");
  }
  if (ftruncate(descriptor, ring::kSegmentBytes) != 0 ||
      fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) {
    const int why = errno;
    close(descriptor);
    throw std::system_error(why, std::generic_category(), "sealing shared memory");
  }
  return descriptor;
}

}  // namespace

Segment::Segment() : descriptor_(sealedMemory()) {
  memory_ = mmap(nullptr, ring::kSegmentBytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0);
  if (memory_ == MAP_FAILED) {
    const int why = errno;
    close(descriptor_);
    throw std::system_error(why, std::generic_category(), "mapping shared memory");
  }
  // anonymous memory is zero, which is the initial state of everything else
  ring::Header& begun = *new (memory_) ring::Header;
  begun.magic.store(ring::kMagic);
  begun.version.store(ring::kVersion);
}

Segment::~Segment() {
  munmap(memory_, ring::kSegmentBytes);
  close(descriptor_);
}

ring::Slot& Segment::slot(int index) const {
  char* slots = static_cast<char*>(memory_) + ring::kHeaderBytes;
  return *reinterpret_cast<ring::Slot*>(slots + static_cast<std::size_t>(index) * ring::kSlotBytes);
}

void Segment::forgetEngine() {
  header().engineVersion.store(0);
  header().heartbeat.store(0);
  for (std::uint32_t i = 0; i < ring::kSlots; ++i) {
    ring::Slot& one = slot(static_cast<int>(i));
    if (one.generation.load() == 0) {
      continue;  // never used; reading it on would claim its pages
    }
    one.answeredGeneration.store(0);
    one.answer.store(ring::kNone);
    one.answeredText.store(0);
    one.outputEnd.store(0);
    one.validFrom.store(0);
    one.eventsTaken.store(0);
    one.latency.store(0);
    one.load.store(0);
    one.statusLength.store(0);
    futex::bumpAndWake(one.outputWake);
  }
  header().epoch.fetch_add(1);
}

void Segment::populate(int index) {
  char* begin = reinterpret_cast<char*>(&slot(index));
  if (madvise(begin, ring::kSlotBytes, MADV_POPULATE_WRITE) == 0 || errno != EINVAL) {
    return;
  }
  // an older system
  for (std::size_t at = 0; at < ring::kSlotBytes; at += kPageBytes) {
    reinterpret_cast<ring::U32*>(begin + at)->fetch_or(0);  // what an engine writes there meanwhile stays
  }
}

void Segment::releaseRings(int index) {
  const auto begin = static_cast<off_t>(ring::kHeaderBytes + static_cast<std::uint64_t>(index) * ring::kSlotBytes +
                                        ring::kSlotInput);
  fallocate(descriptor_, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, begin, ring::kSlotBytes - ring::kSlotInput);
}

}  // namespace liminal
