// Where an engine puts its temporary files, so that a killed one leaves none behind.
#pragma once

#include <filesystem>

namespace liminal::scratch {

// This process's folder, empty where there can be none.
std::filesystem::path folder();

// Makes it anew, and removes those of processes that are gone.
void renew();

void remove();

}  // namespace liminal::scratch
