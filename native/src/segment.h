// The memory shared with one engine process: anonymous, of fixed size, nameless.
#pragma once

#include "ring_layout.h"

namespace liminal {

class Segment {
 public:
  // Throws std::system_error where the system grants no memory.
  Segment();
  ~Segment();
  Segment(const Segment&) = delete;
  Segment& operator=(const Segment&) = delete;

  int descriptor() const { return descriptor_; }
  ring::Header& header() const { return *static_cast<ring::Header*>(memory_); }
  ring::Slot& slot(int index) const;

  // Forgets all that an engine wrote, which must be gone; then all may begin with another.
  void forgetEngine();

  // Has the system give a slot's memory now, and not while an audio thread writes there.
  void populate(int index);

  // Gives back the memory of a slot's rings, which read as silence from now on.
  void releaseRings(int index);

 private:
  int descriptor_ = -1;
  void* memory_ = nullptr;
};

}  // namespace liminal
