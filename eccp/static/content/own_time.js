// Cut-offs stand on the page in the time of their call and of Brussels. Readers whose clocks show another time find
// theirs beside it: the hour, and the day where it is another one.
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const said = document.documentElement.lang || "en";
const language = said === "en" ? "en-GB" : said;
const day = { weekday: "long", day: "numeric", month: "long" };
const hour = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };

function shown(moment, timeZone, parts) {
  return new Intl.DateTimeFormat(language, { ...parts, timeZone }).format(moment);
}

function whole(moment, timeZone) {
  return `${shown(moment, timeZone, day)} ${shown(moment, timeZone, hour)}`;
}

function add(root) {
  for (const time of root.querySelectorAll("time[data-own]:not([data-done])")) {
    time.dataset.done = "";
    const moment = new Date(time.dateTime);
    const there = time.dataset.zone;
    if ([there, "Europe/Brussels"].some((zone) => whole(moment, zone) === whole(moment, own))) continue;
    const other = shown(moment, own, day) !== shown(moment, there, day);
    const words = document.createElement("span");
    words.className = "own-time";
    words.textContent = time.dataset.own.replace("{}", (other ? `${shown(moment, own, day)}, ` : "") + shown(moment, own, hour));
    time.after(" · ", words);
  }
}

add(document);
document.addEventListener("htmx:afterSwap", () => add(document));
