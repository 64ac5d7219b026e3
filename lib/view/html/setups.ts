import type { Setup } from '@/lib/trace/setup';
import { counted } from '../format-number';
import { glyph } from './glyph';
import { type Html, html } from './html';
import { type Images, partBlock } from './message';
import { textBlock, valueBlock } from './value';
import { words } from './words';

/** What model calls were sent besides messages, once; what the trace does not record is said. */
export function setupEntry(id: string, number: number, setup: Setup, places: Images): Html {
  const { system, tools, model, parameters } = setup;
  return html`<li id="${id}"><details><summary class="row">${glyph('chevron-right', 'chev')}<span class="n">${number}</span><span class="name">${words(model ?? 'model not recorded')}</span><span class="line">${tools === null ? 'tool schemas not in the trace' : counted(tools.length, 'tool')}, ${system === null ? 'system prompt not in the trace' : 'system prompt'}</span></summary>
<div class="body"><div class="msg from-system"><p class="label">System prompt</p>${system === null ? html`<p class="small dim">not in the trace</p>` : system.map((part) => partBlock(part, places))}</div>
${tools === null ? html`<p class="small dim">Tool schemas: not in the trace</p>` : tools.map(({ name, description, schema }) => html`<div class="sub call"><p class="label mono">${words(name)}</p>${description !== undefined && textBlock(description)}${schema !== undefined && html`<details class="more"><summary>Schema</summary>${valueBlock(schema)}</details>`}</div>`)}
${parameters !== null && html`<div><p class="label">Parameters</p>${valueBlock(parameters)}</div>`}</div></details></li>
`;
}
