// SPDX-License-Identifier: MIT
#include "channels/email.h"

#include <sstream>

#include <catch2/catch.hpp>

#include "channels/mail.h"
#include "channels/text.h"
#include "model/error.h"

namespace tkt {

using Catch::Matchers::Contains;

namespace {

Email plain_email() {
  Email email;
  email.from = {"ITWorx", "helpdesk@itworx.example"};
  email.to = {"Neo Kgosi", "neo@kgalagadi.example"};
  email.subject = "[ITW-4F7K24] VPN down";
  email.body = "Dear Neo,\n\nWe have logged it.\n";
  email.date = Instant(std::chrono::sys_days(Date{std::chrono::year(2026), std::chrono::November,
                                                  std::chrono::day(23)}) +
                       std::chrono::hours(6));
  email.offset = std::chrono::hours(2);
  email.key = "ITW-4F7K24.5D1AK3M90R.contact";
  email.thread = "ITW-4F7K24";
  email.reply = true;
  return email;
}

// A message read back: headers unfolded, body decoded; independent of how it was written.
struct ReadBack {
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;

  std::string header(const std::string& name) const {
    std::string found;
    for (const auto& [key, value] : headers) {
      if (key == name) {
        CHECK(found.empty());
        found = value;
      }
    }
    return found;
  }
};

std::string decoded(const std::string& text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '=' && text[i + 1] == '\n') {
      i += 1;
    } else if (text[i] == '=') {
      bytes += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      bytes += text[i];
    }
  }
  return bytes;
}

ReadBack read_back(const std::string& message) {
  ReadBack result;
  const auto end = message.find("\n\n");
  REQUIRE(end != std::string::npos);
  std::istringstream head(message.substr(0, end));
  for (std::string line; std::getline(head, line);) {
    CHECK(line.size() <= 100);
    CHECK(line.find_first_not_of(' ') != std::string::npos);
    if (line.starts_with(' ') || line.starts_with('\t')) {
      REQUIRE_FALSE(result.headers.empty());
      result.headers.back().second += line;
    } else {
      const auto colon = line.find(':');
      REQUIRE(colon != std::string::npos);
      const auto value = std::min(line.find_first_not_of(' ', colon + 1), line.size());
      result.headers.emplace_back(line.substr(0, colon), line.substr(value));
    }
  }
  std::istringstream body(message.substr(end + 2));
  for (std::string line; std::getline(body, line);) {
    CHECK(line.size() <= 76);
  }
  result.body = decoded(message.substr(end + 2));
  return result;
}

const std::vector<std::string> kHeaders{"From",
                                        "To",
                                        "Subject",
                                        "Date",
                                        "Message-ID",
                                        "In-Reply-To",
                                        "References",
                                        "Auto-Submitted",
                                        "X-Auto-Response-Suppress",
                                        "X-Tkt-Loop",
                                        "MIME-Version",
                                        "Content-Type",
                                        "Content-Transfer-Encoding"};

std::vector<std::string> names(const ReadBack& message) {
  std::vector<std::string> result;
  for (const auto& [name, value] : message.headers) {
    result.push_back(name);
  }
  return result;
}

}  // namespace

TEST_CASE("an email, whole") {
  CHECK(compose(plain_email()) ==
        "From: ITWorx <helpdesk@itworx.example>\n"
        "To: Neo Kgosi <neo@kgalagadi.example>\n"
        "Subject: [ITW-4F7K24] VPN down\n"
        "Date: Mon, 23 Nov 2026 08:00:00 +0200\n"
        "Message-ID: <ITW-4F7K24.5D1AK3M90R.contact@itworx.example>\n"
        "In-Reply-To: <ITW-4F7K24@itworx.example>\n"
        "References: <ITW-4F7K24@itworx.example>\n"
        "Auto-Submitted: auto-replied\n"
        "X-Auto-Response-Suppress: All\n"
        "X-Tkt-Loop: helpdesk@itworx.example\n"
        "MIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n"
        "\n"
        "Dear Neo,\n"
        "\n"
        "We have logged it.\n");
}

TEST_CASE("a notice of its own accord is auto-generated") {
  Email email = plain_email();
  email.reply = false;
  CHECK(read_back(compose(email)).header("Auto-Submitted") == "auto-generated");
}

TEST_CASE("an answer to a mail stands beside it, and what follows in its thread") {
  Email email = plain_email();
  email.request = "1.a=b@mail.kgalagadi.example";
  ReadBack message = read_back(compose(email));
  CHECK(message.header("In-Reply-To") == "<1.a=b@mail.kgalagadi.example>");
  CHECK(message.header("References") ==
        "<1.a=b@mail.kgalagadi.example> <ITW-4F7K24@itworx.example>");
  email.reply = false;
  message = read_back(compose(email));
  CHECK(message.header("In-Reply-To") == "<ITW-4F7K24@itworx.example>");
  for (const char* bad : {"x", "a@b>", "a@b c", "a@b\nBcc: c@d", "a@b@c"}) {
    email.request = bad;
    CHECK_THROWS_AS(compose(email), Error);
  }
  email.request = std::string(240, 'x') + "@y";
  CHECK_THAT(compose(email), Contains("<" + email.request + ">"));
}

TEST_CASE("a date west of Greenwich, and one of half an hour") {
  Email email = plain_email();
  email.offset = -std::chrono::hours(9) - std::chrono::minutes(30);
  CHECK(read_back(compose(email)).header("Date") == "Sun, 22 Nov 2026 20:30:00 -0930");
}

TEST_CASE("other letters than ASCII are encoded, and read back as they were") {
  Email email = plain_email();
  email.from.name = "Café \"Kgalagadi\"";
  email.to.name = "Mošweu <x@example.com>, Neo";
  email.subject = "[ITW-4F7K24] Mošweu: 打印机坏了 😀 = ? _ " + std::string(200, 'w') + " 😀";
  email.body = "Ünder = 100 % \nFrom here\n.\n..\ttab \n" + std::string(300, 'y') + "é\n";
  const std::string bytes = compose(email);
  CHECK(read_mail(bytes).subject == email.subject);
  CHECK(read_mail(bytes).name == email.from.name);
  CHECK(read_back(bytes).body == email.body);
}

TEST_CASE("what is long is encoded, and what looks like an encoded word is none") {
  Email email = plain_email();
  for (const auto& [subject, expected] : std::vector<std::pair<std::string, std::string>>{
           {"=?UTF-8?Q?Bcc?= x", "= ?UTF-8?Q?Bcc?= x"},
           {"=?=?", "= ?= ?"},
           {std::string(400, 'x'), std::string(400, 'x')},
           {"a  b", "a b"}}) {
    email.subject = subject;
    const std::string bytes = compose(email);
    CHECK(read_mail(bytes).subject == expected);
    CHECK(names(read_back(bytes)) == kHeaders);
  }
}

TEST_CASE("a name that is long, or has an equals sign, stays one name") {
  Email email = plain_email();
  for (const auto& [name, expected] : std::vector<std::pair<std::string, std::string>>{
           {std::string(400, 'x'), std::string(400, 'x')},
           {"Büro=C3=A4mter Gaborone=", "Büro-C3-A4mter Gaborone-"},
           {"=?UTF-8?Q?Bcc?=", "-?UTF-8?Q?Bcc?-"}}) {
    email.from.name = name;
    const std::string bytes = compose(email);
    CHECK(read_mail(bytes).name == expected);
    CHECK(read_mail(bytes).address == email.from.address);
    CHECK(names(read_back(bytes)) == kHeaders);
  }
}

TEST_CASE("a From at a line's begin and blanks at its end are hidden on their way") {
  Email email = plain_email();
  email.body = ".\nFrom me \nFromage\n";
  CHECK_THAT(compose(email), Catch::Matchers::EndsWith("\n\n.\n=46rom me=20\nFromage\n"));
  email.body = "an F\n\nF";
  CHECK_THAT(compose(email), Catch::Matchers::EndsWith("\n\nan F\n\nF\n"));
}

TEST_CASE("no field adds a header or a recipient") {
  const std::vector<std::string> attacks{"x\nBcc: thief@example.com",
                                         "x\r\nBcc: thief@example.com",
                                         "x\rBcc: thief@example.com",
                                         "x\n\nbody",
                                         "x\u0085Bcc: y",
                                         "x\u2028Bcc: y",
                                         "x\x0B\x0C\x1B\x7F",
                                         std::string("x\0y", 3),
                                         "\xFF\xC3\n\xE2\x80",
                                         "\" <thief@example.com>, \"",
                                         "\\",
                                         "x\n \n y",
                                         std::string(100, '\n'),
                                         ""};
  for (const std::string& attack : attacks) {
    Email email = plain_email();
    email.from.name = attack;
    email.to.name = attack;
    email.subject = attack;
    email.body = attack;
    INFO(attack);
    const std::string bytes = compose(email);
    const ReadBack message = read_back(bytes);
    CHECK(names(message) == kHeaders);
    CHECK(read_mail(bytes).subject == one_line(attack));
    CHECK_THAT(message.header("To"), Contains("neo@kgalagadi.example"));
    for (const char byte : bytes) {
      REQUIRE((byte == '\n' || byte == '\t' || (byte >= ' ' && byte <= '~')));
    }
  }
}

TEST_CASE("an address, key or thread that cannot stand in a header is refused") {
  for (const std::string bad :
       {"neo@example.com\nBcc: x@example.com", "neo", "a@b, c@d", "<a@b>", "", "neo@exämple.com"}) {
    INFO(bad);
    Email email = plain_email();
    email.to.address = bad;
    CHECK_THROWS_AS(compose(email), Error);
    email = plain_email();
    email.from.address = bad;
    CHECK_THROWS_AS(compose(email), Error);
    CHECK_THROWS_AS(sendmail_call("sendmail", "a@example.com", bad), Error);
    CHECK_THROWS_AS(sendmail_call("sendmail", bad, "a@example.com"), Error);
  }
  for (const std::string bad : {"a b", "a>", "a\n", "", "a@b"}) {
    INFO(bad);
    Email email = plain_email();
    email.key = bad;
    CHECK_THROWS_AS(compose(email), Error);
    email = plain_email();
    email.thread = bad;
    CHECK_THROWS_AS(compose(email), Error);
  }
}

TEST_CASE("an email with a file is in parts, of which the text is the first") {
  Email email = plain_email();
  email.key = "ITW-4F7K24.5D1AK3M90R.contact";
  email.body = "Dear Neo,\n\n--=_ITW-4F7K24.5D1AK3M90R.contact\n";
  email.attachments = {{"INV-2026-000001.pdf", "application/pdf", std::string(100, '\xFF')}};
  const std::string message = compose(email);
  const std::string parts = message.substr(message.find("Content-Type: multipart"));
  const std::string line = std::string(76, '/') + "\n";
  CHECK(parts ==
        "Content-Type: multipart/mixed; boundary=\"=_ITW-4F7K24.5D1AK3M90R.contact\"\n\n"
        "--=_ITW-4F7K24.5D1AK3M90R.contact\n"
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: quoted-printable\n\n"
        "Dear Neo,\n\n--=3D_ITW-4F7K24.5D1AK3M90R.contact\n\n"
        "--=_ITW-4F7K24.5D1AK3M90R.contact\n"
        "Content-Type: application/pdf; name=INV-2026-000001.pdf\n"
        "Content-Transfer-Encoding: base64\n"
        "Content-Disposition: attachment; filename=INV-2026-000001.pdf\n\n" +
            line + std::string(57, '/') + "w==\n\n" + "--=_ITW-4F7K24.5D1AK3M90R.contact--\n");
  CHECK(compose(email) == message);
  email.key = std::string(100, 'k');
  CHECK_THAT(compose(email), Contains("boundary=\"=_" + std::string(60, 'k') + "\"\n"));
  email.attachments[0].name = "a\"\nBcc: b@example.com";
  CHECK_THROWS_AS(compose(email), Error);
}

TEST_CASE("the program is told sender and recipient, and no option can come from them") {
  CHECK(sendmail_call("/usr/sbin/sendmail", "a@example.com", "-oQ@example.com") ==
        std::vector<std::string>{"/usr/sbin/sendmail", "-oi", "-f", "a@example.com", "--",
                                 "-oQ@example.com"});
}

TEST_CASE("the first line of a filled template is the subject") {
  const EmailText text = read_email_text("opened.email.txt", "Subject:  VPN\tdown \n\nDear Neo,\n");
  CHECK(text.subject == "VPN down");
  CHECK(text.body == "Dear Neo,");
  CHECK(read_email_text("x", "Subject: VPN").body.empty());
  CHECK_THROWS_WITH(read_email_text("opened.email.txt", "Dear Neo"),
                    "template 'opened.email.txt' does not begin with 'Subject: '");
}

}  // namespace tkt
