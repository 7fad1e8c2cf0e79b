#include "engine/simulation/whatif.h"

#include <algorithm>

#include "base/assert.h"

namespace fenming {
namespace {

constexpr int32_t kChinaMinutes = 480;

BookVersion& last_version(Book& book) {
  FM_ASSERT(!book.versions.empty());
  return *std::max_element(book.versions.begin(), book.versions.end(),
                           [](const BookVersion& a, const BookVersion& b) {
                             return a.from < b.from || (a.from == b.from && a.version < b.version);
                           });
}

template <typename File>
auto& find_book(File& file, const std::string& code) {
  const auto found = std::find_if(file.books.begin(), file.books.end(),
                                  [&](const Book& book) { return book.book == code; });
  FM_ASSERT(found != file.books.end());
  return *found;
}

// Each book with its last version alone: that is what a what-if prices with.
void keep_last_versions(BookFile& file) {
  for (Book& book : file.books) {
    if (book.versions.empty()) continue;
    BookVersion last = last_version(book);
    book.versions.assign(1, std::move(last));
  }
}

}  // namespace

WhatIf::WhatIf(const BookFile& file, const std::string& book, const BookVersion* candidate,
               const History& history, const Grouping& grouping)
    : baseline_file_(file),
      candidate_file_(file),
      book_(book),
      history_(&history),
      groups_(groups_of(history, grouping)),
      months_(months_of(history, kChinaMinutes)) {
  keep_last_versions(baseline_file_);
  keep_last_versions(candidate_file_);
  if (candidate != nullptr) find_book(candidate_file_, book).versions[0] = *candidate;
  const Relation relation = find_book(baseline_file_, book).relation;
  baseline_ = std::make_unique<RelationRun>(baseline_file_, relation, history, RunOptions{});
  candidate_ = std::make_unique<RelationRun>(candidate_file_, relation, history, RunOptions{});
}

size_t WhatIf::candidate_unit() const {
  const auto& units = candidate_->units();
  for (size_t i = 0; i < units.size(); ++i) {
    if (units[i].book->book == book_) return i;
  }
  FM_ASSERT(false);
}

const BookVersion& WhatIf::baseline_version() const {
  return find_book(baseline_file_, book_).versions[0];
}
const BookVersion& WhatIf::candidate_version() const {
  return find_book(candidate_file_, book_).versions[0];
}

void WhatIf::edit_amounts(const std::string& tier, const std::function<void(BookVersion&)>& edit) {
  // The pass that is under way reads the version wherever the explaining path settles a ticket.
  waiting_edits_.push_back({tier, edit});
  ++edition_;
}

void WhatIf::apply_edits() {
  BookVersion& version = find_book(candidate_file_, book_).versions[0];
  for (const AmountEdit& edit : waiting_edits_) {
    edit.apply(version);
    edited_tiers_.push_back(edit.tier);
  }
  waiting_edits_.clear();
}

void WhatIf::edit_structure(const std::function<void(BookVersion&)>& edit) {
  // The compiled form points into the version, so an unfinished pass cannot go on with it.
  pass_.reset();
  apply_edits();
  edit(find_book(candidate_file_, book_).versions[0]);
  structure_changed_ = true;
  ++edition_;
}

// Tickets by the tier that priced them, after a pass over everything.
void WhatIf::index_tiers() {
  tickets_of_tier_.assign(candidate_version().tiers.size(), {});
  tickets_without_tier_.clear();
  const SettledColumns& columns = candidate_->columns();
  for (uint32_t i = 0; i < history_->size(); ++i) {
    if (!candidate_->takes_part(i)) continue;
    if (columns.tier[i] == kNoTier) {
      tickets_without_tier_.push_back(i);
    } else {
      tickets_of_tier_[columns.tier[i]].push_back(i);
    }
  }
}

std::vector<uint32_t> WhatIf::touched_tickets(const CompiledVersion::Changes& changes) const {
  const PreparedVersion& prepared = candidate_->prepared(candidate_unit());
  const SettledColumns& columns = candidate_->columns();
  const auto was_edited = [&](const TierView& view) {
    return std::any_of(edited_tiers_.begin(), edited_tiers_.end(), [&](const std::string& code) {
      return code.empty() || std::any_of(view.chain.begin(), view.chain.end(),
                                         [&](const Tier* tier) { return tier->tier == code; });
    });
  };
  const auto has_changed_line = [&](uint32_t ticket) {
    const auto [begin, end] = history_->visits_of(ticket);
    const uint32_t first = begin == 0 ? 0 : history_->line_end[begin - 1];
    const uint32_t last = begin == end ? first : history_->line_end[end - 1];
    for (uint32_t line = first; line < last; ++line) {
      if (changes.lines[history_->line_signature[line]]) return true;
    }
    return false;
  };
  std::vector<uint32_t> touched = tickets_without_tier_;
  for (size_t t = 0; t < tickets_of_tier_.size(); ++t) {
    const bool edited = was_edited(prepared.tiers()[t]);
    if (!edited && !changes.whole_tier[t] && !changes.line_tier[t]) continue;
    for (const uint32_t ticket : tickets_of_tier_[t]) {
      // What the explaining path settled may depend on anything that the tier states.
      const bool by_explaining = edited && columns.explained[ticket] != 0;
      if (changes.whole_tier[t] || by_explaining ||
          (changes.line_tier[t] && has_changed_line(ticket))) {
        touched.push_back(ticket);
      }
    }
  }
  return touched;
}

void WhatIf::start_pass() {
  apply_edits();
  Pass pass;
  pass.edition = edition_;
  pass.totals = totals_;
  pass.totals.edition = edition_;
  if (structure_changed_) {
    pass.baseline = !has_totals();
    candidate_->recompile(candidate_unit());
    pass.size = history_->size();
    // All amounts of the candidate are added anew.
    const size_t cells = groups_.labels.size() * months_.count;
    pass.totals.candidate_fen = 0;
    pass.totals.candidate_waiting = 0;
    pass.totals.candidate_by_group.assign(cells, 0);
    if (pass.baseline) pass.totals.baseline_by_group.assign(cells, 0);
  } else {
    // One edited tier prices itself and its heirs again, anything else every tier.
    const bool one_tier =
        std::all_of(edited_tiers_.begin(), edited_tiers_.end(),
                    [&](const std::string& code) { return code == edited_tiers_[0]; });
    const std::string_view tier =
        one_tier ? std::string_view(edited_tiers_[0]) : std::string_view{};
    pass.tickets = touched_tickets(candidate_->reprice(candidate_unit(), tier));
    pass.size = static_cast<uint32_t>(pass.tickets.size());
  }
  edited_tiers_.clear();
  pass_ = std::move(pass);
}

void WhatIf::add(Pass& pass, uint32_t ticket, int64_t before, int64_t after) const {
  WhatIfTotals& totals = pass.totals;
  totals.candidate_waiting += after == kUnsettled ? 1 : 0;
  totals.candidate_waiting -= before == kUnsettled ? 1 : 0;
  const int64_t delta = (after == kUnsettled ? 0 : after) - (before == kUnsettled ? 0 : before);
  totals.candidate_fen += delta;
  const uint16_t month = months_.of_ticket[ticket];
  if (month == Months::kNoMonth || delta == 0) return;
  const uint16_t group = groups_.of_signature[history_->signature[ticket]];
  totals.candidate_by_group[size_t{group} * months_.count + month] += delta;
}

bool WhatIf::work(uint32_t tickets) {
  if (!pass_) {
    if (!structure_changed_ && waiting_edits_.empty()) return false;
    start_pass();
  }
  Pass& pass = *pass_;
  const uint32_t end = std::min(pass.size, pass.done + tickets);
  const SettledColumns& columns = candidate_->columns();
  if (pass.tickets.empty() && structure_changed_) {
    candidate_->settle(pass.done, end);
    for (uint32_t i = pass.done; i < end; ++i)
      add(pass, i, 0, columns.total[i]);
    if (pass.baseline) {
      baseline_->settle(pass.done, end);
      for (uint32_t i = pass.done; i < end; ++i) {
        const int64_t fen = baseline_->columns().total[i];
        if (fen == kUnsettled) {
          ++pass.totals.baseline_waiting;
          continue;
        }
        pass.totals.baseline_fen += fen;
        const uint16_t month = months_.of_ticket[i];
        if (month == Months::kNoMonth) continue;
        const uint16_t group = groups_.of_signature[history_->signature[i]];
        pass.totals.baseline_by_group[size_t{group} * months_.count + month] += fen;
      }
    }
  } else {
    const auto tickets_now = std::span(pass.tickets).subspan(pass.done, end - pass.done);
    std::vector<int64_t> before;
    before.reserve(tickets_now.size());
    for (const uint32_t ticket : tickets_now)
      before.push_back(columns.total[ticket]);
    candidate_->settle_some(tickets_now);
    for (size_t k = 0; k < tickets_now.size(); ++k)
      add(pass, tickets_now[k], before[k], columns.total[tickets_now[k]]);
  }
  pass.done = end;
  if (pass.done < pass.size) return true;
  totals_ = std::move(pass.totals);
  last_pass_size_ = pass.size;
  const bool all = structure_changed_;
  structure_changed_ = false;
  pass_.reset();
  if (all) index_tiers();
  return !waiting_edits_.empty();
}

}  // namespace fenming
