// The demo's tickets: places by their work, technicians, visits with items and parts.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "demo/demo_data.h"
#include "demo/dice.h"
#include "engine/ticket.h"

namespace fenming::demo {

// Draws indexes by weight.
class Weighted {
 public:
  template <typename List, typename F>
  Weighted(const List& list, F weight) {
    for (const auto& entry : list)
      ends_.push_back(total_ += weight(entry));
  }
  size_t draw(Dice& dice) const;

 private:
  uint32_t total_ = 0;
  std::vector<uint32_t> ends_;
};

struct Technician {
  std::string code;
  std::string grade;
  std::string partner;  // empty: employed by the company
};

class TicketMaker {
 public:
  explicit TicketMaker(uint64_t seed);

  // A ticket of one visit, completed at that instant (UTC seconds).
  Ticket ticket(uint32_t number, int64_t completed);

 private:
  void add_item(Visit& visit, std::string_view item, int64_t quantity, const std::string& warranty);
  void add_lines(Visit& visit, const DemoItem& item);

  Dice dice_;
  Weighted places_;
  Weighted items_;
  std::vector<Technician> technicians_;
  std::vector<std::vector<uint32_t>> by_place_;
};

}  // namespace fenming::demo
