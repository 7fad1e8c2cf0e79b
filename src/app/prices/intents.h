// What the prices screen may ask for. Panels name a place (section, row, column) and hand over the
// text as typed; the application parses it, so that one parser and one set of errors serves all.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/condition.h"
#include "engine/facts.h"

namespace fenming::app::prices {

enum class Section : uint8_t { kTiers, kItems, kParts, kSurcharges, kLimits, kCityClasses };

// Columns of the sections' tables. Those from `…Limit`, `…Price` on are repeated: one per limit of
// the version, one per tier.
enum TierColumn : int {
  kTierName,
  kTierPriority,
  kTierWhen,
  kTierFactor,
  kTierStartFee,
  kTierIncluded,
  kTierPerKm,
  kTierMarkup,
  kTierHandling,
  kTierLimit,
  kTierFloor = 1000,
  kTierCeiling = 1001,
  kTierCode = 1002,
};
enum ItemColumn : int { kItemName, kItemCode, kItemUnit, kItemStep, kItemPrice, kItemTierPrice };
enum PartColumn : int { kPartName, kPartCode, kPartUnit, kPartCost, kPartCeiling, kPartTierPrice };
enum SurchargeColumn : int {
  kSurchargeName,
  kSurchargeWhen,
  kSurchargeOccasion,
  kSurchargeCharge,
  kSurchargeCap,
};
enum LimitColumn : int { kLimitName, kLimitKind, kLimitBase, kLimitAmount };
enum CityColumn : int { kCityName, kCityCode, kCityDivisions };

struct EditCell {
  Section section = Section::kTiers;
  int row = 0;  // index within the version's list
  int column = 0;
  std::string text = {};
};
struct AddRow {
  Section section = Section::kTiers;
};
struct RemoveRow {
  Section section = Section::kTiers;
  int row = 0;
};
struct DuplicateTier {
  int tier = 0;
};
struct MoveTier {
  int tier = 0;
  int direction = 1;  // -1: tried earlier
};
enum class TierKind : uint8_t { kPrice, kQuoteLabour, kQuoteTicket };
struct SetTierKind {
  int tier = 0;
  TierKind kind = TierKind::kPrice;
};
struct SetTierParent {
  int tier = 0;
  std::string parent = {};  // empty: none
};

// One change of a condition's tree. `path` leads from the root: members' places.
enum class ConditionChange : uint8_t {
  kAddTest,
  kAddGroup,
  kRemove,
  kSetGroup,
  kSetFact,
  kSetOp,
  kAddValue,
  kRemoveValue,
  kSetFrom,
  kSetTo,
  kToggleValue,
};
struct EditCondition {
  int tier = 0;
  std::vector<int> path = {};
  ConditionChange change = ConditionChange::kAddTest;
  ConditionOp op = ConditionOp::kAll;  // kSetGroup, kSetOp
  FactRef fact = {};                   // kSetFact
  bool is_time = false;                // kSetFact: the fact is a time
  TimeName time = TimeName::kCreated;  // kSetFact
  std::string text = {};               // values and bounds as typed
  int index = 0;                       // kRemoveValue
};

struct CreateBook {
  std::string book = {};
  std::string name = {};
  Relation relation = Relation::kCompanyTechnician;
};
struct StartDraft {
  std::string book = {};
  int32_t base = 0;  // 0: an empty version
};
struct DiscardDraft {};
struct Publish {
  std::string from = {};  // as typed
  std::vector<std::string> acknowledge = {};
};
struct ResolveConflict {
  bool keep_mine = true;
};
struct OpenWitness {
  int finding = 0;
};
struct CloseWitness {};
struct RouteBookNow {};  // adds the open book to the routing, where none of its relation stands
struct SaveNow {};
struct DismissProblem {};

using Intent =
    std::variant<EditCell, AddRow, RemoveRow, DuplicateTier, MoveTier, SetTierKind, SetTierParent,
                 EditCondition, CreateBook, StartDraft, DiscardDraft, Publish, ResolveConflict,
                 OpenWitness, CloseWitness, RouteBookNow, SaveNow, DismissProblem>;

}  // namespace fenming::app::prices
