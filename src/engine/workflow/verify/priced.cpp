#include "engine/workflow/verify/priced.h"

#include <algorithm>
#include <set>
#include <string>

#include "engine/condition.h"
#include "engine/ticket.h"

namespace fenming::workflow {
namespace {

const BookVersion* version_on(const Book& book, int32_t today) {
  const BookVersion* best = nullptr;
  const BookVersion* first = nullptr;
  for (const BookVersion& version : book.versions) {
    if (version.status == VersionStatus::kDraft || version.status == VersionStatus::kRetired)
      continue;
    if (first == nullptr || version.from < first->from) first = &version;
    if (version.from <= today && (best == nullptr || version.from >= best->from)) best = &version;
  }
  return best != nullptr ? best : first;
}

// Whether a ticket of which only the template is known can take the route: what is unknown can
// become true.
bool can_take(const Route& route, std::string_view code) {
  if (!route.when) return true;
  Ticket ticket;
  ticket.fact(Fact::kTemplate) = code;
  FactView view;
  view.ticket = &ticket;
  return evaluate(*route.when, view) != Tri::kFalse;
}

std::set<std::string> categories_of(const BookVersion& version) {
  std::set<std::string> found;
  for (const Item& item : version.items)
    found.insert(item.category);
  for (const Tier& tier : version.tiers) {
    if (tier.travel) found.insert("travel");
    if (tier.on_site) found.insert("on_site");
    if (tier.handling_fen) found.insert("handling");
    if (tier.quote) found.insert("labour");
  }
  if (!version.parts.empty()) found.insert("parts");
  for (const Surcharge& surcharge : version.surcharges)
    found.insert(surcharge.category);
  for (const SplitStep& step : version.split.steps) {
    if (step.fixed) found.insert(step.category);
  }
  found.erase("");
  return found;
}

}  // namespace

VerifyInput verify_input(const BookFile& file, std::string_view code, int32_t today) {
  VerifyInput input;
  std::set<std::string> seen;
  std::set<std::pair<Relation, std::string>> categories;
  for (const Route& route : file.routing) {
    if (!can_take(route, code)) continue;
    for (const RouteBook& link : route.books) {
      const auto book = std::find_if(file.books.begin(), file.books.end(),
                                     [&](const Book& one) { return one.book == link.book; });
      if (book == file.books.end() || !seen.insert(book->book).second) continue;
      const BookVersion* version = version_on(*book, today);
      if (version == nullptr) continue;
      input.pins.push_back({book->relation, book->book, version->pin_event});
      for (const std::string& category : categories_of(*version))
        categories.insert({book->relation, category});
    }
  }
  for (const auto& [relation, category] : categories)
    input.categories.push_back({relation, category});
  return input;
}

}  // namespace fenming::workflow
