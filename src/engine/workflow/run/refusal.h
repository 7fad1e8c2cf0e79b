// Why a step refuses an event. A refused event changes nothing; the caller shows the message by its
// code and the field it is about.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace fenming::workflow {

enum class RefusalCode : uint8_t {
  kAlreadyDone,  // not an error: the effects of that event were stored
  kNoKey,
  kWrongVersion,
  kAlreadyStarted,
  kNotRunning,
  kNoToken,
  kNotOffered,
  kOutOfOrder,
  kTaken,
  kNotHandler,
  kStopped,
  kSuspended,
  kNotSuspended,
  kPauseNotAllowed,
  kBadTarget,
  kNoPerson,
  kNotCandidate,
  kFieldNotOffered,
  kFieldMissing,
  kFieldInvalid,
  kAlreadyWritten,
  kFactMissing,
  kUnknownFact,
  kOutcomeMissing,
  kOutcomeNotOffered,
  kVisitBegun,
  kVisitOpen,
  kNoVisit,
  kBadWindow,
  kNotDue,
  kNothingWaits,
  kNoCalendar,
  kNotACancel,
  kSecondToken,
  kTokensLeft,
  kEndless,
  kBadMigration,
};
inline constexpr size_t kRefusalCodeCount = static_cast<size_t>(RefusalCode::kBadMigration) + 1;

struct RefusalInfo {
  std::string_view name;
  std::string_view message;
};
const RefusalInfo& refusal_info(RefusalCode code);

struct Refusal {
  RefusalCode code = RefusalCode::kNoToken;
  std::string node;
  std::string field;     // of the event, a fact or a field's code
  std::string who;       // has the node already
  int64_t sequence = 0;  // of kAlreadyDone: the number of that event

  bool operator==(const Refusal&) const = default;
};

}  // namespace fenming::workflow
