#include "codec/plan_codec.h"

#include <algorithm>

#include "base/civil_time.h"
#include "codec/fields.h"
#include "codec/ticket_codec.h"

namespace fenming {
namespace {

constexpr size_t kMaxEntries = 1000;  // keeps every sum of amounts far within 64 bits

template <typename T>
bool has_twice(const std::vector<T>& entries, std::string T::*code) {
  std::vector<std::string_view> codes;
  for (const T& entry : entries)
    codes.push_back(entry.*code);
  std::sort(codes.begin(), codes.end());
  return std::adjacent_find(codes.begin(), codes.end()) != codes.end();
}

std::string format_month(int32_t day) {
  return format_date(day).substr(0, 7);
}

}  // namespace

template <typename IO>
void describe(IO& io, MeasureValue& m) {
  io.text("measure", m.measure, Need::kRequired);
  io.quantity("value", m.value, Need::kRequired);
}

template <typename IO>
void describe(IO& io, CategoryAmount& a) {
  io.text("category", a.category, Need::kRequired);
  io.integer("amount_fen", a.amount_fen, -kMaxFen, kMaxFen, Need::kRequired);
}

// The members that an account and its result begin with.
template <typename IO>
void describe_head(IO& io, CycleAccount& a) {
  io.text("account", a.account, Need::kRequired);
  io.choice("relation", a.relation, relation_name, parse_relation, std::optional<Relation>{});
  std::string month = IO::kReads ? std::string() : format_month(a.first_day);
  io.text("cycle", month, Need::kRequired);
  if constexpr (IO::kReads) {
    const std::optional<int32_t> day = parse_date(month + "-01");
    if (!day) return io.fail("cycle", "bad_value", "A cycle is a month such as 2026-03.");
    a.first_day = *day;
  }
}

template <typename IO>
void describe(IO& io, CycleAccount& a) {
  describe_head(io, a);
  io.list("measures", a.measures, Need::kOptional, kMaxEntries);
  io.list("amounts", a.amounts, Need::kOptional, kMaxEntries);
  if (!IO::kReads) return;
  if (has_twice(a.measures, &MeasureValue::measure)) {
    io.fail("measures", "duplicate", "A measure is stated twice.");
  }
  if (has_twice(a.amounts, &CategoryAmount::category)) {
    io.fail("amounts", "duplicate", "A category is stated twice.");
  }
}

// Plan lines are written only; they use the same writer of fields.
static void describe(FieldWriter& io, AppliedCoefficient& c) {
  io.text("measure", c.measure, Need::kRequired);
  io.quantity("value", c.value, Need::kRequired);
  io.integer("bp", c.bp, 0, kMaxBp, Need::kRequired);
}

static void describe(FieldWriter& io, PlanLine& l) {
  io.text("plan", l.plan, Need::kRequired);
  io.integer("version", l.version, 1, 0, Need::kRequired);
  io.choice("kind", l.kind, plan_kind_name, parse_plan_kind, std::optional<PlanKind>{});
  io.text("category", l.category, Need::kRequired);
  io.text("measure", l.measure, Need::kOptional);
  io.quantity("quantity", l.quantity);
  io.integer("base_fen", l.base_fen, 0, 0);
  io.list("coefficients", l.coefficients, Need::kOptional);
  io.integer("guaranteed_fen", l.guaranteed_fen, 0, 0);
  io.integer("compared_fen", l.compared_fen, 0, 0);
  io.integer("amount_fen", l.amount_fen, 0, 0, Need::kRequired);
}

Result<CycleAccount> read_cycle_account(std::string_view text) {
  const Result<Json> json = parse_json(text, {.max_bytes = size_t{1} << 20});
  if (!json) return json.error();
  return read_document<CycleAccount>(*json);
}

std::string write_plan_lines(const CycleAccount& account,
                             const Result<std::vector<PlanLine>>& lines) {
  std::string out;
  FieldWriter writer(out);
  CycleAccount head = account;
  describe_head(writer, head);
  if (!lines) {
    out += ",\"error\":" + write_error(lines.error());
    writer.finish();
    return out;
  }
  std::vector<PlanLine> printed = *lines;
  int64_t total_fen = 0;
  for (const PlanLine& line : printed)
    total_fen += line.amount_fen;  // at most two lines of 10^12 for each of 1,000 plans
  writer.integer("total_fen", total_fen, 0, 0, Need::kRequired);
  writer.list("lines", printed, Need::kRequired);
  writer.finish();
  return out;
}

std::string plan_accounts(const BookFile& file, std::string_view text) {
  std::string out;
  for (int64_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    const Result<CycleAccount> account = read_cycle_account(line);
    out += account ? write_plan_lines(*account, plan_lines(file, *account))
                   : write_line_error(number, account.error());
    out += '\n';
  }
  return out;
}

}  // namespace fenming
