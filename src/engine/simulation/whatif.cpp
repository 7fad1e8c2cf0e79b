#include "engine/simulation/whatif.h"

#include <algorithm>

#include "base/assert.h"
#include "base/civil_time.h"

namespace fenming {
namespace {

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

bool WhatIf::has_changed_line(const AmountChanges& changes, uint32_t ticket) const {
  const auto [begin, end] = history_->visits_of(ticket);
  const uint32_t first = begin == 0 ? 0 : history_->line_end[begin - 1];
  const uint32_t last = begin == end ? first : history_->line_end[end - 1];
  for (uint32_t line = first; line < last; ++line) {
    if (changes.lines[history_->line_signature[line]]) return true;
  }
  return false;
}

TierTickets& WhatIf::tickets_of_tiers() {
  if (!tickets_) tickets_.emplace(*candidate_, candidate_unit(), groups_, months_);
  return *tickets_;
}

bool WhatIf::prepare(uint32_t tickets) {
  return is_current() && tickets_of_tiers().prepare(tickets);
}

// What an edit of amounts can touch: packed tickets of tiers that price few, and single ones.
void WhatIf::find_touched(const AmountChanges& changes, Pass& pass) {
  TierTickets& of_tiers = tickets_of_tiers();
  const PreparedVersion& prepared = candidate_->prepared(candidate_unit());
  const SettledColumns& columns = candidate_->columns();
  const auto was_edited = [&](const TierView& view) {
    return std::any_of(edited_tiers_.begin(), edited_tiers_.end(), [&](const std::string& code) {
      return code.empty() || std::any_of(view.chain.begin(), view.chain.end(),
                                         [&](const Tier* tier) { return tier->tier == code; });
    });
  };
  // A ticket that lost its tier may stand in a list as well; it must be settled once.
  const std::vector<uint32_t>& without_tier = of_tiers.without_tier();
  std::vector<bool> taken(without_tier.empty() ? 0 : history_->size(), false);
  const auto take = [&](uint32_t ticket) {
    if (!taken.empty() && taken[ticket]) return;
    if (!taken.empty()) taken[ticket] = true;
    pass.tickets.push_back(ticket);
  };
  for (const uint32_t ticket : without_tier)
    take(ticket);
  for (size_t t = 0; t < prepared.tiers().size(); ++t) {
    const bool edited = was_edited(prepared.tiers()[t]);
    if (!edited && !changes.whole_tier[t] && !changes.line_tier[t]) continue;
    TierTickets::Packed* packed = of_tiers.packed(t);
    if (packed != nullptr) pass.packed.push_back(packed);
    for (const uint32_t ticket : packed != nullptr ? packed->rest : of_tiers.list(t)) {
      // What the explaining path settled may depend on anything that the tier states.
      const bool by_explaining = edited && columns.explained[ticket] != 0;
      if (changes.whole_tier[t] || by_explaining ||
          (changes.line_tier[t] && has_changed_line(changes, ticket))) {
        take(ticket);
      }
    }
  }
  pass.size = static_cast<uint32_t>(pass.tickets.size());
  for (const TierTickets::Packed* packed : pass.packed)
    pass.size += packed->tickets.size();
}

void WhatIf::start_pass() {
  apply_edits();
  Pass pass;
  pass.edition = edition_;
  pass.totals = totals_;
  pass.totals.edition = edition_;
  pass.everything = structure_changed_;
  if (structure_changed_) {
    tickets_.reset();
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
    find_touched(candidate_->reprice(candidate_unit(), tier), pass);
  }
  edited_tiers_.clear();
  pass_ = std::move(pass);
}

int64_t WhatIf::add_change(WhatIfTotals& totals, int64_t before, int64_t after) {
  totals.candidate_waiting += after == kUnsettled ? 1 : 0;
  totals.candidate_waiting -= before == kUnsettled ? 1 : 0;
  const int64_t delta = (after == kUnsettled ? 0 : after) - (before == kUnsettled ? 0 : before);
  totals.candidate_fen += delta;
  return delta;
}

void WhatIf::add(Pass& pass, uint32_t ticket, int64_t before, int64_t after) const {
  const int64_t delta = add_change(pass.totals, before, after);
  const uint16_t month = months_.of_ticket[ticket];
  if (month == Months::kNoMonth || delta == 0) return;
  const uint16_t group = groups_.of_signature[history_->signature[ticket]];
  pass.totals.candidate_by_group[size_t{group} * months_.count + month] += delta;
}

// Settles everything from `begin` to `end`, on both sides in the first pass.
void WhatIf::settle_all(Pass& pass, uint32_t begin, uint32_t end) {
  candidate_->settle(begin, end);
  for (uint32_t i = begin; i < end; ++i)
    add(pass, i, 0, candidate_->columns().total[i]);
  if (!pass.baseline) return;
  baseline_->settle(begin, end);
  for (uint32_t i = begin; i < end; ++i) {
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

// Settles whole blocks of the packed tier that is next, about `tickets` of them; returns how many.
uint32_t WhatIf::settle_packed(Pass& pass, uint32_t tickets) {
  TierTickets::Packed& packed = *pass.packed.back();
  const std::vector<PackedTickets::Block>& blocks = packed.tickets.blocks;
  const size_t first = pass.packed_block;
  const uint32_t begin = first == 0 ? 0 : blocks[first - 1].ticket_end;
  size_t last = first;
  while (last < blocks.size() && (last == first || blocks[last].ticket_end - begin <= tickets))
    ++last;
  const uint32_t end = last == first ? begin : blocks[last - 1].ticket_end;
  std::vector<Repriced> repriced(end - begin);
  candidate_->settle_packed(candidate_unit(), packed.tickets, first, last, repriced);
  int64_t* by_group = pass.totals.candidate_by_group.data();
  for (size_t k = 0; k < repriced.size(); ++k) {
    const int64_t delta = add_change(pass.totals, repriced[k].before, repriced[k].after);
    const uint16_t cell = packed.cells[begin + k];
    if (cell != TierTickets::kNoCell) by_group[cell] += delta;
  }
  pass.packed_block = last;
  if (last == blocks.size()) {
    pass.packed.pop_back();
    pass.packed_block = 0;
  }
  return end - begin;
}

void WhatIf::settle_listed(Pass& pass, uint32_t tickets) {
  const size_t left = pass.tickets.size() - pass.listed_done;
  const auto now =
      std::span(pass.tickets).subspan(pass.listed_done, std::min<size_t>(tickets, left));
  const SettledColumns& columns = candidate_->columns();
  std::vector<std::pair<int64_t, uint16_t>> before;
  before.reserve(now.size());
  for (const uint32_t ticket : now)
    before.emplace_back(columns.total[ticket], columns.tier[ticket]);
  candidate_->settle_some(now);
  for (size_t k = 0; k < now.size(); ++k) {
    add(pass, now[k], before[k].first, columns.total[now[k]]);
    // Its tier is found again only where it is looked for.
    const bool lost_tier = before[k].second != kNoTier && columns.tier[now[k]] == kNoTier;
    if (lost_tier) tickets_->add_without_tier(now[k]);
  }
  pass.listed_done += static_cast<uint32_t>(now.size());
  pass.done += static_cast<uint32_t>(now.size());
}

void WhatIf::advance(Pass& pass, uint32_t tickets) {
  if (pass.everything) {
    const uint32_t end = pass.size - pass.done > tickets ? pass.done + tickets : pass.size;
    settle_all(pass, pass.done, end);
    pass.done = end;
    return;
  }
  uint32_t left = tickets;
  while (!pass.packed.empty() && left > 0) {
    const uint32_t settled = settle_packed(pass, left);
    pass.done += settled;
    left -= std::min(left, settled);
  }
  if (pass.packed.empty()) settle_listed(pass, left);
}

bool WhatIf::work(uint32_t tickets) {
  if (!pass_) {
    if (!structure_changed_ && waiting_edits_.empty()) return false;
    start_pass();
  }
  advance(*pass_, tickets);
  if (pass_->done < pass_->size) return true;
  totals_ = std::move(pass_->totals);
  last_pass_size_ = pass_->size;
  if (pass_->everything) structure_changed_ = false;
  pass_.reset();
  return !waiting_edits_.empty();
}

}  // namespace fenming
