#include "cli/replay_command.h"

#include <algorithm>
#include <cstdio>

#include "base/civil_time.h"
#include "base/text.h"
#include "cli/arguments.h"
#include "cli/template_command.h"
#include "codec/book_codec.h"
#include "codec/run_codec.h"
#include "codec/template_codec.h"
#include "demo/demo.h"
#include "engine/workflow/run/file_world.h"

namespace fenming {
namespace {

using namespace workflow;

constexpr int64_t kMostTickets = 100'000;

int complain(const Error& error) {
  std::fprintf(stderr, "fenming: %s: %s %s\n", error.code.c_str(), error.field.c_str(),
               error.message.c_str());
  return 2;
}

void print(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

// The file of a required option, read by `read`.
template <typename Read>
auto load(const Arguments& arguments, const char* option, const Read& read)
    -> decltype(read(std::string())) {
  const auto path = arguments.option(option);
  if (!path) return Error{"usage", option, "Expected a file."};
  const Result<std::string> text = read_file(*path);
  if (!text) return text.error();
  return read(*text);
}

Result<BookFile> book_of(const std::string& text) {
  return read_book_file(text);
}
Result<TemplateDocument> template_of(const std::string& text) {
  return read_either(text);
}
Result<std::vector<HistoryCase>> tickets_of(const std::string& text) {
  return read_past_tickets(text);
}

// The day on which the first ticket was created says which book versions are in force.
int32_t day_of(const std::vector<HistoryCase>& cases) {
  if (cases.empty() || cases[0].events.empty()) return 0;
  return local_date(cases[0].events[0].at, kChinaMinutes).value_or(0);
}

}  // namespace

int run_replay_history(const std::vector<std::string>& words) {
  const auto arguments =
      parse_arguments(words, {"--before", "--after", "--book", "--after-book", "--tickets"}, {});
  if (!arguments) return complain(arguments.error());
  const auto before = load(*arguments, "--before", template_of);
  if (!before) return complain(before.error());
  const auto after = load(*arguments, "--after", template_of);
  if (!after) return complain(after.error());
  const auto book = load(*arguments, "--book", book_of);
  if (!book) return complain(book.error());
  const bool other = arguments->option("--after-book").has_value();
  const auto after_book = load(*arguments, other ? "--after-book" : "--book", book_of);
  if (!after_book) return complain(after_book.error());
  const auto cases = load(*arguments, "--tickets", tickets_of);
  if (!cases) return complain(cases.error());
  const Settler settler(*book);
  const Settler after_settler(*after_book);
  const int32_t day = day_of(*cases);
  const auto differences = replay_history(
      {before->model, &settler, file_world(*book, before->model.code, day)},
      {after->model, &after_settler, file_world(*after_book, after->model.code, day)}, *cases);
  print(write_history(differences) + "\n");
  const bool same = std::all_of(differences.begin(), differences.end(),
                                [](const HistoryDifference& one) { return one.same(); });
  return same ? 0 : 1;
}

int run_demo_past_tickets(const std::vector<std::string>& words) {
  const auto arguments =
      parse_arguments(words, {"--template", "--book", "--tickets", "--seed", "--month"}, {});
  if (!arguments) return complain(arguments.error());
  const auto version = load(*arguments, "--template", template_of);
  if (!version) return complain(version.error());
  const auto book = load(*arguments, "--book", book_of);
  if (!book) return complain(book.error());
  const auto number = parse_decimal(arguments->option("--tickets").value_or(""), 0);
  if (!number || *number < 0 || *number > kMostTickets) {
    return complain({"usage", "--tickets", "Expected 0 to 100000 tickets."});
  }
  const auto seed = parse_decimal(arguments->option("--seed").value_or("1"), 0);
  if (!seed) return complain({"usage", "--seed", "Expected a number."});
  const auto month = parse_date(arguments->option("--month").value_or("") + "-01");
  if (!month) return complain({"usage", "--month", "Expected year and month, as 2026-10."});
  for (const HistoryCase& one :
       demo_past_tickets(version->model, *book, static_cast<uint32_t>(*number),
                         static_cast<uint64_t>(*seed), *month))
    print(write_past_ticket(one) + "\n");
  return 0;
}

}  // namespace fenming
