// What a reader's eye would meet on the page: texts and marks with their contrast, labels that overlap or are
// cut off, and whatever is wider than the window. One function; tests/looking.py calls it.
({ decoration = [], roots = null } = {}) => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  const seen = new Map();
  const rgba = (css) => {
    if (!seen.has(css)) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = "#000";
      brush.fillStyle = css;
      brush.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
      seen.set(css, [r, g, b, a / 255]);
    }
    return seen.get(css);
  };
  const over = ([r, g, b, a], under) => [r, g, b].map((part, i) => part * a + under[i] * (1 - a));
  const luminance = (colour) => colour.map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (one, other) => {
    const [high, low] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const parent = (element) => element.parentElement ?? element.getRootNode().host ?? null;
  const chain = (element) => {
    const found = [];
    for (let one = element; one; one = parent(one)) found.push(one);
    return found;
  };
  const opacity = (element) => chain(element).reduce((product, one) => product * getComputedStyle(one).opacity, 1);
  const background = (element) => {
    const layers = [];
    for (const one of chain(element)) {
      const colour = rgba(getComputedStyle(one).backgroundColor);
      if (colour[3] > 0) layers.push(colour);
      if (colour[3] === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const against = (css, element, more = 1) => {
    const [r, g, b, a] = rgba(css), under = background(element);
    return contrast(over([r, g, b, a * more], under), under);
  };
  const round = (number) => Math.round(number * 100) / 100;
  const found = { texts: [], marks: [], overlaps: [], cut: [], wide: [], charts: 0, visibleMarks: 0 };

  // words of the page
  if (!roots) {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("svg, style, script, noscript, [disabled], [aria-disabled=true]")) continue;
      if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
      range.selectNodeContents(node);
      const rect = range.getBoundingClientRect();
      if (rect.width < 2 || rect.height < 2) continue;
      const clip = chain(element).some((one) => getComputedStyle(one).clipPath === "inset(50%)");
      if (clip) continue;
      const style = getComputedStyle(element);
      const ratio = against(style.color, element, opacity(element));
      const icon = /Material/.test(style.fontFamily);
      found.texts.push({ words: node.data.trim().slice(0, 60), ratio: round(ratio), needs: icon ? 3 : 4.5 });
    }
    for (const one of document.querySelectorAll("[data-testid=stMain] *")) {
      const style = getComputedStyle(one);
      if (!["hidden", "clip"].includes(style.overflowX) || style.clipPath === "inset(50%)") continue;
      if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1 && one.innerText?.trim())
        found.cut.push(`${one.tagName} ${one.innerText.trim().slice(0, 60)}`);
    }
    for (const one of document.querySelectorAll("[data-testid=stMain] *")) {
      const rect = one.getBoundingClientRect();
      if (rect.width > 1 && rect.right > innerWidth + 1 && !chain(one).slice(1).some((outer) =>
        ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(outer).overflowX) && outer.matches(".scroll, [role=region], pre")))
        found.wide.push(`${one.tagName}.${one.className?.baseVal ?? one.className} to ${Math.round(rect.right)}`);
    }
    const main = document.querySelector("[data-testid=stMain]");
    for (const one of [document.scrollingElement, main])
      if (one && one.scrollWidth > one.clientWidth + 1) found.wide.push(`${one.tagName} scrolls to ${one.scrollWidth}`);
  }

  // charts
  const charts = roots ? [...document.querySelectorAll(roots)].map((host) => host.shadowRoot.querySelector("svg"))
    : [...document.querySelectorAll("[data-testid=stVegaLiteChart] svg.marks")].filter((one) => one.checkVisibility());
  for (const svg of charts) {
    found.charts += 1;
    const frame = svg.getBoundingClientRect();
    const labels = new Map();
    for (const text of svg.querySelectorAll("text")) {
      const strength = opacity(text);
      if (!text.textContent.trim() || strength < 0.05) continue;
      const style = getComputedStyle(text);
      const ratio = against(style.fill, svg, strength * style.fillOpacity);
      const lines = text.querySelector("tspan") ? [...text.querySelectorAll("tspan")] : [text];
      for (const line of lines) {
        const rect = line.getBoundingClientRect();
        if (!rect.width) continue;
        const key = `${line.textContent}|${Math.round(rect.left)}|${Math.round(rect.top)}`;
        const before = labels.get(key);
        if (before) before.ratio = Math.max(before.ratio, ratio); // a halo lies under its own label
        else labels.set(key, { words: line.textContent, rect, ratio });
      }
    }
    const all = [...labels.values()];
    for (const { words, ratio, rect } of all) {
      found.texts.push({ words: `chart: ${words}`, ratio: round(ratio), needs: 4.5 });
      if (rect.left < frame.left - 1 || rect.right > frame.right + 1 || rect.top < frame.top - 3 || rect.bottom > frame.bottom + 3)
        found.cut.push(`chart label “${words}” leaves its chart`);
    }
    all.forEach((one, i) => all.slice(i + 1).forEach((other) => {
      const inset = (rect) => rect.height * 0.17; // letters fill two thirds of a line's box
      const wide = Math.min(one.rect.right, other.rect.right) - Math.max(one.rect.left, other.rect.left);
      const high = Math.min(one.rect.bottom - inset(one.rect), other.rect.bottom - inset(other.rect))
        - Math.max(one.rect.top + inset(one.rect), other.rect.top + inset(other.rect));
      if (wide > 1 && high > 1) found.overlaps.push(`“${one.words}” and “${other.words}”`);
    }));
    for (const shape of svg.querySelectorAll("[class*=mark-] :is(path, line, rect, circle)")) {
      if (shape.closest(".background, .role-axis-grid") || shape.matches(".background, .foreground")) continue;
      const strength = opacity(shape), rect = shape.getBoundingClientRect();
      if (strength < 0.05 || (rect.width < 0.5 && rect.height < 0.5)) continue;
      const style = getComputedStyle(shape);
      const colours = [["fill", style.fill, style.fillOpacity], ["stroke", style.stroke, style.strokeOpacity * (parseFloat(style.strokeWidth) > 0)]]
        .filter(([kind, css, part]) => css !== "none" && rgba(css)[3] * part > 0.02 && !(kind === "fill" && shape.tagName === "line"));
      if (!colours.length) continue;
      const hexes = colours.map(([, css]) => "#" + rgba(css).slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join(""));
      if (hexes.every((hex) => decoration.includes(hex))) continue;
      const ratio = Math.max(...colours.map(([, css, part]) => against(css, svg, strength * part)));
      const name = shape.closest("[class*=mark-]").getAttribute("class");
      found.visibleMarks += 1;
      found.marks.push({ words: `${name} ${hexes.join(" ")} ${shape.getAttribute("aria-label") ?? ""}`.slice(0, 90), ratio: round(ratio), needs: 3 });
    }
  }
  return found;
}
