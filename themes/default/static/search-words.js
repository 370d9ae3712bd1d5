/* What counts as a word, and when two words are the same: okrsite/exchange/search/words.py in the browser, step by
   step. A test holds the two against each other. */
(function () {
  "use strict";

  const LONGEST = 40;
  const ACCENTS =
    "\\u0300-\\u036f\\u0483-\\u0489\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a\\u0640" +
    "\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u06e7\\u06e8\\u06ea-\\u06ed\\u1ab0-\\u1aff\\u1dc0-\\u1dff" +
    "\\u200c\\u200d\\u20d0-\\u20ff\\ufe00-\\ufe2f";
  const JOINED =
    "\\u0900-\\u0963\\u0971-\\u0df3\\u0e31\\u0e34-\\u0e3a\\u0e47-\\u0e4e\\u0eb1\\u0eb4-\\u0ebc\\u0ec8-\\u0ece" +
    "\\u0f71-\\u0f84\\u102b-\\u103e\\u1056-\\u1059\\u17b4-\\u17d3\\u3099\\u309a";
  const UNSPACED =
    "\\u0e01-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u3400-\\u9fff\\u{20000}-\\u{3ffff}";

  const WORD = new RegExp(`[\\p{L}\\p{N}${ACCENTS}${JOINED}]+`, "gu");
  const NO_WORD = new RegExp(`[^\\p{L}\\p{N}${JOINED}]`, "gu");
  const MARKS = new RegExp(`[${ACCENTS}]+`, "gu");
  const RUN = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");
  const WITHOUT_SPACES = new RegExp(`[${UNSPACED}]`, "u");
  const ARTICLE = /^\u0627\u0644(?=...)/u;
  const PLAIN = /^[\0-\x7f]*$/;

  const SAME = new Map([
    ["ß", "ss"], ["æ", "ae"], ["œ", "oe"], ["ø", "o"], ["đ", "d"], ["ð", "d"], ["ł", "l"], ["ı", "i"], ["þ", "th"],
    ["ς", "σ"], ["ٱ", "ا"], ["ى", "ي"], ["ی", "ي"], ["ة", "ه"], ["ک", "ك"],
  ]);
  for (let digit = 0; digit < 10; digit++) {
    SAME.set(String.fromCharCode(0x660 + digit), String(digit));
    SAME.set(String.fromCharCode(0x6f0 + digit), String(digit));
  }

  /* A word without what distinguishes spellings of it. */
  function folded(word) {
    if (PLAIN.test(word)) return word.toLowerCase();
    const plain = Array.from(word.normalize("NFKD").toLowerCase().replace(MARKS, ""), (c) => SAME.get(c) || c);
    return plain.join("").replace(NO_WORD, "").normalize("NFC").replace(ARTICLE, "");
  }

  function cut(run) {
    return PLAIN.test(run) ? run.slice(0, LONGEST) : Array.from(run).slice(0, LONGEST).join("");
  }

  /* What a single word is found by: mostly one, itself; pairs of letters where nothing is between words. */
  function tokensOf(surface) {
    const word = folded(surface);
    if (!WITHOUT_SPACES.test(word)) return word ? [cut(word)] : [];
    return word.match(RUN).flatMap((run) => {
      if (!WITHOUT_SPACES.test(run)) return [cut(run)];
      const letters = Array.from(run);
      return letters.map((letter, at) => letter + (letters[at + 1] || ""));
    });
  }

  /* The words of a text in lower case, as they are written. */
  function surfaces(text) {
    return text.toLowerCase().match(WORD) || [];
  }

  /* The words of a text as they are sought, in their order. */
  function tokens(text) {
    return surfaces(text).flatMap(tokensOf);
  }

  /* A text in pieces, words and what is between them: [text, whether it is a word]. */
  function pieces(text) {
    const found = [];
    let after = 0;
    for (const match of text.matchAll(WORD)) {
      if (match.index > after) found.push([text.slice(after, match.index), false]);
      found.push([match[0], true]);
      after = match.index + match[0].length;
    }
    if (after < text.length) found.push([text.slice(after), false]);
    return found;
  }

  const unspaced = (word) => WITHOUT_SPACES.test(word);

  window.okrsiteWords = { folded, pieces, surfaces, tokens, tokensOf, unspaced };
})();
