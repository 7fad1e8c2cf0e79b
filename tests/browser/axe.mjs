// What axe-core finds on the page that is open.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// Serious and critical findings as sentences, each with the elements it names, and how many rules
// passed. The mirror follows the drawing within a fifth of a second.
export async function audit(page, name) {
  await page.waitForTimeout(450);
  await page.evaluate(source);
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  const serious = result.violations.filter((each) => ['serious', 'critical'].includes(each.impact));
  return {
    passed: result.passes.length,
    findings: serious.map((each) => `${name}: ${each.id} (${each.impact}) ${each.help}\n${each.nodes.slice(0, 4).map((node) =>
      `    ${node.html.slice(0, 260)}\n      ${node.failureSummary.replaceAll('\n', ' ').slice(0, 240)}`).join('\n')}`),
  };
}
