// SLA clocks: hand-calculated over weekends, a public holiday and make-up days 调休, with pauses
// and escalation; and properties of working time over random calendars.
#include "base/civil_time.h"
#include "run_support.h"

using namespace fenming;
using namespace fenming::testing;

namespace {

int64_t at(const std::string& local) {
  return *parse_instant(local.substr(0, 10) + "T" + local.substr(11) + ":00+08:00");
}
std::string clock(int64_t instant) {
  return format_instant(instant, 480).substr(0, 16);
}

// The National Day of 2026: 1 to 7 October off, 20 September and 10 October worked instead.
Calendar october() {
  Calendar calendar;
  calendar.calendar = "cn";
  calendar.years = {2026};
  const auto set = [&](const char* date, DayKind kind) {
    calendar.days[*parse_date(date)] = {kind, ""};
  };
  for (const char* date : {"2026-10-01", "2026-10-02", "2026-10-03"})
    set(date, DayKind::kStatutory);
  for (const char* date : {"2026-10-04", "2026-10-05", "2026-10-06", "2026-10-07"})
    set(date, DayKind::kAdjustedRest);
  for (const char* date : {"2026-09-20", "2026-10-10"})
    set(date, DayKind::kMakeUpDay);
  return calendar;
}

WorkingHours office(const Calendar& calendar) {
  return {"cn", &calendar, 480, {{9 * 60, 12 * 60}, {13 * 60 + 30, 18 * 60}}};
}

// One task of eight working hours, that may wait for a part.
Flow timed() {
  Flow flow;
  flow.node("start", NodeKind::kStart);
  Node& task = flow.node("task");
  task.actions = {Action::kComplete, Action::kSuspend};
  task.sla = Sla{480,
                 "cn",
                 {SlaPause::kPart},
                 80,
                 {{30, EscalationAction::kNotify, EscalationTarget::kRole, "lead"},
                  {60, EscalationAction::kReassign, EscalationTarget::kBestMatch, ""},
                  {60, EscalationAction::kRaiseUrgency, EscalationTarget::kTicket, ""},
                  {90, EscalationAction::kWebhook, EscalationTarget::kUrl, "https://x"}}};
  flow.node("end", NodeKind::kEnd);
  flow.chain("start task end");
  return flow;
}

std::string row(const DueEvent& one) {
  std::string text = clock(one.at) + " " + std::string(event_kind_name(one.event.kind));
  if (one.event.kind == EventKind::kEscalation) text += " " + std::to_string(one.event.level);
  return text;
}

std::vector<std::string> rows(const InstanceState& state, int64_t now) {
  std::vector<std::string> list;
  for (const DueEvent& one : due(state, now))
    list.push_back(row(one));
  return list;
}

using Rows = std::vector<std::string>;

}  // namespace

TEST_CASE("working minutes over weekends, a holiday and make-up days") {
  const Calendar calendar = october();
  const WorkingHours hours = office(calendar);
  const auto after = [&](const char* from, int64_t minutes) {
    return clock(add_working(&hours, at(from), minutes * 60));
  };
  // Friday's last hour, then the Saturday that is worked.
  CHECK(after("2026-10-09 17:00", 480) == "2026-10-10T17:30");
  CHECK(after("2026-10-09 17:00", 60) == "2026-10-09T18:00");
  CHECK(after("2026-10-09 17:00", 61) == "2026-10-10T09:01");
  // The week of holidays counts for nothing.
  CHECK(after("2026-09-30 17:00", 120) == "2026-10-08T10:00");
  // A Sunday that is worked, the week before the holiday.
  CHECK(after("2026-09-19 10:00", 30) == "2026-09-20T09:30");
  // A plain weekend, the lunch break, the night.
  CHECK(after("2026-10-16 17:30", 60) == "2026-10-19T09:30");
  CHECK(after("2026-10-14 11:30", 60) == "2026-10-14T14:00");
  CHECK(after("2026-10-17 03:00", 30) == "2026-10-19T09:30");
  CHECK(after("2026-10-17 03:00", 0) == "2026-10-17T03:00");
  CHECK(working_between(&hours, at("2026-10-09 17:00"), at("2026-10-12 09:30")) == 9 * 3600);
  CHECK(working_between(&hours, at("2026-10-01 00:00"), at("2026-10-08 00:00")) == 0);
  CHECK(working_between(nullptr, 5, 65) == 60);
  // A year without data: Monday to Friday.
  CHECK(after("2027-01-01 17:30", 60) == "2027-01-04T09:30");
}

TEST_CASE("an SLA warns, breaks and escalates at the calculated instants") {
  const Calendar calendar = october();
  const Flow flow = timed();
  Running ticket(flow.t);
  ticket.world.calendars = {office(calendar)};
  ticket.now = at("2026-10-09 17:00");
  REQUIRE(ticket.start() == "ok");
  CHECK(ticket.last.set.size() == 6);
  CHECK(clock(*next_due(ticket.state)) == "2026-10-10T15:54");
  CHECK(rows(ticket.state, at("2026-10-10 15:53")).empty());
  // 80 % are 384 minutes. Thirty minutes behind the end is six o'clock, sixty are Monday.
  CHECK(rows(ticket.state, at("2026-10-12 10:00")) ==
        Rows{"2026-10-10T15:54 warning", "2026-10-10T17:30 broken", "2026-10-10T18:00 escalation 0",
             "2026-10-12T09:30 escalation 1", "2026-10-12T09:30 escalation 2",
             "2026-10-12T10:00 escalation 3"});

  ticket.world.candidates = {"zhao"};
  std::string told;
  ticket.now = at("2026-10-12 10:00");
  for (const DueEvent& one : due(ticket.state, ticket.now)) {
    REQUIRE(ticket.go(one.event) == "ok");
    for (const Notice& notice : ticket.last.notices)
      told += std::string(notice_kind_name(notice.kind)) + " " + notice.to + "; ";
  }
  CHECK(told ==
        "warning ; broken ; escalation lead; reassigned zhao; urgency ; webhook https://x; ");
  CHECK(ticket.state.token("task")->handler == "zhao");
  CHECK(ticket.state.urgency_raised == 1);
  CHECK(!next_due(ticket.state));
  CHECK(ticket.tokens() == "task");
  // Who asks again, or late, gets the same keys: nothing is done twice.
  const Event warning = event_of(Timer{EventKind::kWarning, "task", 0, 1, 0});
  CHECK(ticket.go(warning) == "already_done at task");
  CHECK(*replay(flow.t, ticket.log) == ticket.state);
}

TEST_CASE("time that waits for a part counts for nobody") {
  const Calendar calendar = october();
  const Flow flow = timed();
  Running ticket(flow.t);
  ticket.world.calendars = {office(calendar)};
  ticket.now = at("2026-10-09 17:00");
  REQUIRE(ticket.start() == "ok");
  ticket.now = at("2026-10-10 10:00");
  Event pause = Running::make(EventKind::kSuspend, "task", "wang");
  pause.pause = SlaPause::kPart;
  REQUIRE(ticket.go(pause) == "ok");
  CHECK(ticket.last.cancelled.size() == 6);
  CHECK(due(ticket.state, at("2026-12-31 00:00")).empty());
  CHECK(ticket.go(event_of(Timer{EventKind::kWarning, "task", 0, 1, 0})) == "not_due at task");
  ticket.now = at("2026-10-12 14:00");
  REQUIRE(ticket.act(EventKind::kResume, "task") == "ok");
  // Two hours were used; six remain, four of them on Monday.
  CHECK(rows(ticket.state, at("2026-10-13 11:30")) == Rows{"2026-10-13T09:24 warning",
                                                           "2026-10-13T11:00 broken",
                                                           "2026-10-13T11:30 escalation 0"});
  CHECK(*replay(flow.t, ticket.log) == ticket.state);

  SUBCASE("a pause without a reason that the SLA names stops nothing") {
    ticket.now = at("2026-10-12 15:00");
    REQUIRE(ticket.act(EventKind::kSuspend, "task") == "ok");
    CHECK(rows(ticket.state, at("2026-10-13 11:00")).size() == 2);
  }
  SUBCASE("a pause after the end moves the chain and not the end") {
    ticket.now = at("2026-10-13 11:15");
    for (const DueEvent& one : due(ticket.state, ticket.now))
      REQUIRE(ticket.go(one.event) == "ok");
    pause.key = "late";
    REQUIRE(ticket.go(pause) == "ok");
    ticket.now = at("2026-10-14 09:00");
    REQUIRE(ticket.act(EventKind::kResume, "task") == "ok");
    const Clock& clock_now = *ticket.state.token("task")->clock;
    CHECK(clock(clock_now.due_at) == "2026-10-13T11:00");
    CHECK(clock(clock_now.warn_at) == "2026-10-13T09:24");
    CHECK(rows(ticket.state, at("2026-10-14 09:45")) == Rows{"2026-10-14T09:15 escalation 0",
                                                             "2026-10-14T09:45 escalation 1",
                                                             "2026-10-14T09:45 escalation 2"});
  }
  SUBCASE("a pause after the warning moves what is ahead") {
    ticket.now = at("2026-10-13 10:00");
    REQUIRE(ticket.go(due(ticket.state, ticket.now)[0].event) == "ok");
    pause.key = "again";
    REQUIRE(ticket.go(pause) == "ok");
    ticket.now = at("2026-10-14 09:00");
    REQUIRE(ticket.act(EventKind::kResume, "task") == "ok");
    CHECK(rows(ticket.state, at("2026-10-14 10:30")) ==
          Rows{"2026-10-14T10:00 broken", "2026-10-14T10:30 escalation 0"});
  }
}

TEST_CASE("a wait ends by its timer or by its event") {
  Flow flow;
  flow.node("start", NodeKind::kStart);
  flow.node("split", NodeKind::kSplit);
  Node& timer = flow.node("timer", NodeKind::kWait);
  timer.timer_min = 30;
  timer.sla->calendar = "cn";
  flow.node("paid", NodeKind::kWait).event = "payment";
  flow.node("join", NodeKind::kJoin);
  flow.node("end", NodeKind::kEnd);
  flow.chain("start split timer join end").chain("split paid join");
  const Calendar calendar = october();
  Running ticket(flow.t);
  ticket.world.calendars = {office(calendar)};
  ticket.now = at("2026-10-16 17:45");
  REQUIRE(ticket.start() == "ok");
  const Event fired = Running::make(EventKind::kTimer, "timer");
  ticket.now = at("2026-10-19 09:14");
  CHECK(ticket.go(fired) == "not_due at timer");
  CHECK(ticket.go(Running::make(EventKind::kForeign, "")) == "nothing_waits about name");
  ticket.now = at("2026-10-19 09:15");
  REQUIRE(ticket.go(fired) == "ok");
  CHECK(ticket.tokens() == "join@timer-join paid");
  Event paid = Running::make(EventKind::kForeign, "");
  paid.name = "payment";
  REQUIRE(ticket.go(paid) == "ok");
  CHECK(ticket.state.status == RunStatus::kEnded);
  CHECK(*replay(flow.t, ticket.log) == ticket.state);
}

TEST_CASE("working time agrees with counting minute by minute on random calendars") {
  Dice dice(20261010);
  for (int i = 0; i < 200; ++i) {
    Calendar calendar;
    calendar.years = {2026};
    for (int32_t date = 20'600; date < 20'640; ++date) {
      if (dice.once_in(3)) calendar.days[date] = {static_cast<DayKind>(dice.below(5)), ""};
    }
    WorkingHours hours{"r", &calendar, 480, {}};
    int32_t minute = 0;
    while (dice.below(4) != 0 && minute < 1200) {
      const int32_t from = minute + static_cast<int32_t>(dice.below(200));
      minute = from + 1 + static_cast<int32_t>(dice.below(240));
      hours.spans.push_back({from, std::min(minute, 1440)});
    }
    const int64_t begin =
        int64_t{20'605} * 86400 + static_cast<int64_t>(dice.below(86400 / 60)) * 60;
    const auto wanted = static_cast<int64_t>(1 + dice.below(3000));
    // The slow way.
    int64_t instant = begin;
    for (int64_t left = wanted; left > 0; instant += 60) {
      const int64_t local = instant + 480 * 60;
      const auto of_day = static_cast<int32_t>(local % 86400 / 60);
      const bool inside = hours.spans.empty() ||
                          std::any_of(hours.spans.begin(), hours.spans.end(), [&](auto span) {
                            return of_day >= span.from && of_day < span.to;
                          });
      if (inside && hours.works_on(static_cast<int32_t>(local / 86400))) --left;
    }
    CAPTURE(i);
    CHECK(add_working(&hours, begin, wanted * 60) == instant);
    CHECK(working_between(&hours, begin, instant) == wanted * 60);
    const int64_t part = static_cast<int64_t>(dice.below(static_cast<size_t>(wanted))) * 60 + 7;
    const int64_t middle = add_working(&hours, begin, part);
    CHECK(add_working(&hours, middle, wanted * 60 - part) == instant);
  }
}
