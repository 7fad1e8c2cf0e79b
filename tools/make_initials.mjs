// Writes assets/gazetteer/initials.tsv: for each letter the characters of the divisions' names whose
// pinyin begins with it, as the collation of the ICU in Node has them.  node tools/make_initials.mjs
import { readFile, writeFile } from 'node:fs/promises';

const folder = new URL('../assets/gazetteer/', import.meta.url);
// The last character of each letter in the order of the pinyin.
const letters = 'abcdefghjklmnopqrstwxyz';
const last = '驁簿錯鵽樲鰒餜靃攟鬠纙鞪糯沤曝裠鶸蜶籜鶩鑂韻糳';
// Characters that places read in another way than dictionaries list first.
const inPlaces = { 重: 'c', 厦: 'x', 番: 'p', 长: 'c', 朝: 'c', 乐: 'l', 蚌: 'b', 六: 'l', 都: 'd', 会: 'h', 过: 'g', 枞: 'z', 亳: 'b', 儋: 'd', 郏: 'j' };

const order = new Intl.Collator('zh-CN-u-co-pinyin');
const names = (await readFile(new URL('divisions.tsv', folder), 'utf8')).split('\n').map((line) => line.split('\t')[1] ?? '');
const characters = [...new Set(names.join(''))].filter((c) => /\p{Script=Han}/u.test(c)).sort();
const byLetter = Object.fromEntries([...letters].map((letter) => [letter, '']));
for (const c of characters) {
  const at = [...last].findIndex((end) => order.compare(c, end) <= 0);
  const letter = inPlaces[c] ?? letters[at];
  if (letter) byLetter[letter] += c;  // a few that no dictionary reads stay without
}
await writeFile(new URL('initials.tsv', folder), Object.entries(byLetter).map(([letter, all]) => `${letter}\t${all}\n`).join(''));
