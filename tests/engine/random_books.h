// Random tickets and books for the comparison of the two paths to one amount. The books hold every
// kind of term; the same on every machine.
#pragma once

#include <string>
#include <utility>

#include "base/civil_time.h"
#include "support/settle_support.h"

namespace fenming::testing {

// A small generator of numbers; the same tickets on every machine.
class Dice {
 public:
  explicit Dice(uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15u + 1) {}
  uint32_t below(uint32_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<uint32_t>((state_ >> 32) * n >> 32);
  }
  template <typename T, size_t N>
  const T& pick(const T (&list)[N]) {
    return list[below(N)];
  }

 private:
  uint64_t state_;
};

inline constexpr const char* kPlaces[] = {"310115", "320583", "110105", "3101", "", "440305"};
inline constexpr const char* kClasses[] = {"vip", "key", "plain", ""};
inline constexpr const char* kUrgencies[] = {"urgent", "normal", "normal", ""};

// What a history's tickets are like: any shape; one visit each and nothing outside the columns, as
// imports give them; or now and then a ticket with more lines than a block has, or without a visit.
enum class Shape { kAny, kOneVisit, kExtreme };

inline void add_people(Dice& dice, Visit& visit, Shape shape) {
  const auto person = [&](Role role) {
    visit.people.push_back({"W" + std::to_string(dice.below(5)), role, dice.below(2) ? "A" : "B"});
  };
  if (shape == Shape::kAny && dice.below(25) == 0) return;
  if (dice.below(12) != 0) person(Role::kLead);
  for (uint32_t helpers = dice.below(3); helpers > 0; --helpers)
    person(dice.below(4) == 0 ? Role::kLead : Role::kAssistant);
}

inline Ticket random_ticket(Dice& dice, int number, Shape shape = Shape::kAny) {
  Ticket ticket;
  ticket.ticket = "T" + std::to_string(number);
  ticket.fact(Fact::kDivision) = dice.pick(kPlaces);
  ticket.fact(Fact::kCustomerClass) = dice.pick(kClasses);
  ticket.fact(Fact::kUrgency) = dice.pick(kUrgencies);
  if (dice.below(3) == 0) ticket.fact(Fact::kPartner) = "P" + std::to_string(dice.below(3));
  const int64_t taken = *parse_instant("2026-01-05T00:00:00+08:00") + dice.below(300 * 86400);
  if (dice.below(20) != 0) ticket.times[1] = taken;
  ticket.times[3] = taken + 7200;
  uint32_t visits = shape != Shape::kOneVisit && dice.below(12) == 0 ? 2 : 1;
  if (shape == Shape::kExtreme && dice.below(30) == 0) visits = 0;
  for (uint32_t v = 1; v <= visits; ++v) {
    Visit visit;
    visit.visit = static_cast<int32_t>(v);
    visit.arrived = taken + 3600 * dice.below(24);
    visit.departed = *visit.arrived + 60 * dice.below(400);
    if (dice.below(15) != 0) visit.distance_m = 100 * dice.below(600);
    if (dice.below(8) == 0) visit.trip_place = 2;
    add_people(dice, visit, shape);
    uint32_t lines = dice.below(8);
    if (shape == Shape::kExtreme && dice.below(60) == 0) lines = 300 * dice.below(6);
    for (uint32_t l = 1; l <= lines; ++l) {
      TicketLine line;
      line.line = static_cast<int32_t>(l);
      line.quantity = dice.below(4) == 0 ? 500 * dice.below(12) : 1000 * dice.below(4);
      if (dice.below(3) == 0) {
        line.part = "part" + std::to_string(dice.below(3));
        line.supplier = static_cast<Supplier>(dice.below(6));
        if (dice.below(2) == 0) line.receipt_fen = dice.below(9000);
      } else {
        line.item = "item" + std::to_string(dice.below(6));
        if (dice.below(3) != 0) line.product = dice.below(4) == 0 ? "fan" : "ac";
        if (dice.below(3) == 0)
          line.attributes.push_back({"height", std::to_string(dice.below(20))});
      }
      if (dice.below(4) == 0) line.warranty = dice.below(2) ? "in" : "out";
      if (dice.below(20) == 0) line.payer = static_cast<Payer>(dice.below(5));
      if (shape != Shape::kOneVisit && dice.below(40) == 0) line.serial = "SN";
      visit.lines.push_back(std::move(line));
    }
    ticket.visits.push_back(std::move(visit));
  }
  return ticket;
}

// Steps of rates and of fixed amounts, some of which are more than a category holds.
inline std::string random_split(Dice& dice) {
  std::string split = R"("split":{"steps":[)";
  if (dice.below(2)) {
    split += R"({"role":"platform","bp":)" + std::to_string(dice.below(1500)) + "},";
  }
  if (dice.below(2)) {
    split += R"({"role":"assistant","category":"labour","fixed_fen":)" +
             std::to_string(dice.below(9000)) + "},";
  }
  split += R"({"role":"partner","bp":)" + std::to_string(dice.below(4000)) +
           R"(,"categories":["labour","travel"]},{"role":"assistant","bp":3333,"of":"left"}])";
  if (dice.below(2)) {
    split +=
        R"(,"agreements":[{"agreement":"a","person":"W1","role":"partner","bp":1234,"payee":"Q","from":"2026-03-01"}])";
  }
  return split + "},";
}

inline std::string random_version(Dice& dice) {
  const auto fen = [&](uint32_t most) { return std::to_string(dice.below(most)); };
  const auto flag = [&](const char* name) {
    return dice.below(2) ? std::string("\"") + name + "\":true," : std::string();
  };
  std::string v = R"("calendar":"cn","city_classes":[{"from":"2026-01-01","edition":"e","classes":[
      {"class":"big","divisions":["31","11"]},{"class":"mid","divisions":["320583"]}],"otherwise":"small"}],)";
  if (dice.below(2)) v += random_split(dice);
  if (dice.below(2)) v += R"("optional_facts":["customer_class","urgency"],)";
  v +=
      R"("categories":[{"category":"labour"},{"category":"special"},{"category":"travel"},{"category":"parts"}],)";
  v +=
      R"("items":[{"item":"item0","price":{"model":"per_unit","unit_price_fen":)" + fen(20000) +
      R"(}},{"item":"item1","step":"1","started_step":true,"category":"special","price":{"model":"flat","amount_fen":)" +
      fen(20000) +
      R"(}},{"item":"item2","price":{"model":"graduated","steps":[{"up_to":"1.5","unit_price_fen":)" +
      fen(9000) + R"(},{"unit_price_fen":)" + fen(9000) +
      R"(}]}},{"item":"item3","price":{"model":"base_plus","base_fen":)" + fen(5000) +
      R"(,"included":"1","unit_price_fen":)" + fen(5000) +
      R"(}},{"item":"item4","attributes":[{"attribute":"height","type":"number"}],"price":{"model":"package","size":"2","package_fen":)" +
      fen(5000) + R"(}}],"parts":[{"part":"part0","costs":[{"from":"2026-01-01","cost_fen":)" +
      fen(5000) +
      R"(}],"ceiling_fen":4000},{"part":"part1","costs":[{"from":"2026-01-01","cost_fen":100},{"from":"2026-06-01","cost_fen":)" +
      fen(5000) + R"(}]}],)";
  if (dice.below(2) == 0) {
    v +=
        R"("bundles":[{"bundle":"b","members":[{"item":"item0","units":1},{"item":"item2","units":1}],"price_fen":7000}],)";
  }
  v +=
      R"("tiers":[{"tier":"gold","priority":3,"when":{"op":"all","of":[{"op":"in","fact":"city_class","values":["big"]},
      {"op":"any","of":[{"op":"in","fact":"customer_class","values":["vip"]},{"op":"in","fact":"urgency","values":["urgent"]}]}]},
      "extends":"base","factor_bp":)" +
      std::to_string(8000 + dice.below(9000)) + R"(},
      {"tier":"season","priority":2,"when":{"op":"all","of":[{"op":"month_day_within","time":"arrived","from":"06-01","to":"09-01"},
      {"op":"division_within","codes":["3205","310115"]}]},"extends":"base","markup_bp":)" +
      fen(4000) + R"(},
      {"tier":"base","priority":1,)" +
      (dice.below(2) ? R"("travel":{"start_fee_fen":)" + fen(900) + R"(,"included_m":)" +
                           fen(30000) + R"(,"steps":[{"up_to_m":40000,"per_unit_fen":)" + fen(400) +
                           R"(},{"per_unit_fen":)" + fen(400) + R"(}],)" + flag("started_unit") +
                           flag("both_ways") + R"("unit_m":1000},)"
                     : "") +
      (dice.below(2)
           ? R"("on_site":{"included_min":60,"block_min":30,"per_block_fen":)" + fen(3000) + "},"
           : "") +
      R"("markup_bp":)" + fen(3000) + R"(,"handling_fen":300}],)";
  v +=
      R"("surcharges":[{"surcharge":"u","category":"urgent","when":{"op":"in","fact":"urgency","values":["urgent"]},
      "occasion":"ticket","charge":{"model":"percentage","bp":)" +
      fen(5000) + R"(,"of":["labour","travel"]})" + (dice.below(2) ? R"(,"cap_fen":900)" : "") +
      R"(},{"surcharge":"n","category":"night","when":{"op":"window",
      "time":"arrived","from":"22:00","to":"06:00"},"occasion":"visit","charge":{"model":"flat","amount_fen":)" +
      fen(4000) +
      R"(}},{"surcharge":"h","category":"high","when":{"op":"between","fact":"attr.height","from":"10"},"occasion":"line",
      "items":["item4"],"charge":{"model":"percentage","bp":)" +
      fen(9000) + R"(,"of":["labour"]}},
      {"surcharge":"far","category":"far","when":{"op":"between","fact":"distance_m","from":"30000"},"occasion":"visit",
      "charge":{"model":"flat","amount_fen":777}}],)";
  v += R"("limits":[{"limit":"lo","kind":"min","amount_fen":)" + fen(8000) +
       R"(},{"limit":"hi","kind":"max","amount_fen":)" + std::to_string(8000 + dice.below(40000)) +
       R"(},{"limit":"cap","kind":"max","base":["labour"],"amount_fen":)" +
       std::to_string(5000 + dice.below(30000)) + "}]";
  if (dice.below(2)) v += R"(,"rounding":{"unit_fen":100,"mode":"half_up"})";
  return v;
}

inline BookFile random_file(Dice& dice, const char* relation) {
  const std::string version = version_json(random_version(dice));
  const std::string text =
      std::string(R"({"schema":"fenming.book-file/1","calendars":[{"calendar":"cn","source":"s",
      "years":[2026],"days":[]}],"entitlement":{"lines":[{"rule":"w","when":{"op":"all","of":[{"op":"not","of":
      {"op":"missing","fact":"warranty"}},{"op":"in","fact":"warranty","values":["in"]}]},"payer":"manufacturer"}],"fees":[
      {"rule":"f","categories":["night"],"when":{"op":"missing","fact":"partner"},"payer":"company"}],"otherwise":"customer"},
      "routing":[{"route":"r","books":[{"relation":")") +
      relation + R"(","book":"b"}]}],"books":[{"book":"b","relation":")" + relation +
      R"(","versions":[)" + version + "]}]}";
  Result<BookFile> file = read_book_file(text);
  REQUIRE_MESSAGE(file.ok(), (file.ok() ? "" : file.error().field + " " + file.error().message));
  return std::move(*file);
}

}  // namespace fenming::testing
