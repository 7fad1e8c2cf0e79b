#include "cli/commands.h"

#include <cstdio>
#include <optional>

#include "base/civil_time.h"
#include "base/text.h"
#include "cli/address_command.h"
#include "cli/arguments.h"
#include "cli/replay_command.h"
#include "cli/template_command.h"
#include "codec/book_codec.h"
#include "codec/finding_codec.h"
#include "codec/history_codec.h"
#include "codec/plan_codec.h"
#include "codec/settle_stream.h"
#include "codec/simulation_codec.h"
#include "codec/ticket_codec.h"
#include "demo/demo.h"
#include "engine/pricing/analysis/check.h"
#include "engine/simulation/located.h"

namespace fenming {
namespace {

constexpr int kExitDone = 0;
constexpr int kExitRefused = 1;
constexpr int kExitUsage = 2;
constexpr size_t kFlushBytes = size_t{1} << 16;

constexpr const char* kUsage =
    "fenming settle --book B.json --tickets T.jsonl [--version N] [--explain]\n"
    "fenming plan --book B.json --measures M.jsonl\n"
    "fenming check-book B.json\n"
    "fenming verify-template T.json [--states N]\n"
    "fenming import-bpmn FILE.bpmn > T.json\n"
    "fenming export-bpmn T.json > FILE.bpmn\n"
    "fenming replay-history --before T.json --after T.json --book B.json [--after-book B.json]\n"
    "    --tickets P.jsonl\n"
    "fenming demo-past-tickets --template T.json --book B.json --tickets N --month YYYY-MM\n"
    "    [--seed S] > P.jsonl\n"
    "fenming simulate --history H --book A.json --candidate B.json [--by-date]\n"
    "fenming generate-history --tickets N --seed S [--jsonl] > H\n"
    "fenming resolve-address < ADDRESSES\n"
    "fenming demo-books > B.json\n";

int complain(const Error& error) {
  std::fprintf(stderr, "fenming: %s: %s %s\n", error.code.c_str(), error.field.c_str(),
               error.message.c_str());
  return kExitUsage;
}

void print(std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
}

Result<BookFile> load_book(const std::string& path) {
  const Result<std::string> text = read_file(path);
  if (!text) return text.error();
  return read_book_file(*text);
}

// Whether the file can be published; its errors are printed where it cannot.
bool accept_book(const BookFile& book) {
  const std::vector<Finding> findings = check_book_file(book, {.max_boxes = 0});
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) {
      std::fprintf(stderr, "%s\n", write_finding(finding).c_str());
    }
  }
  return is_publishable(findings);
}

int run_settle(const std::vector<std::string>& words) {
  const auto arguments =
      parse_arguments(words, {"--book", "--tickets", "--version"}, {"--explain"});
  if (!arguments) return complain(arguments.error());
  const auto book_path = arguments->option("--book");
  const auto tickets_path = arguments->option("--tickets");
  if (!book_path || !tickets_path) {
    return complain({"usage", "--book, --tickets", "Both are required."});
  }
  std::optional<int32_t> version;
  if (const auto text = arguments->option("--version")) {
    const auto number = parse_decimal(*text, 0);
    if (!number || *number < 1 || *number > 1'000'000) {
      return complain({"usage", "--version", "Expected the number of a version."});
    }
    version = static_cast<int32_t>(*number);
  }
  const Result<BookFile> book = load_book(*book_path);
  if (!book) return complain(book.error());
  const Result<std::string> tickets = read_file(*tickets_path);
  if (!tickets) return complain(tickets.error());

  if (!accept_book(*book)) return kExitUsage;
  const Settler settler(*book, version);
  const SettleStreamOptions options{arguments->flag("--explain")};
  std::string_view rest = *tickets;
  std::string out;
  for (int64_t number = 1; !rest.empty(); ++number) {
    const size_t end = rest.find('\n');
    settle_line(settler, rest.substr(0, end), number, options, out);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (out.size() >= kFlushBytes) {
      print(out);
      out.clear();
    }
  }
  print(out);
  return kExitDone;
}

int run_plan(const std::vector<std::string>& words) {
  const auto arguments = parse_arguments(words, {"--book", "--measures"}, {});
  if (!arguments) return complain(arguments.error());
  const auto book_path = arguments->option("--book");
  const auto measures_path = arguments->option("--measures");
  if (!book_path || !measures_path) {
    return complain({"usage", "--book, --measures", "Both are required."});
  }
  const Result<BookFile> book = load_book(*book_path);
  if (!book) return complain(book.error());
  const Result<std::string> measures = read_file(*measures_path);
  if (!measures) return complain(measures.error());
  if (!accept_book(*book)) return kExitUsage;
  print(plan_accounts(*book, *measures));
  return kExitDone;
}

int run_check_book(const std::vector<std::string>& words) {
  const auto arguments = parse_arguments(words, {}, {});
  if (!arguments) return complain(arguments.error());
  if (arguments->operands.size() != 1) return complain({"usage", "check-book", "Name one book."});
  const Result<BookFile> book = load_book(arguments->operands[0]);
  if (!book) return complain(book.error());
  const std::vector<Finding> findings = check_book_file(*book);
  print(write_finding_lines(findings));
  return is_publishable(findings) ? kExitDone : kExitRefused;
}

// A column snapshot as generate-history writes it, or ticket lines.
Result<History> load_history(const std::string& path) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) return bytes.error();
  if (!bytes->starts_with("{")) return read_history(*bytes);
  HistoryBuilder builder;
  std::string_view rest = *bytes;
  for (int64_t number = 1; !rest.empty(); ++number) {
    const size_t end = rest.find('\n');
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.empty()) continue;
    const Result<Ticket> ticket = read_ticket(line);
    if (!ticket) {
      Error error = ticket.error();
      error.field = path + " line " + std::to_string(number) + " " + error.field;
      return error;
    }
    builder.add(*ticket);
  }
  return builder.finish();
}

int run_simulate(const std::vector<std::string>& words) {
  const auto arguments =
      parse_arguments(words, {"--history", "--book", "--candidate"}, {"--by-date"});
  if (!arguments) return complain(arguments.error());
  const auto history_path = arguments->option("--history");
  const auto book_path = arguments->option("--book");
  const auto candidate_path = arguments->option("--candidate");
  if (!history_path || !book_path || !candidate_path) {
    return complain({"usage", "--history, --book, --candidate", "All three are required."});
  }
  const Result<BookFile> book = load_book(*book_path);
  if (!book) return complain(book.error());
  const Result<BookFile> candidate = load_book(*candidate_path);
  if (!candidate) return complain(candidate.error());
  for (const BookFile* file : {&*book, &*candidate}) {
    if (!is_publishable(check_book_file(*file, {.max_boxes = 0}))) {
      return complain({"not_publishable", "--book, --candidate", "See fenming check-book."});
    }
  }
  if (book->zones != candidate->zones) return complain(zones_differ());
  Result<History> history = load_history(*history_path);
  if (!history) return complain(history.error());
  locate(book->zones, *history);
  print(simulate_to_json(*book, *candidate, *history, {arguments->flag("--by-date")}) + "\n");
  return kExitDone;
}

int run_generate_history(const std::vector<std::string>& words) {
  const auto arguments = parse_arguments(words, {"--tickets", "--seed"}, {"--jsonl"});
  if (!arguments) return complain(arguments.error());
  const auto tickets = parse_decimal(arguments->option("--tickets").value_or(""), 0);
  const auto seed = parse_decimal(arguments->option("--seed").value_or("1"), 0);
  if (!tickets || *tickets < 0 || *tickets > 2'000'000 || !seed || *seed < 0) {
    return complain({"usage", "--tickets, --seed", "Expected 0 to 2000000 tickets and a seed."});
  }
  const History history =
      demo_history(static_cast<uint32_t>(*tickets), static_cast<uint64_t>(*seed));
  if (!arguments->flag("--jsonl")) {
    print(write_history(history));
    return kExitDone;
  }
  for (uint32_t i = 0; i < history.size(); ++i) {
    print(write_ticket(history.ticket(i), kChinaMinutes) + "\n");
  }
  return kExitDone;
}

}  // namespace

int run_command(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::fputs(kUsage, stderr);
    return kExitUsage;
  }
  const std::vector<std::string> rest(arguments.begin() + 1, arguments.end());
  if (arguments[0] == "settle") return run_settle(rest);
  if (arguments[0] == "plan") return run_plan(rest);
  if (arguments[0] == "check-book") return run_check_book(rest);
  if (arguments[0] == "verify-template") return run_verify_template(rest);
  if (arguments[0] == "import-bpmn") return run_import_bpmn(rest);
  if (arguments[0] == "export-bpmn") return run_export_bpmn(rest);
  if (arguments[0] == "replay-history") return run_replay_history(rest);
  if (arguments[0] == "demo-past-tickets") return run_demo_past_tickets(rest);
  if (arguments[0] == "simulate") return run_simulate(rest);
  if (arguments[0] == "generate-history") return run_generate_history(rest);
  if (arguments[0] == "resolve-address") return run_resolve_address(rest);
  if (arguments[0] == "demo-books") {
    print(write_book_file(demo_books()) + "\n");
    return kExitDone;
  }
  std::fputs(kUsage, stderr);
  return kExitUsage;
}

}  // namespace fenming
