#include "app/designer/change.h"

namespace fenming::app::designer {

TemplateChange::TemplateChange(std::string name, const TemplateDocument& before,
                               const TemplateDocument& after)
    : name_(std::move(name)),
      heading_before_(heading_of(before)),
      heading_after_(heading_of(after)),
      nodes_(before.model.nodes, after.model.nodes),
      edges_(before.model.edges, after.model.edges),
      fields_(before.model.fields, after.model.fields),
      fees_(before.model.fees, after.model.fees),
      places_(before.drawing.places, after.drawing.places),
      routes_(before.drawing.routes, after.drawing.routes),
      notes_(before.drawing.notes, after.drawing.notes),
      groups_(before.drawing.groups, after.drawing.groups),
      comments_(before.comments, after.comments),
      scenarios_(before.scenarios, after.scenarios),
      namespaces_(before.namespaces, after.namespaces),
      foreign_(before.foreign, after.foreign) {}

bool TemplateChange::empty() const {
  return heading_before_ == heading_after_ && nodes_.empty() && edges_.empty() && fields_.empty() &&
         fees_.empty() && places_.empty() && routes_.empty() && notes_.empty() && groups_.empty() &&
         comments_.empty() && scenarios_.empty() && namespaces_.empty() && foreign_.empty();
}

TemplateChange::Heading TemplateChange::heading_of(const TemplateDocument& document) {
  const workflow::TemplateVersion& model = document.model;
  return {model.code, model.name, model.name_en, model.intake};
}

void TemplateChange::set_heading(TemplateDocument& document, const Heading& heading) {
  document.model.code = heading.code;
  document.model.name = heading.name;
  document.model.name_en = heading.name_en;
  document.model.intake = heading.intake;
}

void TemplateChange::execute(TemplateDocument& document) {
  set_heading(document, heading_after_);
  nodes_.apply(document.model.nodes);
  edges_.apply(document.model.edges);
  fields_.apply(document.model.fields);
  fees_.apply(document.model.fees);
  places_.apply(document.drawing.places);
  routes_.apply(document.drawing.routes);
  notes_.apply(document.drawing.notes);
  groups_.apply(document.drawing.groups);
  comments_.apply(document.comments);
  scenarios_.apply(document.scenarios);
  namespaces_.apply(document.namespaces);
  foreign_.apply(document.foreign);
}

void TemplateChange::undo(TemplateDocument& document) {
  set_heading(document, heading_before_);
  nodes_.revert(document.model.nodes);
  edges_.revert(document.model.edges);
  fields_.revert(document.model.fields);
  fees_.revert(document.model.fees);
  places_.revert(document.drawing.places);
  routes_.revert(document.drawing.routes);
  notes_.revert(document.drawing.notes);
  groups_.revert(document.drawing.groups);
  comments_.revert(document.comments);
  scenarios_.revert(document.scenarios);
  namespaces_.revert(document.namespaces);
  foreign_.revert(document.foreign);
}

}  // namespace fenming::app::designer
