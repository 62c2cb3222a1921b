(() => {
  const form = document.querySelector(".filters")
  const guides = [...document.querySelectorAll(".guide")]
  const views = [...document.querySelectorAll("nav a")]
  const inside = document.getElementById("guides")
  const texts = new Map()
  const text = guide => {
    if (!texts.has(guide)) texts.set(guide, guide.textContent.toLowerCase())
    return texts.get(guide)
  }
  for (const group of document.querySelectorAll(".group, .guide")) group.opened = group.open

  // The state is in the fragment, since a file has no other part of an address that can change: #verdict=false&text=pay
  const wanted = () => new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "")
  const apply = (filters, order) => {
    const words = (filters.get("text") ?? "").toLowerCase().split(/\s+/).filter(Boolean)
    const exact = [...filters].filter(([name, value]) => value && !["text", "order", "view"].includes(name))
    const matches = guide => exact.every(([name, value]) => (guide.dataset[name] ?? "").split("|").includes(value))
      && words.every(word => text(guide).includes(word))
    let number = 0
    for (const guide of guides) {
      const shown = matches(guide)
      if (guide.hidden === shown) guide.hidden = !shown
      number += shown
    }
    const filtered = words.length + exact.length > 0
    for (const group of inside.querySelectorAll(".group")) {
      const shown = group.querySelectorAll(".guide:not([hidden])").length
      group.hidden = !shown
      group.open = order || filtered ? true : group.opened
      group.querySelector(".n").textContent = shown
    }
    for (const verdict of inside.querySelectorAll(".verdict")) {
      verdict.hidden = !verdict.querySelector(".guide:not([hidden])")
      verdict.querySelector("h2 span").textContent = verdict.querySelectorAll(".guide:not([hidden])").length
    }
    inside.querySelector(".none").hidden = number > 0
    if (form) form.querySelector("output").textContent = filtered ? `${number} of ${guides.length} shown` : ""
  }
  // Where each guide belongs, to put it back there.
  const places = guides.map(guide => [guide, guide.parentElement])
  const sort = slowest => {
    const key = guide => slowest ? -guide.dataset.seconds : 0
    const ordered = [...places].sort(([a], [b]) => key(a) - key(b))
    for (const [guide, place] of ordered) place.append(guide)
  }
  const show = () => {
    const filters = wanted()
    const target = location.hash.includes("=") ? null : document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const view = target?.closest("main > section")?.id ?? filters.get("view") ?? "guides"
    for (const link of views) {
      const id = link.hash.slice(1)
      document.getElementById(id).hidden = id !== view
      if (id === view) link.setAttribute("aria-current", "true")
      else link.removeAttribute("aria-current")
    }
    if (form) {
      for (const field of form.elements) if (field.name) field.value = filters.get(field.name) ?? ""
    }
    if ((document.body.dataset.order ?? "") !== (filters.get("order") ?? "")) {
      document.body.dataset.order = filters.get("order") ?? ""
      sort(filters.get("order"))
    }
    apply(filters, filters.get("order"))
    if (target) {
      for (let around = target; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true
      target.hidden = false
      const isView = target.matches("main > section")
      ;(isView ? views[0]?.parentElement ?? target : target).scrollIntoView()
    }
  }
  if (form) {
    form.hidden = false
    const more = form.querySelector(".more")
    more.open = matchMedia("(min-width: 40rem)").matches || wanted().size > 0
    const store = () => {
      const filters = new URLSearchParams([...new FormData(form)].filter(([, value]) => value))
      history.replaceState(null, "", `#${filters.size ? filters : "view=guides"}`)
      show()
    }
    form.addEventListener("input", store)
    form.addEventListener("submit", event => event.preventDefault())
    const clear = () => { history.replaceState(null, "", "#view=guides"); show() }
    form.addEventListener("reset", event => { event.preventDefault(); clear() })
    inside.querySelector(".none button").addEventListener("click", () => { clear(); form.elements[0].focus() })
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false
    button.addEventListener("click", async () => {
      const code = button.previousElementSibling
      try {
        await navigator.clipboard.writeText(code.textContent)
        button.textContent = "Copied"
      } catch {
        getSelection().selectAllChildren(code)
        button.textContent = "Selected; press Ctrl-C"
      }
    })
  }
  addEventListener("hashchange", show)
  addEventListener("beforeprint", () => { for (const part of document.querySelectorAll(".group, .guide[data-verdict='false'], .guide[data-verdict='unstable']")) part.open = true })
  show()
})()
