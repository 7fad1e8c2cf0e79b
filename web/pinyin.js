// The first letter of a character's reading. The browser's collation puts characters in the order of
// their readings; `firsts` are the first characters of each letter.
const fmPinyin = {
  firsts: '吖八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀', letters: 'abcdefghjklmnopqrstwxyz', known: new Map(), collator: null,
  // Its code, or 0 where there is none.
  initial(codePoint) {
    if (!fmPinyin.collator) fmPinyin.collator = new Intl.Collator('zh-CN-u-co-pinyin');
    if (!fmPinyin.collator.resolvedOptions().locale.startsWith('zh')) return 0;
    let letter = fmPinyin.known.get(codePoint);
    if (letter === undefined) {
      const character = String.fromCodePoint(codePoint);
      let at = fmPinyin.firsts.length - 1;
      while (at >= 0 && fmPinyin.collator.compare(character, fmPinyin.firsts[at]) < 0) --at;
      letter = at < 0 || codePoint < 0x3400 ? 0 : fmPinyin.letters.charCodeAt(at);
      fmPinyin.known.set(codePoint, letter);
    }
    return letter;
  },
};
