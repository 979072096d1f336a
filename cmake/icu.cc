// SPDX-License-Identifier: MIT
//
// libical's archive refers to ICU for rules that recur by another calendar than the Gregorian, and
// ICU's data alone would make the program ten times as large. No holiday file that tkt reads needs
// them: every call here fails, and libical says that it does not know the calendar.
#include <unicode/ucal.h>
#include <unicode/uenum.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

extern "C" {
UCalendar* ucal_open(const UChar*, int32_t, const char*, UCalendarType, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return nullptr;
}
void ucal_close(UCalendar*) {}
void ucal_add(UCalendar*, UCalendarDateFields, int32_t, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
}
int32_t ucal_get(const UCalendar*, UCalendarDateFields, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return 0;
}
void ucal_set(UCalendar*, UCalendarDateFields, int32_t) {}
int32_t ucal_getLimit(const UCalendar*, UCalendarDateFields, UCalendarLimitType,
                      UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return 0;
}
UDate ucal_getMillis(const UCalendar*, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return 0;
}
void ucal_setMillis(UCalendar*, UDate, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
}
void ucal_setAttribute(UCalendar*, UCalendarAttribute, int32_t) {}
void ucal_setDate(UCalendar*, int32_t, int32_t, int32_t, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
}
void ucal_setDateTime(UCalendar*, int32_t, int32_t, int32_t, int32_t, int32_t, int32_t,
                      UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
}
UEnumeration* ucal_getKeywordValuesForLocale(const char*, const char*, UBool, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return nullptr;
}
void uenum_close(UEnumeration*) {}
const char* uenum_next(UEnumeration*, int32_t*, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return nullptr;
}
int32_t uloc_setKeywordValue(const char*, const char*, char*, int32_t, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return 0;
}
UChar* u_strFromUTF8Lenient(UChar*, int32_t, int32_t*, const char*, int32_t, UErrorCode* status) {
  *status = U_UNSUPPORTED_ERROR;
  return nullptr;
}
}
