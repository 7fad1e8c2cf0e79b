// BPMN 2.0 XML with its diagram <-> a template's document (docs/bpmn.md). What a file says and our
// model has no place for is kept as foreign parts and written back; what we do not execute is
// listed. No input is trusted: no document type, no entity, limits on size, depth and count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codec/template_document.h"

namespace fenming {

enum class BpmnCode : uint8_t {
  // Errors: nothing is imported.
  kXmlSyntax,
  kXmlEncoding,
  kXmlDoctype,
  kXmlEntity,
  kXmlPrefix,
  kXmlDepth,
  kXmlSize,
  kXmlElements,
  kXmlAttributes,
  kNotBpmn,
  kNoProcess,
  kDuplicateId,
  kTooLarge,
  kOwnData,
  // Kept and drawn, but not executed as the file means it.
  kTaskKind,
  kSubProcess,
  kEventKind,
  kTimer,
  kBoundaryEvent,
  kGatewayKind,
  kUnknownNode,
  kCondition,
  kImplicitSplit,
  kLoop,
  kOtherProcess,
  kMessageFlow,
  kDanglingEdge,
  // Notes: kept, or changed so that it fits.
  kExtension,
  kKept,
  kIdReplaced,
  kSameId,
  kTextShortened,
  kOtherDiagram,
  kDanglingReference,
  kLeftOut,
};
inline constexpr size_t kBpmnCodeCount = static_cast<size_t>(BpmnCode::kLeftOut) + 1;

enum class BpmnSeverity : uint8_t { kError, kCannotExecute, kNote };

std::string_view bpmn_code_name(BpmnCode code);
std::string_view bpmn_severity_name(BpmnSeverity severity);
BpmnSeverity severity_of(BpmnCode code);
// What it means and what to do, in English; screens translate by code.
std::string_view bpmn_message(BpmnCode code);

struct BpmnProblem {
  BpmnCode code = BpmnCode::kXmlSyntax;
  std::string element;  // its id; empty: it has none
  int32_t line = 0;     // of the file, from 1; 0: of no place in a file
  int32_t column = 0;   // in characters, from 1

  bool operator==(const BpmnProblem&) const = default;
};

struct BpmnImport {
  std::optional<TemplateDocument> document;  // absent: a problem is an error
  std::vector<BpmnProblem> problems;         // errors first, then in the order of the file
};

struct BpmnExport {
  std::string xml;
  std::vector<BpmnProblem> problems;  // foreign parts that could not be written back
};

// Reads a file of any tool. A document comes back that can be stored (its JSON can be read), or an
// error says where the file is broken. Other processes than the largest are kept but not drawn.
BpmnImport import_bpmn(std::string_view text);

// A file that import_bpmn reads back to the same document, byte for byte of its JSON. Nodes without
// a place are laid out; ids that XML does not allow are replaced and remembered.
BpmnExport export_bpmn(const TemplateDocument& document);

// A JSON list of objects: code, severity, element, line, column, message.
std::string write_bpmn_problems(const std::vector<BpmnProblem>& problems);

}  // namespace fenming
