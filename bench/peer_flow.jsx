// React Flow with 2,000 nodes, only those in sight rendered: a diagram that many know, as the bar of a frame.
import { createRoot } from 'react-dom/client';
import { ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/style.css';

const NODES = 2000, COLUMNS = 50;
const nodes = Array.from({ length: NODES }, (_, i) => ({
  id: String(i), position: { x: i % COLUMNS * 190, y: Math.floor(i / COLUMNS) * 90 }, data: { label: `Step ${i}` },
}));
const edges = nodes.filter((_, i) => i % COLUMNS > 0).map((_, i) => ({ id: `e${i}`, source: String(i + Math.floor(i / (COLUMNS - 1))), target: String(i + Math.floor(i / (COLUMNS - 1)) + 1) }));

createRoot(document.getElementById('root')).render(
  <div style={{ width: '100vw', height: '100vh' }}>
    <ReactFlow defaultNodes={nodes} defaultEdges={edges} onlyRenderVisibleElements minZoom={0.05}
      onInit={(flow) => { globalThis.pan = (i) => flow.setViewport({ x: -i * 12, y: -i * 7, zoom: 1 }); }} />
  </div>);
