#include "app/permission.h"

namespace fenming::app {
namespace {

template <typename... Kinds, typename Variant>
bool is_any(const Variant& value) {
  return (std::holds_alternative<Kinds>(value) || ...);
}

struct Needed {
  using Answer = std::optional<Right>;
  const AppState& state;

  Answer operator()(const prices::Intent& intent) const {
    using namespace prices;
    if (is_any<OpenWitness, CloseWitness, CloseWorkbook, ExportFile, ExportTables, OpenReview,
               OpenSubmission, CloseReview, DismissProblem>(intent))
      return std::nullopt;
    return is_any<RouteBookNow>(intent) ? Right::kRouting : Right::kPrices;
  }
  Answer operator()(const imports::Intent& intent) const {
    if (is_any<imports::SaveSample, imports::StartOver>(intent)) return std::nullopt;
    return Right::kImports;
  }
  // What is tried out stays with who tries it.
  Answer operator()(const simulator::Intent& intent) const {
    return is_any<simulator::SaveDraft>(intent) ? Answer(Right::kPrices) : std::nullopt;
  }
  Answer operator()(const settings::Intent& intent) const {
    if (is_any<settings::ChangePassword>(intent)) return std::nullopt;
    using namespace settings;
    if (is_any<ReloadLists, CheckZones, DismissRefusal>(intent)) return std::nullopt;
    if (is_any<SetDay, AddYear, SetSource, SetZoneCell, RemoveZone, AddZoneTable, RemoveZoneTable,
               SaveLists>(intent))
      return Right::kRouting;
    const bool company = is_any<SetSecondPerson, SetEntity, RemoveEntity>(intent);
    return company ? Right::kCompany : Right::kPeople;
  }
  Answer operator()(const designer::Intent& intent) const {
    using namespace designer;
    if (is_any<Compare, SaveDocument, ExportBpmn, DropImport, StartPlay, StopPlay, PlayAgain, RunOn,
               PlayMove, ShowFrame, PlayScenario, StartReplay, StopReplay, ExportDrawing, Attend>(
            intent))
      return std::nullopt;
    return Right::kTemplates;
  }
  Answer operator()(const FilePicked&) const {
    if (state.location.screen == ScreenId::kPrices) return Right::kPrices;
    if (state.location.screen == ScreenId::kTemplates) return Right::kTemplates;
    return state.location.screen == ScreenId::kImport ? Answer(Right::kImports) : std::nullopt;
  }
  template <typename Other>
  Answer operator()(const Other&) const {
    return std::nullopt;
  }
};

}  // namespace

std::optional<Right> needed_right(const AppState& state, const Action& action) {
  return std::visit(Needed{state}, action);
}

std::string refusal_text(const AppState& state, Right right) {
  const Locale locale(state.preferences.language);
  return locale.format(Key::account_refused, {role_text(role_with(right), locale),
                                              role_text(state.account.role, locale)});
}

}  // namespace fenming::app
