// The amounts of a book version that a simulation turns: factors, travel, markup, charges, limits,
// item prices. A knob is an address by codes, so that the same one is found in the baseline and in
// the candidate; it only ever changes a number that stands, never a list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/command_log.h"
#include "app/locale.h"
#include "base/result.h"
#include "engine/pricing/book.h"

namespace fenming::app::simulator {

enum class KnobKind : uint8_t {
  kFactor,
  kTravelStart,
  kTravelPerKm,
  kTravelIncluded,
  kMarkup,
  kOnSite,
  kHandling,
  kTierPrice,
  kTierCharge,
  kTierLimit,
  kBundle,  // a tier's own, by code
  kSurcharge,
  kCap,
  kLimit,
  kItem,  // the version's, by code
};
enum class KnobUnit : uint8_t { kMoney, kPercent, kFactor, kDistance };

struct KnobAddress {
  KnobKind kind = KnobKind::kFactor;
  std::string tier = {};  // empty: the version itself
  std::string code = {};  // of an item, surcharge, limit or bundle
  int part = 0;           // of a charge or travel: its steps; 0 where there is one number

  bool operator==(const KnobAddress&) const = default;
};

struct Knob {
  KnobAddress address;
  KnobUnit unit = KnobUnit::kMoney;
  std::string group = {};  // the tier's name, or the heading of its section
  std::string label = {};
  std::optional<int64_t> baseline;  // absent where the baseline has no such number
  int64_t value = 0;
  int64_t minimum = 0;
  int64_t maximum = 0;
  int64_t step = 1;
  bool changed() const { return baseline != value; }
};

std::optional<int64_t> read_knob(const BookVersion& version, const KnobAddress& address);
// False where the version has no such number.
bool write_knob(BookVersion& version, const KnobAddress& address, int64_t value);

// All knobs of the candidate: tiers in their order, then surcharges, limits, items.
std::vector<Knob> list_knobs(const BookVersion& baseline, const BookVersion& candidate,
                             const Locale& locale);

std::string format_knob(KnobUnit unit, int64_t value);
std::string format_knob_plain(KnobUnit unit, int64_t value);  // as a field shows it
Result<int64_t> parse_knob(KnobUnit unit, std::string_view text);

// What the log edits: the candidate, and what of it the running simulation has yet to hear.
struct KnobChange {
  KnobAddress address;
  int64_t value = 0;
};
struct KnobDocument {
  BookVersion version;
  std::vector<KnobChange> unheard;
};

// One release of a knob, or several at once (reset all); undo puts back exactly what was there.
class SetKnobs final : public Command<KnobDocument> {
 public:
  SetKnobs(std::string name, std::vector<KnobChange> changes)
      : name_(std::move(name)), changes_(std::move(changes)) {}
  std::string name() const override { return name_; }
  void execute(KnobDocument& document) override;
  void undo(KnobDocument& document) override { execute(document); }

 private:
  std::string name_;
  std::vector<KnobChange> changes_;  // swapped with what stands
};

}  // namespace fenming::app::simulator
