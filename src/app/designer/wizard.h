// 三步新建: a template for people who do not draw. Answers to a few questions become a whole
// template that the verifier proves; it is then a draft like any other.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "app/locale.h"
#include "codec/template_document.h"

namespace fenming::app::designer {

// Who closes the ticket: by that act the technician's fees reach 100 %.
enum class Closing : uint8_t { kReview, kAcceptance, kBoth };

struct WizardAnswers {
  std::string code;
  std::string name;
  // How the work comes to somebody.
  workflow::DispatchMode dispatch = workflow::DispatchMode::kRecommend;
  bool appointment = true;
  // What may go otherwise.
  bool moved = true;        // 改约
  bool empty_trip = true;   // 空跑
  bool part_needed = true;  // 缺件
  bool cancelled = true;    // 取消
  bool callback = false;    // 回访, and rework where the customer is not satisfied
  // When what is settled.
  Closing closing = Closing::kReview;
  int32_t arrival_bp = 0;   // of the labour, when the technician arrives
  int32_t visit_hours = 8;  // SLA of the visit, in working hours
};

// `fees` are what the books in force price for such a ticket; `calendar` counts the SLAs, and may
// be empty. Titles are in the language of `locale`.
TemplateDocument wizard_template(const WizardAnswers& answers,
                                 const std::vector<workflow::Fee>& fees,
                                 const std::string& calendar, const Locale& locale);

}  // namespace fenming::app::designer
