// Everything a page can try in order to reach an address outside. An attempt gives the path of its request its own name.

const add = (tag, properties, where = document.body) => where.append(Object.assign(document.createElement(tag), properties));
const link = (rel, href, properties = {}) => add("link", {rel, href, ...properties}, document.head);
const lead = (page, address) => `/${page}?to=${encodeURIComponent(address)}`;
const work = source => new Worker(URL.createObjectURL(new Blob([source], {type: "text/javascript"})));
const click = properties => {
  const anchor = Object.assign(document.createElement("a"), properties);
  document.body.append(anchor);
  anchor.click();
};

const attempts = (host, at = name => `http://${host}/${name}`) => ({
  img: () => add("img", {src: at("img")}),
  srcset: () => add("img", {srcset: `${at("srcset")} 1x`}),
  script: () => add("script", {src: at("script")}),
  module: () => add("script", {type: "module", src: at("module")}),
  css: () => link("stylesheet", at("css")),
  background: () => add("p", {textContent: "x", style: `background: url(${at("background")})`}),
  font: () => new FontFace("x", `url(${at("font")})`).load(),
  iframe: () => add("iframe", {src: at("iframe")}),
  object: () => add("object", {data: at("object")}),
  embed: () => add("embed", {src: at("embed")}),
  video: () => add("video", {src: at("video")}),
  audio: () => add("audio", {src: at("audio")}),
  icon: () => link("icon", at("icon")),
  manifest: () => link("manifest", at("manifest")),
  fetch: () => fetch(at("fetch"), {mode: "no-cors"}),
  keepalive: () => fetch(at("keepalive"), {mode: "no-cors", keepalive: true}),
  xhr: () => { const call = new XMLHttpRequest(); call.open("POST", at("xhr")); call.send("x"); },
  https: () => fetch(`https://${host}/https`, {mode: "no-cors"}),
  beacon: () => navigator.sendBeacon(at("beacon"), "x"),
  eventsource: () => new EventSource(at("eventsource")),
  websocket: () => new WebSocket(`ws://${host}/websocket`),
  webtransport: () => new WebTransport(`https://${host}/webtransport`).ready,
  form: () => {
    if (/[a-z]:/.test(host)) return; // Firefox would stop the page to ask whether that is safe
    const name = `form-${host}`;
    add("iframe", {name});
    const form = Object.assign(document.createElement("form"), {method: "post", target: name, action: at("form")});
    document.body.append(form);
    form.submit();
  },
  anchor: () => click({href: at("anchor"), target: "_blank"}),
  download: () => click({href: at("download"), download: "x", target: "_blank"}),
  ping: () => click({href: "#", ping: at("ping")}),
  popup: () => window.open(at("popup")),
  refresh: () => add("iframe", {srcdoc: `<meta http-equiv="refresh" content="0; url=${at("refresh")}">`}),
  refreshheader: () => add("iframe", {src: lead("refresh", at("refreshheader"))}),
  linkheader: () => add("iframe", {src: lead("link", at("linkheader"))}),
  redirect: () => add("iframe", {src: lead("redirect", at("redirect"))}),
  redirectedimg: () => add("img", {src: lead("redirect", at("redirectedimg"))}),
  cspreport: () => add("iframe", {src: lead("report", at("cspreport"))}),
  prefetch: () => link("prefetch", at("prefetch")),
  preload: () => link("preload", at("preload"), {as: "image"}),
  modulepreload: () => link("modulepreload", at("modulepreload")),
  preconnect: () => link("preconnect", at("preconnect")),
  lookup: () => link("dns-prefetch", at("lookup")),
  speculation: () => add("script", {
    type: "speculationrules",
    textContent: JSON.stringify({prefetch: [{urls: [at("speculation")], eagerness: "immediate"}]}),
  }),
  worker: () => work(`fetch("${at("worker")}", {mode: "no-cors"})`),
  workerscript: () => work(`importScripts("${at("workerscript")}")`),
  workersocket: () => work(`new WebSocket("ws://${host}/workersocket")`),
  sharedworker: () => new SharedWorker(lead("worker", at("sharedworker"))),
  serviceworker: () => navigator.serviceWorker.register(lead("worker", at("serviceworker")), {scope: `/${host}`}),
  stun: () => gather({urls: `stun:${host}`}),
  turn: () => ["udp", "tcp"].map(transport => gather(
    {urls: `turn:${host}?transport=${transport}`, username: "x", credential: "x"})),
  ice: () => connect(...host.match(/^\[?(.*?)\]?:(\d+)$/).slice(1)),
});

const gather = async server => {
  const connection = new RTCPeerConnection({iceServers: [server]});
  connection.createDataChannel("x");
  await connection.setLocalDescription(await connection.createOffer());
};

const connect = async (address, port) => {
  const [one, other] = [new RTCPeerConnection(), new RTCPeerConnection()];
  one.createDataChannel("x");
  await one.setLocalDescription(await one.createOffer());
  await other.setRemoteDescription(one.localDescription);
  await other.setLocalDescription(await other.createAnswer());
  await one.setRemoteDescription({type: "answer", sdp: other.localDescription.sdp.replace(/a=candidate.*\r\n/g, "")});
  for (const way of [`udp 2130706431 ${address} ${port} typ host`, `tcp 1518280447 ${address} ${port} typ host tcptype passive`])
    await one.addIceCandidate({candidate: `candidate:1 1 ${way}`, sdpMLineIndex: 0});
};

// A page has read a file if it can say how long it is.
const readFile = async () => {
  const text = await (await fetch("file:///etc/hosts")).text();
  await fetch(lead("read", text.length));
};

// Datagrams to the port of the site may be another service's.
const openTransport = () => new WebTransport(`https://${location.host}/own`).ready;

const tryEverything = async (hosts, patience) => {
  for (const attempt of [readFile, openTransport, ...hosts.flatMap(host => Object.values(attempts(host)))])
    (async () => attempt())().catch(() => {});
  await new Promise(resolve => setTimeout(resolve, patience));
  await fetch(lead("tried", location.pathname));
  window.tried = true;
};
