// 试跑: the open template is played with a sample ticket, the books in force and a clock. Every
// step is the engine's; what is kept here is which one is looked at and what is typed for the next.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/locale.h"
#include "codec/template_document.h"
#include "engine/pricing/settle.h"
#include "engine/workflow/run/play.h"

namespace fenming::app::designer {

// A play with everything that it points into. It is of the template as it was when it began.
class PlayRun {
 public:
  // `now` in UTC seconds is when the ticket is created. With a saved play, that is played again, as
  // far as it goes.
  PlayRun(TemplateDocument document, BookFile file, int64_t now,
          const workflow::Scenario* scenario = nullptr);
  PlayRun(const PlayRun&) = delete;
  PlayRun& operator=(const PlayRun&) = delete;

  const workflow::Play& play() const { return play_; }
  const TemplateDocument& document() const { return document_; }
  const Ticket& subject() const { return play_.input().subject; }
  // The step that is looked at; the last one where the play goes on.
  size_t shown() const { return shown_; }
  const workflow::Frame& frame() const { return play_.frames()[shown_]; }
  bool is_last() const { return shown_ + 1 == play_.frames().size(); }
  // The books it is priced by.
  const BookFile& file() const { return file_; }
  // Why the last move was not done; nothing where it was.
  const std::optional<workflow::Refusal>& refused() const { return refused_; }

  // Does what is offered at that place, with the values given; from the step that is shown, so that
  // later ones are forgotten.
  void move(size_t offer, const workflow::Values& values);
  void show(size_t frame);
  // On to an end by the first outcome done; false where it stops before.
  bool run_on();
  void restart();

 private:
  TemplateDocument document_;
  BookFile file_;
  Settler settler_;
  workflow::Play play_;
  int64_t begins_;
  size_t shown_ = 0;
  std::optional<workflow::Refusal> refused_;
};

// What a play is about where nobody said otherwise: a ticket with every fact that the template
// relies on, one visit of 12 km, one of the first item that each technicians' book prices.
Ticket sample_ticket(const workflow::TemplateVersion& version, const BookFile& file,
                     int64_t created);

// What a step triggered and could not post, and why: "公司与师傅 · 待定：…", each reason once. Only
// of triggers of that step, or of all that wait by then.
enum class Waiting : uint8_t { kOfStep, kAll };
std::vector<std::string> waiting_texts(const PlayRun& run, const workflow::Frame& frame,
                                       Waiting which, const Locale& locale);
// Why a step was not done, and what would help.
std::string refusal_text(const TemplateDocument& document, const workflow::Refusal& refusal,
                         const Locale& locale);
// "安装 · 完成（结果：完成）"
std::string offer_text(const TemplateDocument& document, const workflow::Offer& offer,
                       const Locale& locale);
// What a step did: "客户验收 · 通过".
std::string event_text(const TemplateDocument& document, const workflow::Event& event,
                       const Locale& locale);

}  // namespace fenming::app::designer
