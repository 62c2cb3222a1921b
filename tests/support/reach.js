// What a reader cannot see or reach in this window: each fault as a line of text. Counts what it looked at.
() => {
  const faults = []
  const counts = {controls: 0, menus: 0}
  const root = document.documentElement
  const called = element => {
    const name = element.ariaLabel || element.labels?.[0]?.innerText || element.innerText || element.name || ""
    return `${element.localName} “${name.trim().replace(/\s+/g, " ").slice(0, 40)}”`
  }
  const isSeen = element => {
    const {width, height} = element.getBoundingClientRect()
    return width > 1 && height > 1 && element.checkVisibility({visibilityProperty: true}) && !element.closest("[inert]")
  }
  const reach = (control, where) => {
    counts.controls += 1
    control.scrollIntoView({block: "center", inline: "center", behavior: "instant"})
    const box = control.getClientRects()[0]
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2]
    const isIn = x >= 0 && y >= 0 && x < root.clientWidth && y < innerHeight
    const hit = isIn && document.elementFromPoint(x, y)
    if (!isIn) faults.push(`${called(control)} is out of the window${where}`)
    else if (!control.contains(hit)) faults.push(`${called(control)} is covered by ${called(hit ?? root)}${where}`)
  }
  const controls = "a[href], :is(button, input:not([type=hidden]), select, textarea):enabled, summary"
  const fits = where => {
    if (root.scrollWidth > innerWidth) faults.push(`${root.scrollWidth} px wide in ${innerWidth}${where}`)
  }
  fits("")
  for (const control of document.querySelectorAll(controls)) if (isSeen(control)) reach(control, "")
  const openers = [...document.querySelectorAll("[popovertarget], summary")].filter(isSeen)
  for (const opener of openers) {
    const where = `, with ${called(opener)} open`
    opener.scrollIntoView({block: "center", behavior: "instant"})
    opener.click()
    const menu = document.getElementById(opener.getAttribute("popovertarget")) ?? opener.nextElementSibling
    counts.menus += 1
    fits(where)
    if (!isSeen(menu)) faults.push(`nothing opens${where}`)
    for (const control of [opener, ...menu.querySelectorAll(controls)]) reach(control, where)
    opener.click()
    if (isSeen(menu)) faults.push(`nothing closes${where}`)
  }
  scrollTo(0, 0)
  return {faults, ...counts}
}
