// What the prices screen may ask for. Panels name a place (section, row, column) and hand over the
// text as typed; the application parses it, so that one parser and one set of errors serves all.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "engine/condition.h"
#include "engine/facts.h"
#include "engine/pricing/book.h"

namespace fenming::app::prices {

enum class Section : uint8_t {
  kTiers,
  kItems,
  kParts,
  kSurcharges,
  kLimits,
  kCityClasses,
  kBundles,
  kSplit,
};

// Columns of the sections' tables. Those from `…Limit`, `…Price` on are repeated: one per limit of
// the version, one per tier.
enum TierColumn : int {
  kTierName,
  kTierPlace,  // in the order in which tiers are tried, from 1
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
  kSurchargeCode = 1002,
};
enum LimitColumn : int { kLimitName, kLimitKind, kLimitBase, kLimitAmount };
enum CityColumn : int { kCityName, kCityCode, kCityDivisions };
enum BundleColumn : int {
  kBundleName,
  kBundleCode,
  kBundleMembers,
  kBundlePrice,
  kBundleTierPrice
};
enum SplitColumn : int { kSplitRole, kSplitOf, kSplitBase, kSplitShare, kSplitLeast, kSplitMost };
// Fields of the editors beside the tables: see price_edits.h.
inline constexpr int kEditorColumn = 100'000;

struct EditCell {
  Section section = Section::kTiers;
  int row = 0;  // index within the version's list
  int column = 0;
  std::string text = {};
};
// Many cells at once, as one step: pasted, cleared, filled down, adjusted or replaced.
enum class BlockKind : uint8_t { kPaste, kClear, kFill, kAdjust, kReplace };
struct BlockCell {
  int row = 0;
  int column = 0;
  std::string text = {};
};
struct EditBlock {
  Section section = Section::kTiers;
  BlockKind kind = BlockKind::kPaste;
  std::vector<BlockCell> cells = {};
  int left_out = 0;  // cells that were meant and cannot be typed over, or lie beyond the table
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
// Of sections whose order decides: tiers, surcharges, steps of the split.
struct MoveRow {
  Section section = Section::kTiers;
  int row = 0;
  int direction = 1;  // -1: earlier
};
enum class TierKind : uint8_t { kPrice, kQuoteLabour, kQuoteTicket };
struct SetTierKind {
  int tier = 0;
  TierKind kind = TierKind::kPrice;
};
// A tier that takes its prices from `parent` and holds for a place within its own.
struct AddHeir {
  int parent = 0;
  std::string division = {};  // in significant digits, as a condition has it
  std::string name = {};      // the place's
};
struct SetTierParent {
  int tier = 0;
  std::string parent = {};  // empty: none
};

// One change of a price with its model and steps.
enum class PriceField : uint8_t {
  kModel,
  kAmount,
  kUnitAmount,
  kSize,
  kIncluded,
  kStepBound,
  kStepAmount,
  kAddStep,
  kRemoveStep,
  kPercent,
  kOf,  // a category of a percentage's base, named by `text`, comes or goes
};
struct PriceChange {
  PriceField field = PriceField::kAmount;
  ChargeModel model = ChargeModel::kPerUnit;  // kModel
  int index = 0;                              // of the step
  std::string text = {};
};
struct EditPrice {
  int item = 0;
  int tier = -1;  // index within the version's tiers; -1: the item's base price
  PriceChange change = {};
};
// A surcharge's own charge; its first one begins with nothing.
struct EditSurchargeCharge {
  int surcharge = 0;
  PriceChange change = {};
};
enum class SurchargeField : uint8_t { kCategory, kOwnCategory, kOccasion };
struct EditSurcharge {
  int surcharge = 0;
  SurchargeField field = SurchargeField::kCategory;
  std::string category = {};              // kCategory
  Occasion occasion = Occasion::kTicket;  // kOccasion
};
enum class SplitField : uint8_t { kRole, kMode, kCategory };
enum class SplitMode : uint8_t { kOfWhole, kOfLeft, kFixed };
struct EditSplit {
  int step = 0;
  SplitField field = SplitField::kRole;
  Role role = Role::kLead;               // kRole
  SplitMode mode = SplitMode::kOfWhole;  // kMode
  // kCategory: comes or goes, of a fixed amount it is the one; empty: all of them.
  std::string category = {};
};
enum class TravelField : uint8_t {
  kUnit,
  kStartedUnit,
  kBothWays,
  kEachTicket,
  kStepBound,
  kStepAmount,
  kAddStep,
  kRemoveStep,
};
struct TravelChange {
  TravelField field = TravelField::kUnit;
  int index = 0;
  std::string text = {};
};
struct EditTravel {
  int tier = 0;
  TravelChange change = {};
};

// One change of a tier's or a surcharge's condition. `path` leads from the root: members' places.
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
  Section section = Section::kTiers;  // or kSurcharges
  int row = 0;
  std::vector<int> path = {};
  ConditionChange change = ConditionChange::kAddTest;
  ConditionOp op = ConditionOp::kAll;  // kSetGroup, kSetOp; kSetFact: how an attribute is tested
  FactRef fact = {};                   // kSetFact
  bool is_time = false;                // kSetFact: the fact is a time
  TimeName time = TimeName::kCreated;  // kSetFact
  std::string text = {};               // values and bounds as typed; kSetFact: the first value
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
// Publishes the draft, or hands it in where the company wants a second person.
struct Publish {
  std::string from = {};  // as typed
  std::vector<std::string> acknowledge = {};
  std::string note = {};  // for the second person
};
// Compares two versions of a book, or the draft with one: where they differ, and in money.
struct OpenReview {
  std::string book = {};
  int32_t before = 0;  // 0: nothing was published before
  int32_t after = 0;   // 0: the draft that is open
};
struct OpenSubmission {
  std::string id = {};
};
struct CloseReview {};
// Of the submission that is open.
enum class Decision : uint8_t { kApprove, kReject, kWithdraw };
struct Decide {
  Decision decision = Decision::kApprove;
  std::string reason = {};  // kReject
};
// An older version's contents as the draft: publishing it succeeds the present one.
struct RestoreVersion {
  std::string book = {};
  int32_t number = 0;
};
struct ChooseSide {
  int row = 0;  // negative: all
  bool theirs = false;
};
struct ResolveConflict {};  // puts the chosen sides together
struct LeaveConflict {};    // decides later
struct OpenWitness {
  int finding = 0;
};
struct CloseWitness {};
struct RouteBookNow {};  // adds the open book to the routing, where none of its relation stands
struct SaveNow {};
// A workbook of price tables, to update the draft from.
struct ChooseWorkbook {};
struct ChooseChange {
  int change = 0;  // is taken, or no longer
};
struct ApplyWorkbook {};
struct CloseWorkbook {};
struct ExportFile {};  // the book file as the engine reads it, into the user's downloads
enum class TableKind : uint8_t { kAll, kItems, kParts, kTiers };
// The open version's tables as a file: all of them as XLSX, or one as CSV.
struct ExportTables {
  TableKind kind = TableKind::kAll;
};
struct DismissProblem {};

using Intent =
    std::variant<EditCell, EditBlock, EditPrice, EditTravel, EditSurchargeCharge, EditSurcharge,
                 EditSplit, AddRow, RemoveRow, DuplicateTier, AddHeir, MoveRow, SetTierKind,
                 SetTierParent, EditCondition, CreateBook, StartDraft, DiscardDraft, Publish,
                 OpenReview, OpenSubmission, CloseReview, Decide, RestoreVersion, ChooseSide,
                 ResolveConflict, LeaveConflict, OpenWitness, CloseWitness, RouteBookNow, SaveNow,
                 ChooseWorkbook, ChooseChange, ApplyWorkbook, CloseWorkbook, ExportFile,
                 ExportTables, DismissProblem>;

}  // namespace fenming::app::prices
