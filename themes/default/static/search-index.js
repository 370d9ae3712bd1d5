/* The index of what can be found: unpacks what okrsite/exchange/search made, and finds entries in it.

   Everything is kept as it was sent, in few long texts; what a word leads to is unpacked when it is sought. */
(function () {
  "use strict";

  /* Numbers as okrsite/exchange/search/packing.py writes them. */
  const LAST = 60;
  const VALUE = new Int8Array(127);
  for (let code = 35, value = 0; code < 127; code++) if (code !== 92) VALUE[code] = value++;
  const MORE = VALUE[126] + 1 - LAST;

  function numbers(text) {
    const found = new Int32Array(text.length);
    let count = 0;
    let value = 0;
    for (let at = 0; at < text.length; at++) {
      const digit = VALUE[text.charCodeAt(at)];
      if (digit < LAST) {
        found[count++] = value * LAST + digit;
        value = 0;
      } else {
        value = value * MORE + digit - LAST + 1;
      }
    }
    return found.subarray(0, count);
  }

  function rising(text) {
    const found = numbers(text);
    for (let at = 1; at < found.length; at++) found[at] += found[at - 1] + 1;
    return found;
  }

  function steps(text) {
    const found = numbers(text);
    let last = 0;
    for (let at = 0; at < found.length; at++) {
      last += found[at] & 1 ? (found[at] + 1) / 2 : -found[at] / 2;
      found[at] = last;
    }
    return found;
  }

  /* A column of texts: those that differ, and for each entry the number of its own. */
  function column([lines, places]) {
    return { texts: lines.split("\n"), of: steps(places) };
  }

  function frontCoded(lines) {
    let before = "";
    return lines.split("\n").map((line) => (before = before.slice(0, VALUE[line.charCodeAt(0)]) + line.slice(1)));
  }

  /* How many letters must change to make one word of another, as far as `most`: to write, leave out, change or
     swap two. With `open` the other word may go on. */
  function distance(word, other, most, open) {
    if (word.length - other.length > most || (!open && other.length - word.length > most)) return most + 1;
    const width = Math.min(other.length, word.length + most);
    let before = [];
    let row = Array.from({ length: width + 1 }, (_, at) => at);
    for (let line = 1; line <= word.length; line++) {
      const next = [line];
      let least = line;
      for (let at = 1; at <= width; at++) {
        const same = word[line - 1] === other[at - 1];
        let steps = Math.min(row[at] + 1, next[at - 1] + 1, row[at - 1] + (same ? 0 : 1));
        if (line > 1 && at > 1 && word[line - 1] === other[at - 2] && word[line - 2] === other[at - 1]) {
          steps = Math.min(steps, before[at - 2] + 1);
        }
        next.push(steps);
        least = Math.min(least, steps);
      }
      if (least > most) return most + 1;
      before = row;
      row = next;
    }
    return open ? Math.min(...row) : row[other.length] ?? most + 1;
  }

  const IN_TITLE = 10;
  const BESIDE = 4;
  const AROUND = 2; // the words of the place, the kind and the status
  const IN_TEXT = 1;
  const BY_ID = 60;
  const STANDS_SO = 40; // where the words of a status are sought

  const EXACT = 1;
  const tolerance = (word) => (word.length < 4 || /^\d+$/.test(word) ? 0 : word.length < 8 ? 1 : 2);

  class Index {
    /* A generator, so that nobody waits for the whole of it: each step is short. */
    static *unpacking(data) {
      const words = window.okrsiteWords;
      const index = new Index();
      index.language = data.language;
      index.kinds = data.kinds.map(([id, label, address, weight, count, under, language]) => (
        { id, label, address, weight, count, under, language, first: 0 }
      ));
      index.kinds.reduce((first, kind) => { kind.first = first; return first + kind.count; }, 0);
      index.states = data.states;
      index.leftOut = data.leftOut;
      index.common = new Set(data.common.split(" "));
      yield;
      index.titles = column(data.titles);
      index.length = index.titles.of.length;
      index.lengths = index.titles.texts.map((title) => title.split(" ").length);
      yield;
      index.besides = column(data.besides);
      index.names = column(data.names);
      yield;
      index.place = steps(data.place);
      index.under = steps(data.under);
      index.state = numbers(data.state);
      index.places = data.places[0].split("\n");
      index.folders = data.places[1].split("\n");
      index.placeWeights = numbers(data.places[2]);
      yield;
      index.words = frontCoded(data.words);
      index.spelt = data.spelt;
      index.found = data.found.split("\n");
      index.unpacked = new Map();
      yield;
      index.kindOf = new Uint8Array(index.length);
      index.weights = new Float32Array(index.length);
      const dropped = index.states.findIndex(([state]) => state === "dropped");
      index.kinds.forEach((kind, number) => {
        for (let at = kind.first; at < kind.first + kind.count; at++) {
          index.kindOf[at] = number;
          index.weights[at] = kind.weight * index.placeWeights[index.place[at]] * 1e-4;
          if (index.state[at] === dropped) index.weights[at] *= 0.6;
        }
      });
      yield;
      index.around = [];
      for (const texts of [index.places, index.kinds.map((k) => k.label), index.states.map((s) => s[1])]) {
        index.around.push(texts.map(words.tokens));
        yield;
      }
      return index;
    }

    /* What a word leads to: numbers of titles, of what is beside them, and of entries by their text. */
    leads(word) {
      let found = this.unpacked.get(word);
      if (!found) {
        found = this.found[word].split(" ").map(rising);
        this.unpacked.set(word, found);
      }
      return found;
    }

    /* The number of a word, -1 where no entry has it. */
    numberOf(word) {
      const at = firstFrom(this.words, word);
      return this.words[at] === word ? at : -1;
    }

    /* The words that may be meant by what was typed: their numbers, each with how good it fits, 0 to 1. */
    meant(typed, tolerant) {
      const fits = new Map();
      for (let at = firstFrom(this.words, typed); at < this.words.length && this.words[at].startsWith(typed); at++) {
        const length = this.words[at].length;
        fits.set(at, length === typed.length ? EXACT : 0.45 + (0.4 * typed.length) / length);
      }
      const most = window.okrsiteWords.unspaced(typed) ? 0 : tolerance(typed);
      if (most && (tolerant || !fits.size)) {
        this.words.forEach((word, at) => {
          if (fits.has(at)) return;
          const whole = distance(typed, word, most, false);
          if (whole <= most) fits.set(at, 0.5 / whole);
          else if (word.length > typed.length && word[0] === typed[0] && distance(typed, word, most, true) <= most) {
            fits.set(at, 0.2);
          }
        });
      }
      return fits;
    }

    /* A typed word with all that it fits: `found` is a number for each entry, 0 where it does not; `around` the same
       for places, kinds and states. Where a word is known, others like it are sought in titles only: long texts have
       some word like any. */
    term(typed, tolerant) {
      const known = tolerant ? this.meant(typed, false) : null;
      const fits = this.meant(typed, tolerant);
      const { titles, besides, length } = this;
      const inTitles = new Float32Array(titles.texts.length);
      const inBesides = new Float32Array(besides.texts.length);
      const found = new Float32Array(length);
      for (const [word, fit] of fits) {
        const [title, beside, text] = this.leads(word);
        const rare = Math.log(1 + length / (1 + title.length + beside.length + text.length));
        for (const at of title) inTitles[at] = Math.max(inTitles[at], IN_TITLE * fit * rare * (0.7 + 0.3 / this.lengths[at]));
        for (const at of beside) inBesides[at] = Math.max(inBesides[at], BESIDE * fit * rare);
        if (known && !known.has(word)) continue;
        for (const at of text) found[at] = Math.max(found[at], IN_TEXT * fit * rare);
      }
      const around = this.around.map((all) => all.map((tokens) => {
        if (tokens.includes(typed)) return AROUND;
        return typed.length > 1 && tokens.some((token) => token.startsWith(typed)) ? AROUND / 2 : 0;
      }));
      const term = { typed, fits, found, around, common: this.common.has(typed) };
      for (let at = 0; at < length; at++) {
        found[at] = Math.max(found[at], inTitles[titles.of[at]], inBesides[besides.of[at]], this.nearby(at, term));
      }
      return term;
    }

    nearby(at, { around: [places, kinds, states] }) {
      return Math.max(places[this.place[at]], kinds[this.kindOf[at]], states[this.state[at]]);
    }

    /* The entries that are called so in files, commands and addresses, or begin to be: `lyon/first-winter#hill`. A word
       alone that is an id is a word first. */
    byId(query) {
      const id = query.trim().toLowerCase().replace(/\.(html|md)$/, "").replace("/checkins/", "/").replace("#", "/").replace(/^\//, "");
      const exact = /^[^-_/]*$/.test(query.trim()) && !query.includes("#");
      const last = id.split("/").pop();
      const found = new Map();
      if (last.length < 3 || /\s/.test(id)) return found;
      const fits = this.names.texts.map((name) => {
        const own = name.toLowerCase().replace(/\.html$/, "").replace(/^#/, "");
        if (exact) return own === last ? 0.1 : 0;
        return own === last ? 1 : own.startsWith(last) ? 0.5 : 0;
      });
      if (!fits.some(Boolean)) return found;
      for (let at = 0; at < this.length; at++) {
        const fit = fits[this.names.of[at]];
        if (!fit) continue;
        const own = `/${this.idOf(at).toLowerCase().replace("#", "/")}`;
        if (own.includes(`/${id}`) || `/${id}`.endsWith(own)) found.set(at, fit);
      }
      return found;
    }

    /* As which commands know an entry. */
    idOf(at) {
      return this.entry(at).url.replace(/(\/index)?\.html(?=#|$)/, "").replace("#check-in-", "/");
    }

    /* Finds entries: groups by kind, the best first, each with the numbers of all that fit and what was meant. */
    find(query) {
      const typed = [...new Set(window.okrsiteWords.tokens(query.replace(/(\p{L})['’]s(?!\p{L})/gu, "$1")))].slice(0, 12);
      if (!typed.length) return { groups: [], total: 0, terms: [] };
      const ids = this.byId(query);
      for (const tolerant of [false, true]) {
        const terms = typed.map((word) => this.term(word, tolerant));
        terms.ids = ids;
        terms.states = this.meantStates(typed);
        const answer = this.fittingAll(terms, terms.length);
        if (answer.total) return answer;
        if (!tolerant) continue;
        // Nothing fits all of it: what fits most of its longer words is better than nothing.
        const telling = terms.filter((term) => term.typed.length > 2 || window.okrsiteWords.unspaced(term.typed));
        Object.assign(telling, { ids, states: terms.states });
        for (let least = telling.length; least > 0 && least >= telling.length / 2; least--) {
          const some = this.fittingAll(telling, least);
          if (some.total) return some;
        }
      }
      return { groups: [], total: 0, terms: [] };
    }

    /* The states that are sought with all their words: "off track" is more than "off" and "track". */
    meantStates(typed) {
      return new Set(this.around[2].flatMap((tokens, state) => (
        tokens.length && tokens.every((token) => typed.includes(token)) ? [state] : []
      )));
    }

    /* The entries that at least so many of the words fit. A word that very many texts have is no condition. */
    fittingAll(terms, least) {
      const scores = new Float32Array(this.length);
      const groups = this.kinds.map((kind) => ({ kind, entries: [], best: 0 }));
      const needed = terms.some((term) => !term.common) ? terms.filter((term) => term.common).length : 0;
      let total = 0;
      for (let at = 0; at < this.length; at++) {
        let fit = 0;
        let sum = 0;
        for (const term of terms) {
          const own = term.found[at];
          if (own > 0) { fit++; sum += own; } else if (needed && term.common) fit++;
        }
        const id = terms.ids.get(at) || 0;
        if (!id && (fit < least || sum === 0)) continue;
        if (terms.states.has(this.state[at])) sum += STANDS_SO;
        scores[at] = (sum + BY_ID * id) * this.weights[at];
        const group = groups[this.kindOf[at]];
        group.entries.push(at);
        if (scores[at] > group.best) group.best = scores[at];
        total++;
      }
      const filled = groups.filter((group) => group.entries.length);
      filled.sort((one, other) => other.best - one.best);
      return { groups: filled, total, terms, scores };
    }

    /* The best entries of a group, of equals the first. */
    best(group, scores, most) {
      const found = [];
      for (const at of group.entries) {
        if (found.length === most && scores[at] <= scores[found[most - 1]]) continue;
        let place = found.length;
        while (place && scores[found[place - 1]] < scores[at]) place--;
        found.splice(place, 0, at);
        if (found.length > most) found.pop();
      }
      return found;
    }

    /* What is shown of an entry. */
    entry(at, terms) {
      const kind = this.kinds[this.kindOf[at]];
      const under = kind.under ? this.kinds.find((one) => one.id === kind.under).first + this.under[at] : -1;
      const [state, said] = this.states[this.state[at]];
      return {
        title: this.titles.texts[this.titles.of[at]],
        under: under < 0 ? "" : this.titles.texts[this.titles.of[under]],
        place: this.places[this.place[at]],
        beside: this.besides.texts[this.besides.of[at]],
        id: terms?.ids.get(at) >= 0.5 ? this.names.texts[this.names.of[at]].replace(/^#|\.html$/g, "") : "",
        state,
        said,
        url: this.address(at, kind, under),
      };
    }

    address(at, kind, under) {
      const parts = {
        folder: this.folders[this.place[at]],
        name: this.names.texts[this.names.of[at]],
        under: under < 0 ? "" : this.address(under, this.kinds[this.kindOf[under]], -1),
      };
      return kind.address.replace(/\{(\w+)\}/g, (_, part) => parts[part]);
    }

    /* Words by which an entry was found though they stand in its text only, as they are written there. */
    inText(at, terms) {
      const words = [];
      for (const term of terms) {
        const { fits } = term;
        let best = -1;
        let shown = this.nearby(at, term) > 0;
        for (const [word, fit] of fits) {
          const [titles, besides, texts] = this.leads(word);
          shown = shown || has(titles, this.titles.of[at]) || has(besides, this.besides.of[at]);
          if (has(texts, at) && (best < 0 || fit > fits.get(best))) best = word;
        }
        if (!shown && best >= 0) words.push(this.spelt[best] || this.words[best]);
      }
      return words;
    }

    /* A title in pieces: [text, whether it is what was sought]. */
    marked(text, terms) {
      const { pieces, tokensOf, unspaced } = window.okrsiteWords;
      return pieces(text).flatMap(([piece, isWord]) => {
        if (!isWord) return [[piece, false]];
        const tokens = tokensOf(piece.toLowerCase());
        if (tokens.some(unspaced)) return markedLetters(piece, tokens, terms);
        let letters = 0;
        for (const token of tokens) {
          for (const { typed, fits } of terms) {
            if (token.startsWith(typed)) letters = Math.max(letters, token.length === piece.length ? typed.length : piece.length);
            else if (fits.has(this.numberOf(token))) letters = piece.length;
          }
        }
        const both = [[piece.slice(0, letters), true], [piece.slice(letters), false]];
        return both.filter(([part]) => part);
      });
    }
  }

  /* In what is written without spaces every letter is marked that belongs to a pair that was sought. */
  function markedLetters(piece, tokens, terms) {
    const letters = Array.from(piece);
    const on = letters.map(() => false);
    if (letters.length === tokens.length) {
      tokens.forEach((token, at) => {
        if (terms.some(({ typed }) => typed === token)) {
          Array.from(token).forEach((_, next) => { on[at + next] = true; });
        } else if (terms.some(({ typed }) => token.startsWith(typed))) on[at] = true;
      });
    }
    return letters.map((letter, at) => [letter, on[at]]);
  }

  /* Where in rising values the first stands that is not below one. */
  function firstFrom(values, value) {
    let low = 0;
    for (let high = values.length; low < high;) {
      const middle = (low + high) >> 1;
      if (values[middle] < value) low = middle + 1; else high = middle;
    }
    return low;
  }

  const has = (values, value) => values[firstFrom(values, value)] === value;

  window.okrsiteIndex = Index;
})();
