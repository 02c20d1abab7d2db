/** Makes an element. A function is a listener ("onclick"), any other value an attribute; false, null and undefined leave it out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value == null) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  return put(element, ...children);
}

/** Gives an element these children instead of those it has. Absent ones (null, false) are left out. */
export function put(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Makes an id that no other element of the page has. */
export const freshId = (() => {
  let last = 0;
  return (what) => `${what}-${++last}`;
})();

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an icon. It is decoration: the button or text round it has the words. */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  for (const [key, value] of Object.entries({ viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true', focusable: 'false' })) {
    svg.setAttribute(key, value);
  }
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  svg.append(path);
  return svg;
}

const ICONS = {
  eye: 'M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  camera: 'M4 8h3l2-3h6l2 3h3a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1zM12 9.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7z',
  pictures: 'M4 5h16v14H4zM4 16l4.5-4.5 4 4 3-3L20 17M15.5 8.5a1 1 0 1 0 0 2 1 1 0 0 0 0-2z',
  crop: 'M6 2v16h16M2 6h16v16',
  left: 'M4 4v6h6M4.5 10A8.5 8.5 0 1 1 4 14',
  right: 'M20 4v6h-6M19.500 10A8.500 8.500 0 1 0 20 14',
  close: 'M6 6l12 12M18 6L6 18',
  plus: 'M12 5v14M5 12h14',
  check: 'M4 12.500l5.500 5.500L20 7',
  question: 'M8.500 9a3.500 3.500 0 1 1 5.200 3c-1.200.7-1.700 1.300-1.700 2.500M12 18.500v.1',
  none: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM5.700 5.700l12.600 12.600',
  house: 'M4 11l8-7 8 7M6 9.500V20h12V9.500',
  filter: 'M3 6h18M6 12h12M10 18h4',
  key: 'M7.500 7.500a4.500 4.500 0 1 0 0 9 4.500 4.500 0 0 0 0-9zM12 12h9.500v4M17.500 12v3',
  link: 'M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.700-5.700l-1.200 1.200M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.700 5.700l1.200-1.200',
  bin: 'M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5',
  pen: 'M4 20l1-4L16.500 4.500l3 3L8 19z',
  similar: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  warn: 'M12 4L2.500 20h19zM12 10v5M12 17.500v.1',
  next: 'M9 5l7 7-7 7',
  previous: 'M15 5l-7 7 7 7',
  swap: 'M4 9h14l-4-4M20 15H6l4 4',
};
