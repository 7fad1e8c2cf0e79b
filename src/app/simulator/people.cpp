#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>

#include "app/simulator/views.h"

namespace fenming::app::simulator {
namespace {

constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
constexpr int64_t kMax = std::numeric_limits<int64_t>::max();

struct Sums {
  int64_t fen = 0;
  int64_t months = 0;  // in which there is an amount
};
Sums sums_of(const RunTotals& totals, size_t person) {
  Sums sums;
  for (size_t m = 0; m < totals.months; ++m) {
    const int64_t fen = totals.by_person[person * totals.months + m];
    sums.fen += fen;
    sums.months += fen != 0 ? 1 : 0;
  }
  return sums;
}

int64_t divided(int64_t sum, int64_t count) {
  if (count == 0) return 0;
  return (sum < 0 ? sum - count / 2 : sum + count / 2) / count;
}

// Half-open on the side of zero, so that nobody is in two bands: (from, to] below, [from, to)
// above.
struct BandEdges {
  int64_t from;
  int64_t to;
  int sign;
  std::string_view label;
};
constexpr std::array<BandEdges, 9> kBands = {BandEdges{kMin, -1000, -1, "< −10 %"},
                                             BandEdges{-1000, -500, -1, "−10 … −5 %"},
                                             BandEdges{-500, -200, -1, "−5 … −2 %"},
                                             BandEdges{-200, 0, -1, "−2 … 0 %"},
                                             BandEdges{0, 0, 0, "0 %"},
                                             BandEdges{0, 200, 1, "0 … +2 %"},
                                             BandEdges{200, 500, 1, "+2 … +5 %"},
                                             BandEdges{500, 1000, 1, "+5 … +10 %"},
                                             BandEdges{1000, kMax, 1, "> +10 %"}};

// A person whose change rounds to nothing still moved, to the side of the sign.
bool is_in(const BandEdges& band, const PersonRow& person) {
  const int64_t bp = person.delta_bp();
  if (band.sign == 0) return person.delta_fen == 0;
  if (band.sign < 0)
    return person.delta_fen < 0 && bp >= band.from && (bp < band.to || band.to == 0);
  return person.delta_fen > 0 && (bp > band.from || band.from == 0) && bp <= band.to;
}

}  // namespace

std::vector<PersonRow> people_of(const Session& session) {
  const Settled& settled = session.settled();
  std::vector<PersonRow> rows;
  std::unordered_map<std::string_view, size_t> places;
  const auto row_of = [&](std::string_view name) -> PersonRow& {
    const auto [entry, fresh] = places.try_emplace(name, rows.size());
    if (fresh) {
      rows.emplace_back();
      rows.back().person = name;
    }
    return rows[entry->second];
  };
  std::vector<int64_t> months;
  for (size_t i = 0; i < settled.baseline.people.size(); ++i) {
    PersonRow& row = row_of(settled.baseline.people[i]);
    const Sums sums = sums_of(settled.baseline, i);
    row.tickets = settled.baseline.person_tickets[i];
    row.baseline_fen = sums.fen;
    row.delta_fen = -sums.fen;
    months.push_back(sums.months);
  }
  for (size_t i = 0; i < settled.candidate.people.size(); ++i) {
    PersonRow& row = row_of(settled.candidate.people[i]);
    const Sums sums = sums_of(settled.candidate, i);
    row.delta_fen += sums.fen;
    if (months.size() < rows.size()) months.push_back(sums.months);
  }
  for (size_t i = 0; i < rows.size(); ++i) {
    rows[i].average_fen = divided(rows[i].baseline_fen, months[i]);
    rows[i].average_delta_fen = divided(rows[i].delta_fen, months[i]);
  }
  std::stable_sort(rows.begin(), rows.end(), [](const PersonRow& a, const PersonRow& b) {
    const int64_t left = a.delta_bp(), right = b.delta_bp();
    return left < right || (left == right && a.delta_fen < b.delta_fen);
  });
  return rows;
}

std::vector<Band> bands_of(const std::vector<PersonRow>& people) {
  std::vector<Band> bands;
  for (const BandEdges& edges : kBands) {
    const auto count = std::count_if(people.begin(), people.end(),
                                     [&](const PersonRow& person) { return is_in(edges, person); });
    bands.push_back({std::string(edges.label), static_cast<int64_t>(count), edges.sign});
  }
  return bands;
}

}  // namespace fenming::app::simulator
