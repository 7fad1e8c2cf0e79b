#include "engine/simulation/backtest.h"

#include <algorithm>
#include <limits>

namespace fenming {
namespace {

constexpr int64_t kYuan = 100;
constexpr int64_t kJiao = 10;

int64_t distance(int64_t a, int64_t b) {
  return a < b ? b - a : a - b;
}

bool is_rounded(int64_t paid, int64_t settled) {
  for (const int64_t unit : {kYuan, kJiao}) {
    if (paid % unit == 0 && distance(paid, settled) < unit) return true;
  }
  return false;
}

// The one category without which the settlement is what was paid.
std::optional<std::string> unpaid_category(const Settlement& settlement, int64_t paid) {
  std::map<std::string, int64_t> parts;
  for (const SettlementLine& line : settlement.lines)
    parts[line.category] += line.amount_fen;
  if (parts.size() < 2) return std::nullopt;
  for (const auto& [category, fen] : parts) {
    if (fen != 0 && settlement.total_fen - fen == paid) return category;
  }
  return std::nullopt;
}

}  // namespace

// Versions of a book as if one tier, or another version, priced everything; made when first needed.
struct Backtest::Variants {
  struct Variant {
    BookVersion version;  // a copy where a tier is forced; else empty
    std::unique_ptr<PreparedVersion> prepared;
    std::string name;
  };
  struct OfVersion {
    std::vector<std::unique_ptr<Variant>> versions;
    std::vector<std::unique_ptr<Variant>> tiers;
  };

  const OfVersion& of(const PreparedVersion& prepared) {
    const auto [entry, fresh] = made.try_emplace(&prepared.version());
    if (fresh) make(prepared, entry->second);
    return entry->second;
  }

  void make(const PreparedVersion& prepared, OfVersion& all) const {
    const Book& book = prepared.book();
    for (const BookVersion& other : *published) {
      if (other.status == VersionStatus::kDraft) continue;
      auto variant = std::make_unique<Variant>();
      variant->name = std::to_string(other.version);
      variant->prepared =
          std::make_unique<PreparedVersion>(book, other, find_calendar(*file, other.calendar));
      all.versions.push_back(std::move(variant));
    }
    for (size_t i = 0; i < prepared.version().tiers.size(); ++i) {
      const Tier& tier = prepared.version().tiers[i];
      if (tier.quote) continue;
      auto variant = std::make_unique<Variant>();
      variant->name = tier.tier;
      variant->version = prepared.version();
      variant->version.tiers[i].when.reset();
      variant->version.tiers[i].priority = std::numeric_limits<int32_t>::max();
      variant->prepared = std::make_unique<PreparedVersion>(
          book, variant->version, find_calendar(*file, variant->version.calendar));
      all.tiers.push_back(std::move(variant));
    }
  }

  // The first variant that pays exactly `paid`; null where none does.
  const Variant* paying(const std::vector<std::unique_ptr<Variant>>& list, const Ticket& ticket,
                        const std::string& besides, int64_t paid) const {
    for (const auto& variant : list) {
      if (variant->name == besides) continue;
      const Result<Settlement> settled =
          settle_under(*variant->prepared, file->entitlement, file_local_time(*file), ticket);
      if (settled && settled->total_fen == paid) return variant.get();
    }
    return nullptr;
  }

  const BookFile* file;
  const std::vector<BookVersion>* published;
  std::map<const BookVersion*, OfVersion> made;
};

BacktestGroup BacktestTotals::sum(PaidCause first, PaidCause last) const {
  BacktestGroup all;
  all.cause = first;
  for (const BacktestGroup& group : groups) {
    if (group.cause < first || group.cause > last) continue;
    all.tickets += group.tickets;
    all.paid_fen += group.paid_fen;
    all.settled_fen += group.settled_fen;
  }
  return all;
}

Backtest::Backtest(const RelationRun& run, const BookFile& file,
                   const std::vector<BookVersion>& versions)
    : run_(&run), variants_(std::make_unique<Variants>()) {
  variants_->file = &file;
  variants_->published = &versions;
}
Backtest::~Backtest() = default;

bool Backtest::work(uint32_t tickets) {
  const uint32_t size = run_->history().size();
  const uint32_t end = size - next_ < tickets ? size : next_ + tickets;
  for (; next_ < end; ++next_)
    judge(next_);
  return next_ < size;
}

void Backtest::judge(uint32_t ticket) {
  if (!run_->takes_part(ticket)) return;
  ++tickets_;
  const auto paid = run_->history().paid(ticket);
  const int64_t total = run_->columns().total[ticket];
  const int64_t settled = total == kUnsettled ? 0 : total;
  if (!paid) return add({PaidCause::kNoAmount, {}}, ticket, 0, settled);
  if (total != kUnsettled && *paid == total)
    return add({PaidCause::kEqual, {}}, ticket, *paid, settled);
  add(cause_of(ticket, *paid, total), ticket, *paid, settled);
}

Backtest::Key Backtest::cause_of(uint32_t ticket, int64_t paid, int64_t settled) {
  const Result<Settlement> explained = run_->explain(ticket);
  if (!explained) return {PaidCause::kNotPriced, explained.error().code};
  if (is_rounded(paid, settled)) return {PaidCause::kRounded, {}};
  const CompiledVersion* version = run_->version_of(ticket);
  if (version != nullptr) {
    const Variants::OfVersion& others = variants_->of(version->prepared());
    const Ticket facts = run_->history().ticket(ticket);
    if (const auto* other = variants_->paying(others.versions, facts, {}, paid))
      return {PaidCause::kVersion, other->name};
    if (const auto* other = variants_->paying(others.tiers, facts, explained->tier, paid))
      return {PaidCause::kTier, other->name};
  }
  if (auto category = unpaid_category(*explained, paid))
    return {PaidCause::kCategory, std::move(*category)};
  return {paid > settled ? PaidCause::kPaidMore : PaidCause::kPaidLess, {}};
}

void Backtest::add(Key key, uint32_t ticket, int64_t paid, int64_t settled) {
  BacktestGroup& group = groups_[key];
  group.cause = key.first;
  group.detail = key.second;
  ++group.tickets;
  group.paid_fen += paid;
  group.settled_fen += settled;
  const History& history = run_->history();
  const auto weight = [&](uint32_t sample) {
    const int64_t total = run_->columns().total[sample];
    return distance(history.paid(sample).value_or(0), total == kUnsettled ? 0 : total);
  };
  const auto place = std::find_if(group.samples.begin(), group.samples.end(), [&](uint32_t sample) {
    return weight(sample) < distance(paid, settled);
  });
  group.samples.insert(place, ticket);
  if (group.samples.size() > kSamples) group.samples.pop_back();
}

BacktestTotals Backtest::totals() const {
  BacktestTotals totals;
  totals.tickets = tickets_;
  for (const auto& entry : groups_)
    totals.groups.push_back(entry.second);
  std::stable_sort(totals.groups.begin(), totals.groups.end(),
                   [](const BacktestGroup& a, const BacktestGroup& b) {
                     if (a.cause != b.cause) return a.cause < b.cause;
                     return a.paid_fen > b.paid_fen;
                   });
  return totals;
}

}  // namespace fenming
