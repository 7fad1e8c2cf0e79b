#include "app/pricing/settlement_error.h"

#include <algorithm>
#include <array>
#include <optional>

#include "app/pricing/condition_sentence.h"
#include "app/pricing/named.h"
#include "base/text.h"

namespace fenming::app {
namespace {

constexpr std::array kSentences = {Named{"undecided", Key::waits_undecided},
                                   Named{"no_route", Key::waits_no_route},
                                   Named{"no_price_book", Key::waits_no_book},
                                   Named{"no_book", Key::waits_no_relation},
                                   Named{"no_tier", Key::waits_no_tier},
                                   Named{"no_item_price", Key::waits_no_price},
                                   Named{"unmapped_item", Key::waits_unmapped},
                                   Named{"needs_quote", Key::waits_quote},
                                   Named{"quote_out_of_bounds", Key::waits_quote_bounds},
                                   Named{"missing_fact", Key::waits_missing},
                                   Named{"share_out_of_bounds", Key::waits_share},
                                   Named{"split_exceeds_category", Key::waits_split},
                                   Named{"money_overflow", Key::waits_overflow}};

std::optional<size_t> index_after(std::string_view path, std::string_view list) {
  const size_t at = path.find(list);
  if (at == std::string_view::npos) return std::nullopt;
  const size_t begin = at + list.size();
  const auto number = parse_decimal(path.substr(begin, path.find(']', begin) - begin), 0);
  if (!number || *number < 0) return std::nullopt;
  return static_cast<size_t>(*number);
}

// "visits[0].lines[1].item" names a line; its item or part has a name in the book, or only a code.
std::string line_subject(std::string_view path, const Ticket& ticket, const BookVersion& version) {
  const auto visit = index_after(path, "visits[");
  const auto line = index_after(path, "lines[");
  if (!visit || !line || *visit >= ticket.visits.size()) return {};
  const auto& lines = ticket.visits[*visit].lines;
  if (*line >= lines.size()) return {};
  const std::string& code = lines[*line].item.empty() ? lines[*line].part : lines[*line].item;
  for (const Item& item : version.items) {
    if (item.item == code && !item.name.empty()) return item.name;
  }
  for (const Part& part : version.parts) {
    if (part.part == code && !part.name.empty()) return part.name;
  }
  return code;
}

// "tier:premium/brand" ends in the fact that is missing.
std::string fact_subject(std::string_view path, const Locale& locale) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  if (const auto fact = parse_fact(name)) return std::string(fact_label(*fact, locale));
  if (const auto time = parse_time_name(name)) return std::string(time_label(*time, locale));
  return std::string(name);
}

std::string subject_of(const Error& error, const Ticket& ticket, const BookVersion& version,
                       const Locale& locale) {
  if (error.code == "undecided") return fact_subject(error.field, locale);
  if (error.field == "people") return std::string(locale.text(Key::simulator_person));
  const std::string line = line_subject(error.field, ticket, version);
  return line.empty() ? error.field : line;
}

}  // namespace

std::string settlement_error_text(const Error& error, const Ticket& ticket,
                                  const BookVersion& version, const Locale& locale) {
  const auto sentence = find_key(kSentences, error.code);
  if (!sentence) return error.message;
  return locale.format(*sentence, {subject_of(error, ticket, version, locale)});
}

}  // namespace fenming::app
