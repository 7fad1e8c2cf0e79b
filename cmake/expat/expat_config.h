/* How expat is built here: without entropy of its own, because each parser is given its salt
   (src/codec/bpmn/xml_reader.cpp), and without document types and namespaces, which we refuse and
   resolve ourselves. All hosts are little-endian. */
#define BYTEORDER 1234
#define XML_POOR_ENTROPY 1
