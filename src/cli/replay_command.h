// Past tickets through an edited template (docs/execution.md, Replay of history).
#pragma once

#include <string>
#include <vector>

namespace fenming {

// `fenming replay-history`: prints where the tickets would have gone otherwise, as a list. Returns
// 0 where all are the same, 1 where some differ, 2 where something cannot be read.
int run_replay_history(const std::vector<std::string>& words);

// `fenming demo-past-tickets`: prints one past ticket a line.
int run_demo_past_tickets(const std::vector<std::string>& words);

}  // namespace fenming
