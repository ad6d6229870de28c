// A booking on its way to another place of the board. Everything that has to be measured is measured when it is picked up.
const wait = 120;

export class Carrying {
  constructor({ board, lanes, cell, point, stretch, say, done }) {
    Object.assign(this, { board, lanes, cell, stretch, say, done, byKeys: !point });
    this.sheet = board.querySelector(".sheet");
    this.step = Number(board.dataset.step);
    this.most = Number(board.dataset.minutes);
    this.from = { lane: lanes.findIndex(({ cells }) => cells.includes(cell)), at: cell.at, length: cell.length };
    this.place = { ...this.from };
    this.measure(point);
    this.ghost = this.makeGhost();
    this.put();
    cell.li.setAttribute("data-carried", "");
    document.documentElement.toggleAttribute("data-dragging", true);
    if (point) this.listen();
  }

  measure(point) {
    const box = this.sheet.getBoundingClientRect();
    const own = this.cell.li.getBoundingClientRect();
    this.columns = this.lanes.map(({ node }) => ({ left: node.offsetLeft, width: node.offsetWidth }));
    this.perMinute = own.height / this.cell.length;
    this.top = own.top - box.top - this.cell.at * this.perMinute;
    this.origin = { x: box.left + this.board.scrollLeft, y: box.top + this.board.scrollTop };
    this.scroll = { x: this.board.scrollLeft, y: this.board.scrollTop };
    this.view = this.board.getBoundingClientRect();
    if (point) this.grip = (point.y - own.top) / this.perMinute;
  }

  makeGhost() {
    const ghost = document.createElement("div");
    ghost.className = "ghost";
    ghost.dataset.tone = this.cell.li.dataset.tone;
    const name = document.createElement("strong");
    name.textContent = this.cell.li.querySelector("strong").textContent;
    this.label = document.createElement("span");
    ghost.append(name, this.label);
    this.sheet.append(ghost);
    return ghost;
  }

  listen() {
    this.over = (event) => this.follow(event);
    this.up = () => this.drop();
    this.esc = (event) => event.key === "Escape" && this.leave();
    this.still = (event) => event.preventDefault();
    this.scrolled = () => (this.scroll = { x: this.board.scrollLeft, y: this.board.scrollTop });
    addEventListener("pointermove", this.over);
    addEventListener("pointerup", this.up);
    addEventListener("keydown", this.esc);
    addEventListener("touchmove", this.still, { passive: false });
    this.board.addEventListener("scroll", this.scrolled);
    this.edge();
  }

  follow(event) {
    this.pointer = { x: event.clientX, y: event.clientY };
    const x = event.clientX - this.origin.x + this.scroll.x;
    const y = event.clientY - this.origin.y + this.scroll.y;
    const minutes = (y - this.top) / this.perMinute;
    const snap = (value) => Math.round(value / this.step) * this.step;
    if (this.stretch) return this.go({ length: Math.max(this.step, snap(minutes) - this.place.at) });
    const lane = this.columns.findIndex(({ left, width }) => x >= left && x < left + width);
    // Where it stands between two lines it may keep its minutes; elsewhere it goes to the lines.
    const at = Math.abs(minutes - this.grip - this.from.at) < this.step / 2 ? this.from.at : snap(minutes - this.grip);
    this.go({ lane: lane < 0 ? this.place.lane : lane, at });
  }

  // Near an edge the board goes on by itself.
  edge() {
    if (!this.ghost.isConnected) return;
    const { pointer, view } = this;
    if (pointer) {
      const speed = (near, far) => (near < 36 ? near - 36 : far < 36 ? 36 - far : 0) / 3;
      const [dx, dy] = [speed(pointer.x - view.left - 60, view.right - pointer.x), speed(pointer.y - view.top - 48, view.bottom - pointer.y)];
      if (dx || dy) this.board.scrollBy(Math.max(-14, Math.min(14, dx)), Math.max(-14, Math.min(14, dy)));
    }
    requestAnimationFrame(() => this.edge());
  }

  key(key, sideways) {
    const { lane, at, length } = this.place;
    if (key === "Escape") return this.leave(), true;
    if (key === "Enter") return this.drop(), true;
    if (key === "ArrowUp" || key === "ArrowDown") return this.go({ at: at + (key === "ArrowDown" ? this.step : -this.step) }), true;
    if (key === "ArrowLeft" || key === "ArrowRight") return this.go({ lane: Math.max(0, Math.min(this.lanes.length - 1, lane + sideways(key))) }), true;
    if (key === "+" || key === "=") return this.go({ length: length + this.step }), true;
    if (key === "-") return this.go({ length: Math.max(this.step, length - this.step) }), true;
    return false;
  }

  go(change) {
    const next = { ...this.place, ...change };
    next.at = Math.max(0, Math.min(this.most - next.length, next.at));
    if (next.lane === this.place.lane && next.at === this.place.at && next.length === this.place.length) return;
    this.place = next;
    this.put();
    clearTimeout(this.asking);
    this.asked?.abort();
    this.preview = this.answer = null;
    delete this.ghost.dataset.state;
    this.label.textContent = "…";
    if (!this.isHome) this.asking = setTimeout(() => this.ask(), wait);
    else this.label.textContent = "";
  }

  get isHome() {
    return this.place.lane === this.from.lane && this.place.at === this.from.at && this.place.length === this.from.length;
  }

  put() {
    const { left, width } = this.columns[this.place.lane];
    this.ghost.style.transform = `translate(${left}px, ${this.top + this.place.at * this.perMinute}px)`;
    if (this.ghost.offset !== width + ":" + this.place.length) {
      this.ghost.offset = width + ":" + this.place.length;
      this.ghost.style.width = `${width}px`;
      this.ghost.style.height = `${this.place.length * this.perMinute}px`;
    }
    if (this.byKeys) this.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  get values() {
    const start = new Date(Date.parse(this.board.dataset.from) + this.place.at * 60_000).toISOString();
    return { booking: this.cell.li.id.slice(2), court: this.lanes[this.place.lane].node.dataset.court, start, duration: this.place.length };
  }

  ask() {
    clearTimeout(this.asking);
    this.asked = new AbortController();
    this.answer ??= fetch(`/desk/move?${new URLSearchParams(this.values)}`, { signal: this.asked.signal, headers: { Accept: "application/json" } })
      .then((answer) => answer.ok ? answer.json() : { said: "", possible: false })
      .then((preview) => {
        this.preview = preview;
        this.label.textContent = preview.said;
        this.ghost.dataset.state = !preview.possible ? "no" : preview.needsReason ? "why" : "yes";
        this.say(preview.said);
        return preview;
      })
      .catch(() => null);
    return this.answer;
  }

  async drop() {
    if (this.isHome) return this.leave();
    if (this.dropping) return;
    this.dropping = true;
    this.hushed();
    const preview = this.preview ?? (await this.ask());
    if (!this.ghost.isConnected) return;
    this.dropping = false;
    if (!preview?.possible) return this.byKeys && preview ? undefined : this.leave();
    const values = { ...this.values, quoted: preview.quotedMinor };
    this.end();
    this.done({ preview, values, lane: this.place.lane, at: this.place.at });
  }

  leave() {
    this.hushed();
    this.end();
    this.done(null);
  }

  hushed() {
    removeEventListener("pointermove", this.over);
    removeEventListener("pointerup", this.up);
    removeEventListener("keydown", this.esc);
    removeEventListener("touchmove", this.still);
    this.board.removeEventListener("scroll", this.scrolled);
  }

  end() {
    clearTimeout(this.asking);
    this.ghost.remove();
    this.cell.li.removeAttribute("data-carried");
    document.documentElement.removeAttribute("data-dragging");
  }
}
