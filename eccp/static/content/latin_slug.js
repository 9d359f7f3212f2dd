// The address that the page editor proposes while a title is typed. Greek and Cyrillic letters are spelt as the
// platform itself spells them (core/names.py), before Wagtail, which writes θ as 8, comes to them.
(() => {
  "use strict";
  const LETTERS = {
    "ΐ": "i", "ά": "a", "έ": "e", "ή": "i", "ί": "i", "ΰ": "y", "α": "a", "β": "v", "γ": "g", "δ":
    "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l", "μ": "m", "ν": "n",
    "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "ς": "s", "σ": "s", "τ": "t", "υ": "y", "φ": "f", "χ":
    "ch", "ψ": "ps", "ω": "o", "ϊ": "i", "ϋ": "y", "ό": "o", "ύ": "y", "ώ": "o", "а": "a", "б": "b",
    "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л":
    "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e",
    "ю": "yu", "я": "ya", "ё": "e", "ђ": "dj", "ѓ": "g", "є": "ie", "ѕ": "dz", "і": "i", "ї": "i",
    "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "ќ": "k", "ў": "u", "џ": "dzh", "ґ": "g",
  };
  const ANY = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "g");
  // Between letters an apostrophe is silent; a hard sign before a consonant is an "a" in Bulgarian.
  const latin = (title) =>
    title
      .normalize("NFC")
      .toLowerCase()
      .replace(/([\u0400-\u04ff])['’`](?=[\u0400-\u04ff])/g, "$1")
      .replace(/ъ(?=[бвгджзклмнпрстфхцчшщ])/g, "а")
      .replace(ANY, (letter) => LETTERS[letter]);
  const spell = (event) => {
    if (event.detail && event.detail.value && event.target.name === "slug") {
      event.detail.value = latin(event.detail.value);
    }
  };
  // On its way down, before the field itself hears of it.
  document.addEventListener("w-sync:check", spell, true);
  document.addEventListener("w-sync:apply", spell, true);
})();
