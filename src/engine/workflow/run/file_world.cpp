#include "engine/workflow/run/file_world.h"

#include "engine/pricing/settle.h"
#include "engine/workflow/verify/priced.h"

namespace fenming::workflow {

PlayInput file_world(const BookFile& file, std::string_view code, int32_t today) {
  PlayInput world;
  for (const Calendar& calendar : file.calendars) {
    WorkingHours hours;
    hours.calendar = calendar.calendar;
    hours.days = &calendar;
    hours.spans = {{9 * 60, 12 * 60}, {13 * 60, 18 * 60}};
    world.calendars.push_back(std::move(hours));
  }
  world.local = file_local_time(file);
  world.pins = verify_input(file, code, today).pins;
  return world;
}

std::vector<std::optional<ScenarioDifference>> run_scenarios(
    const TemplateVersion& version, const BookFile& file, int32_t today,
    const std::vector<Scenario>& scenarios) {
  std::vector<std::optional<ScenarioDifference>> differences;
  if (scenarios.empty()) return differences;
  const Settler settler(file);
  const PlayInput world = file_world(file, version.code, today);
  for (const Scenario& scenario : scenarios)
    differences.push_back(run_scenario(version, &settler, world, scenario));
  return differences;
}

}  // namespace fenming::workflow
