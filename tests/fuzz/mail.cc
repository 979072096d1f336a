// SPDX-License-Identifier: MIT
//
// Any bytes, read as mail: no crash, no hang, and what comes out is clean. With libFuzzer
// (TKT_FUZZ) it makes the bytes up; without, it reads the files that it is given.
#include "channels/mail.h"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>

#include "channels/readable.h"
#include "channels/text.h"
#include "model/error.h"

namespace {

void expect(bool good, const char* what) {
  if (!good) {
    std::fprintf(stderr, "%s\n", what);
    std::abort();
  }
}

void read(std::string_view bytes) {
  try {
    const tkt::IncomingMail mail = tkt::read_mail(bytes);
    expect(tkt::unpacked(tkt::packed(mail)) == mail, "packing loses something");
    expect(tkt::one_line(mail.subject) == mail.subject, "the subject is not one clean line");
    expect(tkt::clean_lines(mail.text) == mail.text, "the text is not clean");
    for (const tkt::MailAttachment& one : mail.attachments) {
      expect(!one.name.empty() && one.name[0] != '.' &&
                 one.name.find_first_of("/\\\n") == std::string::npos,
             "the name of an attachment is not safe");
    }
  } catch (const tkt::Error&) {
  }
  (void)tkt::identity_of(bytes);
  (void)tkt::without_history(tkt::text_of_html(bytes));
}

}  // namespace

#ifdef TKT_FUZZ
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  read({reinterpret_cast<const char*>(data), size});
  return 0;
}
#else
int main(int count, char** files) {
  for (int i = 1; i < count; ++i) {
    std::ostringstream text;
    text << std::ifstream(files[i], std::ios::binary).rdbuf();
    read(text.str());
  }
  std::printf("%d files read\n", count - 1);
  return count > 1 ? 0 : 1;
}
#endif
