// What a BPMN file says, as lines of text, read by bpmn-moddle: an independent reader. Two files say
// the same if they have the same lines. An element is named by its id, or by its place in its owner.
// Left out is what is no statement of its own: the order of attributes and references, white space,
// namespace declarations, which way a path is named at its ends (sourceRef says it), and the bends.
import { BpmnModdle } from 'bpmn-moddle';

const SKIPPED = new Set(['incoming', 'outgoing', 'waypoint']);
const GEOMETRY = new Set(['x', 'y', 'width', 'height']);

export async function parse(xml) {
  try {
    const { rootElement, warnings } = await new BpmnModdle().fromXML(xml);
    return { root: rootElement, warnings: warnings.map((one) => one.message) };
  } catch (error) {
    return { root: undefined, warnings: [error.message] };
  }
}

const isElement = (value) => value !== null && typeof value === 'object' && typeof value.$type === 'string';

// Prefixes are the writer's choice; the namespace is what a name means.
function namer(root) {
  const uris = new Map([
    ['bpmn', 'http://www.omg.org/spec/BPMN/20100524/MODEL'],
    ['bpmndi', 'http://www.omg.org/spec/BPMN/20100524/DI'],
    ['dc', 'http://www.omg.org/spec/DD/20100524/DC'],
    ['di', 'http://www.omg.org/spec/DD/20100524/DI'],
  ]);
  for (const [name, value] of Object.entries(root.$attrs ?? {})) {
    if (name.startsWith('xmlns:')) uris.set(name.slice(6), value);
    if (name === 'xmlns') uris.set('', value);
  }
  return (name) => {
    const colon = name.indexOf(':');
    const prefix = name.slice(0, colon);
    return colon >= 0 && uris.has(prefix) ? `{${uris.get(prefix)}}${name.slice(colon + 1)}` : name;
  };
}

export function facts(root) {
  const lines = new Map();
  const known = namer(root);
  const say = (name, line) => {
    if (!lines.has(name)) lines.set(name, new Set());
    lines.get(name).add(line);
  };
  const value = (raw) => String(raw).replace(/\s+/g, ' ').trim();
  const type = (raw) => known(raw.includes(':') || !root.$attrs.xmlns ? raw : `:${raw}`);
  // Parts of a diagram are named by what they show, because their own ids mean nothing elsewhere.
  // Paths are named by their ends, since some tools give them no ids.
  const used = new Map();
  const numbered = (name) => {
    used.set(name, (used.get(name) ?? -1) + 1);
    return `${name}[${used.get(name)}]`;
  };
  const nameOf = (element) => {
    const { sourceRef, targetRef, bpmnElement } = element;
    if (element.$type === 'bpmn:SequenceFlow' && sourceRef && targetRef) return numbered(`${sourceRef.id}->${targetRef.id}`);
    if (!element.$type.startsWith('bpmndi:')) return element.id;
    if (!bpmnElement || element.$type === 'bpmndi:BPMNPlane') return undefined;
    return numbered(`${bpmnElement.id}/shape`);
  };
  function walk(element, name, owner) {
    say(name, `is ${known(element.$type)} of ${owner}`);
    for (const [attribute, raw] of Object.entries(element.$attrs ?? {})) {
      if (attribute === 'xmlns' || attribute.startsWith('xmlns:')) continue;
      say(name, `${known(attribute)} = ${attribute === 'xsi:type' ? type(raw) : value(raw)}`);
    }
    if (element.$body !== undefined && value(element.$body) !== '') say(name, `body = ${value(element.$body)}`);
    const counts = new Map();
    const visit = (property, one) => {
      if (property === 'name' && one === '') return undefined;
      if (!isElement(one)) return say(name, `${known(property)} = ${value(one)}`);
      // An extension without content says nothing.
      if (one.$type === 'bpmn:ExtensionElements' && !one.values?.length) return undefined;
      // Neither does a shape of nothing.
      if (/^bpmndi:BPMN(Shape|Edge)$/.test(one.$type) && !one.bpmnElement) return undefined;
      if (one.$parent !== element) return say(name, `${property} -> ${one.id ?? one.$type}`);
      const kind = `${property}/${known(one.$type)}`;
      const number = counts.get(kind) ?? 0;
      counts.set(kind, number + 1);
      walk(one, nameOf(one) ?? `${name}/${kind}[${number}]`, `${name}.${property}`);
    };
    for (const [property, raw] of Object.entries(element)) {
      if (property.startsWith('$') && property !== '$children') continue;
      if (SKIPPED.has(property) || raw === undefined) continue;
      if (element.$type === 'dc:Bounds' && GEOMETRY.has(property)) continue;
      for (const one of Array.isArray(raw) ? raw : [raw]) visit(property, one);
    }
  }
  walk(root, 'definitions', '');
  return lines;
}

// The bounds of all shapes, by the id of what they show.
export function shapes(root) {
  const boxes = new Map();
  for (const diagram of root.diagrams ?? []) {
    for (const shape of diagram.plane?.planeElement ?? []) {
      if (!shape.bounds || !shape.bpmnElement) continue;
      const { x, y, width, height } = shape.bounds;
      const label = shape.label?.bounds;
      const note = shape.bpmnElement.$type === 'bpmn:TextAnnotation';
      boxes.set(shape.id ?? shape.bpmnElement.id, { cx: x + width / 2, cy: y + height / 2, width, height, label, note });
    }
  }
  return boxes;
}

// What `before` says and `after` does not, without what stands under one of the names in `gone`.
export function losses(before, after, gone) {
  const lost = [];
  for (const [name, lines] of before) {
    if (gone.some((id) => name === id || name.startsWith(`${id}/`))) continue;
    for (const line of lines) {
      if (!after.get(name)?.has(line)) lost.push(`${name}: ${line}`);
    }
  }
  return lost;
}
