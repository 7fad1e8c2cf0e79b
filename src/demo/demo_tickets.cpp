#include "demo/demo_tickets.h"

#include <algorithm>
#include <string>

namespace fenming::demo {
namespace {

constexpr uint32_t kTechnicians = 1000;
constexpr uint32_t kPartners = 40;
constexpr const char* kBrands[] = {"海岚", "格诺", "美川", "长风", "松木"};

}  // namespace

size_t Weighted::draw(Dice& dice) const {
  const uint32_t at = dice.below(total_);
  return static_cast<size_t>(std::upper_bound(ends_.begin(), ends_.end(), at) - ends_.begin());
}

TicketMaker::TicketMaker(uint64_t seed)
    : dice_(seed),
      places_(places(), [](const Place& p) { return p.weight; }),
      items_(items(), [](const DemoItem& i) { return i.weight; }) {
  by_place_.resize(places().size());
  for (uint32_t i = 0; i < kTechnicians; ++i) {
    Technician technician;
    technician.code = "S" + std::to_string(1001 + i);
    technician.grade = std::string(1, static_cast<char>('A' + dice_.below(3)));
    if (dice_.below(5) < 2) technician.partner = "P" + std::to_string(101 + dice_.below(kPartners));
    // Every place has somebody, the others are drawn by its work.
    const size_t place = i < by_place_.size() ? i : places_.draw(dice_);
    by_place_[place].push_back(i);
    technicians_.push_back(std::move(technician));
  }
}

Ticket TicketMaker::ticket(uint32_t number, int64_t completed) {
  Ticket t;
  t.ticket = "D" + std::to_string(number);
  const size_t place = places_.draw(dice_);
  const auto& local = by_place_[place];
  const Technician& lead = technicians_[local[dice_.below(static_cast<uint32_t>(local.size()))]];
  const DemoItem& item = items()[items_.draw(dice_)];
  t.fact(Fact::kDivision) = places()[place].county;
  t.fact(Fact::kCustomerClass) = dice_.below(100) < 72 ? "member"
                                 : dice_.below(10) < 7 ? "vip"
                                                       : "key";
  t.fact(Fact::kBrand) = kBrands[dice_.below(5)];
  t.fact(Fact::kChannel) = dice_.below(3) == 0 ? "phone" : "app";
  t.fact(Fact::kUrgency) = dice_.below(100) < 14 ? "urgent" : "normal";
  t.fact(Fact::kServiceType) = item.service_type;
  t.fact(Fact::kPartner) = lead.partner;
  t.fact(Fact::kPartnerMode) = lead.partner.empty() ? "self" : "franchise";
  const int64_t departed = completed - 60 * dice_.below(90);
  const int64_t arrived =
      departed - 60 * (35 + dice_.below(120) + (dice_.one_in(6) ? dice_.below(160) : 0));
  const int64_t taken = arrived - 3600 * (2 + dice_.below(60));
  t.times[static_cast<size_t>(TimeName::kCreated)] = taken - 60 * (5 + dice_.below(300));
  t.times[static_cast<size_t>(TimeName::kTaken)] = taken;
  t.times[static_cast<size_t>(TimeName::kCompleted)] = completed;
  Visit visit;
  visit.appointment = arrived - arrived % 1800;
  visit.arrived = arrived;
  visit.departed = departed;
  visit.distance_m = 500 + 100 * (dice_.below(150) + (dice_.one_in(4) ? dice_.below(450) : 0));
  visit.distance_kind = "road";
  if (dice_.one_in(12)) visit.trip_place = 2;
  visit.outcome = "done";
  visit.people.push_back({lead.code, Role::kLead, lead.grade});
  if (dice_.one_in(25)) {
    const Technician& helper =
        technicians_[local[dice_.below(static_cast<uint32_t>(local.size()))]];
    if (helper.code != lead.code)
      visit.people.push_back({helper.code, Role::kAssistant, helper.grade});
  }
  add_lines(visit, item);
  t.visits.push_back(std::move(visit));
  return t;
}

void TicketMaker::add_item(Visit& visit, std::string_view item, int64_t quantity,
                           const std::string& warranty) {
  TicketLine line;
  line.line = static_cast<int32_t>(visit.lines.size()) + 1;
  line.item = item;
  line.quantity = quantity;
  line.warranty = warranty;
  visit.lines.push_back(std::move(line));
}

void TicketMaker::add_lines(Visit& visit, const DemoItem& item) {
  const bool repair = item.service_type == "repair";
  const std::string warranty = repair && dice_.below(3) == 0 ? "in" : "out";
  add_item(visit, item.item, dice_.one_in(7) ? 2000 : 1000, warranty);
  if (item.item == "ac_remove") add_item(visit, "ac_wall_install", 1000, warranty);
  const bool cooling = item.item == "ac_wall_install" || item.item == "ac_floor_install";
  if (cooling && dice_.below(3) == 0) add_item(visit, "pipe", 500 * (1 + dice_.below(8)), warranty);
  if (cooling && dice_.below(4) == 0) add_item(visit, "drill", 1000, warranty);
  if (item.item == "ac_repair" && dice_.below(3) == 0)
    add_item(visit, "refrigerant", 1000, warranty);
  const uint32_t parts = repair ? 1 + dice_.below(2) : dice_.below(2);
  for (uint32_t i = 0; i < parts; ++i) {
    TicketLine line;
    line.line = static_cast<int32_t>(visit.lines.size()) + 1;
    line.part = demo::parts()[dice_.below(static_cast<uint32_t>(demo::parts().size()))].part;
    line.quantity = 1000 * (1 + (dice_.one_in(5) ? dice_.below(3) : 0));
    line.warranty = warranty;
    line.supplier = warranty == "in"     ? Supplier::kManufacturer
                    : dice_.below(5) < 3 ? Supplier::kOwnStock
                                         : Supplier::kTechnician;
    visit.lines.push_back(std::move(line));
  }
}

}  // namespace fenming::demo
