// The words of templates: kinds, people, actions, findings, in the reader's language. Codes that a
// company made up itself stand for themselves.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/designer/state.h"
#include "app/locale.h"
#include "codec/template_document.h"
#include "engine/pricing/book.h"
#include "engine/workflow/verify/finding.h"

namespace fenming::app::designer {

std::string_view kind_text(workflow::NodeKind kind, const Locale& locale);
std::string_view action_text(workflow::Action action, const Locale& locale);
std::string_view outcome_text(workflow::VisitOutcome outcome, const Locale& locale);
std::string_view fault_text(workflow::Fault fault, const Locale& locale);
std::string_view pause_text(workflow::SlaPause pause, const Locale& locale);
std::string_view input_text(workflow::FieldKind kind, const Locale& locale);
std::string_view access_text(workflow::FieldAccess access, const Locale& locale);
std::string_view group_text(workflow::Group group, const Locale& locale);
std::string_view verdict_text(workflow::Verdict verdict, const Locale& locale);
std::string_view relation_text(Relation relation, const Locale& locale);

// A role or team by its code; the ones that are offered.
std::string staff_text(std::string_view code, const Locale& locale);
std::vector<std::string> known_staff();
// Fee categories by code: as a book of the file names them, else the trade's name; the ones that
// are offered.
std::string fee_text(std::string_view category, const Locale& locale,
                     const BookFile* file = nullptr);
std::vector<std::string> known_fees();
// A foreign event that a node may wait for; the ones that are offered.
std::string event_text(std::string_view code, const Locale& locale);
std::vector<std::string> known_events();
// By what somebody near is chosen.
std::string region_rule_text(std::string_view code, const Locale& locale);
// "15 分钟", "8 小时", "3 天": minutes of a working calendar, days of eight hours.
std::string span_text(int64_t minutes, const Locale& locale);
// "30", "12.5"
std::string percent_text(int32_t bp);

std::string node_title(const workflow::TemplateVersion& model, std::string_view node,
                       const Locale& locale);
std::string field_title(const workflow::TemplateVersion& model, std::string_view field);
std::string who_text(const TemplateDocument& document, const workflow::Who& who,
                     const Locale& locale);

// The line below a node's title: who, and within which time; or where it leads.
std::string node_note(const TemplateDocument& document, const workflow::Node& node,
                      const Locale& locale);
// What a node settles for the technician, else for anybody: "¥ 工时费 30 %".
std::vector<std::string> fee_notes(const workflow::Node& node, const Locale& locale);
// A condition in few words: the values alone where one field decides.
std::string condition_note(const workflow::TemplateVersion& model, const Condition& condition,
                           const Locale& locale);
// When an edge is taken: the values alone where one field decides.
std::string edge_note(const TemplateDocument& document, const workflow::Edge& edge,
                      const Locale& locale);
// "A → B"
std::string edge_title(const TemplateDocument& document, std::string_view edge,
                       const Locale& locale);

// What is wrong, and what would put it right, as one sentence each.
std::string finding_text(const TemplateDocument& document, const workflow::FlowFinding& finding,
                         const Locale& locale, const BookFile* file = nullptr);
std::string fix_text(const workflow::Fix& fix, const Locale& locale);
// What was found in a file that was imported, with its place.
std::string import_text(const ImportProblem& problem, const Locale& locale);
// The way of a counter-example: "开始 → 登记 → 安装", each node once as it is passed.
std::string path_text(const TemplateDocument& document, const workflow::CounterExample& example,
                      const Locale& locale);

}  // namespace fenming::app::designer
