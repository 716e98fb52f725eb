// Runs in the browser on a page that holds a picture, and writes what is wrong with it into the page.
(function () {
  "use strict";
  const wrong = [];
  const say = (text) => wrong.push(text.replace(/\s+/g, " ").slice(0, 200));
  addEventListener("error", (event) => say("error: " + event.message));

  const within = (outer, inner) =>
    inner.left >= outer.left - 0.5 && inner.right <= outer.right + 0.5 &&
    inner.top >= outer.top - 0.5 && inner.bottom <= outer.bottom + 0.5;
  const touch = (a, b) => a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 0.5 && b.top < a.bottom - 0.5;

  // Pairs that touch: a sweep from top to bottom.
  const overlaps = (elements) => {
    const boxes = elements.map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter((one) => one.box.width > 0).sort((a, b) => a.box.top - b.box.top);
    boxes.forEach((one, index) => {
      for (let next = index + 1; next < boxes.length && boxes[next].box.top < one.box.bottom; next += 1) {
        if (touch(one.box, boxes[next].box)) {
          say(`"${one.element.textContent}" overlaps "${boxes[next].element.textContent}"`);
        }
      }
    });
  };

  // Letters, without the room above and below that a line has.
  const labels = (svg) => Array.from(svg.querySelectorAll("text")).map((text) => {
    const box = text.getBoundingClientRect();
    const size = parseFloat(getComputedStyle(text).fontSize) * box.width / (text.getBBox().width || 1);
    const middle = (box.top + box.bottom) / 2;
    const tight = { left: box.left, right: box.right, top: middle - size * 0.4, bottom: middle + size * 0.4, width: box.width };
    return { textContent: text.firstChild.textContent, getBoundingClientRect: () => tight };
  });

  const check = () => {
    const wide = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > wide) say(`the page is ${document.documentElement.scrollWidth} wide in ${wide}`);
    document.querySelectorAll("svg:not(.defs):not(.sign)").forEach((svg) => {
      const frame = svg.getBoundingClientRect();
      const texts = labels(svg);
      texts.filter((text) => !within(frame, text.getBoundingClientRect())).forEach((text) => say(`"${text.textContent}" leaves the drawing`));
      overlaps(texts);
      // What stands in a box does not leave it.
      svg.querySelectorAll(".box").forEach((box) => {
        const frame = box.querySelector("rect").getBoundingClientRect();
        box.querySelectorAll("text").forEach((text) => {
          const own = text.getBoundingClientRect();
          if (own.left < frame.left || own.right > frame.right) say(`"${text.textContent}" leaves its box`);
        });
      });
      svg.querySelectorAll("rect.chip").forEach((chip) => {
        const frame = chip.getBoundingClientRect();
        for (let next = chip.nextElementSibling; next && (next.tagName === "use" || ["chip-name", "tiny end", "em"].includes(next.getAttribute("class"))); next = next.nextElementSibling) {
          const own = next.getBoundingClientRect();
          if (own.left < frame.left || own.right > frame.right) say(`"${next.textContent}" leaves its chip`);
        }
      });
    });
    document.querySelectorAll("main *").forEach((element) => {
      if (element.closest("svg") || element.closest(".scroll > *")) return;
      const box = element.getBoundingClientRect();
      if (box.width > 0 && (box.right > wide + 0.5 || box.left < -0.5)) say(`<${element.tagName} class="${element.className}"> leaves the page: ${element.textContent}`);
    });
    document.querySelectorAll(".level .axis").forEach((axis) => overlaps(Array.from(axis.querySelectorAll("b"))));
    document.querySelectorAll("h3, h4, .channel, .severity, .time, th, td").forEach((element) => {
      if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0) say(`cut off: ${element.textContent}`);
    });
    // The words between two colours of less than 4.5 to 1 are hard to read (WCAG).
    const light = (rgb) => {
      const part = (value) => { value /= 255; return value > 0.04045 ? ((value + 0.055) / 1.055) ** 2.4 : value / 12.92; };
      return 0.2126 * part(rgb[0]) + 0.7152 * part(rgb[1]) + 0.0722 * part(rgb[2]);
    };
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const over = (below, colour) => {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = `rgb(${below.join(",")})`;
      canvas.fillRect(0, 0, 1, 1);
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      return Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3));
    };
    const ground = (element) => element ? over(ground(element.parentElement), getComputedStyle(element).backgroundColor) : [255, 255, 255];
    const seen = new Set();
    document.querySelectorAll("main p, main b, main span, main td, main th, main h3, main h4, main li, main dt, main dd, main var, main pre, main summary, header a, footer p").forEach((element) => {
      const own = Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim());
      if (!own || element.classList.contains("none") || element.closest("svg")) return;
      const below = ground(element);
      const ink = over(below, getComputedStyle(element).color);
      const [high, low] = [light(ink), light(below)].sort((a, b) => b - a);
      const contrast = (high + 0.05) / (low + 0.05);
      const key = `${ink} on ${below}`;
      if (contrast < 4.5 && !seen.has(key)) { seen.add(key); say(`contrast ${contrast.toFixed(1)}: ${element.textContent}`); }
    });
    const report = document.createElement("pre");
    report.id = "report";
    report.textContent = "\n" + [
      `alerts ${document.querySelectorAll(".alert").length}`,
      ...Array.from(document.querySelectorAll(".alert h4")).map((name) => `name ${name.textContent}`),
      ...wrong.map((text) => `wrong ${text}`),
      "end of report\n",
    ].join("\n");
    document.body.append(report);
  };
  if (document.readyState === "complete") check(); else addEventListener("load", check);
})();
