// The server, played by tests of screens: answers to what the application asked.
#pragma once

#include <string>
#include <string_view>

#include "platform/null/null_platform.h"

namespace fenming::testing {

// Answers the newest request of that purpose.
inline void answer(platform_null::Harness& harness, std::string_view purpose, std::string body,
                   int status = 200) {
  const auto& sent = harness.http().sent;
  for (auto request = sent.rbegin(); request != sent.rend(); ++request) {
    if (request->purpose != purpose) continue;
    app::HttpResponse response;
    response.id = request->id;
    response.purpose = request->purpose;
    response.status = status;
    response.headers.emplace_back("etag", "\"3\"");
    response.body = std::move(body);
    harness.http().responses.push_back(std::move(response));
    break;
  }
  harness.settle();
}

inline constexpr const char* kAdministrator =
    R"({"name":"li","role":"administrator","preferences":{},)"
    R"("rights":["account","read","prices","imports","routing","people","company"]})";
inline constexpr const char* kPriceManager =
    R"({"name":"li","role":"price_manager","preferences":{},)"
    R"("rights":["account","read","prices","imports"]})";
inline constexpr const char* kViewer =
    R"({"name":"li","role":"viewer","preferences":{},"rights":["account","read"]})";

inline void sign_in(platform_null::Harness& harness, const char* account = kAdministrator) {
  harness.settle();
  answer(harness, "me", account);
}

// One's draft of a book of the company's, as the server has it.
inline void open_draft(platform_null::Harness& harness, const char* draft) {
  sign_in(harness);
  answer(harness, "prices.books",
         R"({"books":[{"id":"technician","name":"师傅结算价目","relation":"company_technician",)"
         R"("versions":[],"draft":{"revision":"3","base":0,"updated_at":1}}]})");
  answer(harness, "prices.draft", draft);
}

}  // namespace fenming::testing
