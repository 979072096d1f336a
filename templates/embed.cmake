# Compiles the texts of templates/ into the room's library: each file becomes an array of its bytes.
file(GLOB texts CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.txt ${CMAKE_CURRENT_LIST_DIR}/*.html
     ${CMAKE_CURRENT_LIST_DIR}/*.yaml)
list(SORT texts)
set(arrays "")
set(rows "")
foreach(text IN LISTS texts)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${text})
  get_filename_component(name ${text} NAME)
  string(MAKE_C_IDENTIFIER ${name} identifier)
  file(SIZE ${text} size)
  file(READ ${text} bytes HEX)
  string(REGEX REPLACE "(..)" "'\\\\x\\1'," bytes "${bytes}")
  string(APPEND arrays "constexpr char k_${identifier}[] = {${bytes}};\n")
  string(APPEND rows "    {\"${name}\", {k_${identifier}, ${size}}},\n")
endforeach()
configure_file(${CMAKE_CURRENT_LIST_DIR}/shipped.cc.in
               ${CMAKE_CURRENT_BINARY_DIR}/templates/shipped.cc @ONLY)
target_sources(tkt_templates PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/templates/shipped.cc)
