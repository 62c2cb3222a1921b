"""Where on a page something is, as its reader sees it."""

from typing import Final

from playwright.sync_api import Locator

from flows.appearance import Appearance

LISTS = "nav, ul, ol, menu, [role=navigation], [role=list], [role=menu], [role=tablist]"
# What a container is, by what a sentence calls it.
CONTAINERS = {
    "header": "header, [role=banner]",
    "footer": "footer, [role=contentinfo]",
    "sidebar": "aside, nav, [role=navigation], [role=complementary]",
    "menu": f"{LISTS}, :popover-open",
    "dropdown": ":popover-open, [role=menu], [role=listbox], menu, details, select",
}
PARTS = {"form": "form", "section": "section, form, fieldset, [role=region]", "sidebar": CONTAINERS["sidebar"]}
# What is wrong with where elements are, or null if one of them is where it should be. "Above" and "below" are what the
# page says itself: no header, footer or navigation, and above, no heading, no note and no label of the element.
MISPLACED: Final = r"""(elements, {sides, container, part, button}) => {
  const NAVIGATION = "nav, [role=navigation], header, footer, [role=banner], [role=contentinfo]"
  const ASIDE = "h1, h2, h3, h4, h5, h6, [role=heading], [role=alert], [role=status], [role=note]"
  const CONTENT = "input, select, textarea, button, img, svg"
  const range = document.createRange()
  const boxOf = node => {
    if (node.matches?.(CONTENT) || (node.matches && !node.textContent.trim())) return node.getBoundingClientRect()
    range.selectNodeContents(node)
    return range.getBoundingClientRect()
  }
  const isSeen = (element, box) =>
    box.width > 1 && box.height > 1 && (element.checkVisibility?.({visibilityProperty: true}) ?? true)
  const contents = around => {
    const nodes = []
    const walker = document.createTreeWalker(around, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const node = walker.currentNode
      if (node.nodeType === Node.TEXT_NODE ? node.data.trim() : node.matches(CONTENT)) nodes.push(node)
    }
    return nodes
  }
  // A dialog that scrolls can hide contents behind its edges, or behind buttons that stay where they are.
  const isHidden = (owner, box, within) => within && within.scrollHeight > within.clientHeight &&
    !owner.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2))
  const pageBox = () => {
    const {clientWidth: width, scrollHeight: height} = document.documentElement
    return {left: 0, top: -scrollY, width, height: Math.max(height, innerHeight)}
  }
  const astray = (element, target, around, frame, within) => {
    const box = target === element ? boxOf(target) : target.getBoundingClientRect()
    const right = box.left + box.width / 2 - frame.left - frame.width / 2
    const down = box.top + box.height / 2 - frame.top
    const quarter = Math.min(frame.height, innerHeight) / 4
    const [top, bottom] = ["top", "bottom"].map(side => sides.includes(side))
    if ((sides.includes("left") && right >= 0) || (sides.includes("right") && right <= 0))
      return `one ${Math.abs(right) < 1 ? "in the middle" : right < 0 ? "on the left" : "on the right"}`
    if (sides.length > 1 && top && down > quarter) return "one further down"
    if (sides.length > 1 && bottom && down < frame.height - quarter) return "one further up"
    if (sides.length > 1 || !(top || bottom)) return null
    const labels = [...(element.labels ?? [])]
    for (const node of contents(around)) {
      const owner = node.nodeType === Node.TEXT_NODE ? node.parentElement : node
      const menu = owner.closest(NAVIGATION)
      if (target.contains(owner) || owner.contains(target) || labels.some(label => label.contains(owner))) continue
      if (around.contains(menu) && menu !== target.closest(NAVIGATION)) continue
      const other = boxOf(node)
      if (!isSeen(owner, other) || isHidden(owner, other, within)) continue
      const text = `“${(owner.innerText || owner.value || owner.ariaLabel || "…").trim().slice(0, 60)}”`
      if (bottom && other.top >= box.bottom - 1) return `one with ${text} below it`
      if (top && other.bottom <= box.top + 1 && !owner.closest(ASIDE)) return `one with ${text} above it`
    }
    return null
  }
  const misplaced = element => {
    if (button && element.matches("a, [role=link]")) {
      const style = getComputedStyle(element)
      const filled = style.backgroundColor !== "transparent" && !/, 0\)$/.test(style.backgroundColor)
      const framed = parseFloat(style.borderTopWidth) && parseFloat(style.borderLeftWidth)
      if (!filled && !framed) return "a link that does not look like a button"
    }
    const within = element.closest(part || "dialog, [role=dialog]")
    if (part && !within) return "one that is in none"
    const around = within ?? document.querySelector("main, [role=main]") ?? document.body
    const containers = []
    for (let at = element; container && at; at = at.parentElement) if (at.matches(container)) containers.push(at)
    if (container && !containers.length) return "one that is in none"
    const frame = within?.getBoundingClientRect() ?? pageBox()
    const targets = containers.length ? containers : [element]
    const whys = targets.map(target => astray(element, target, around, frame, within))
    return whys.includes(null) ? null : whys[0]
  }
  const reasons = elements.filter(element => element.checkVisibility?.() ?? true).map(misplaced)
  return reasons.length === 0 || reasons.includes(null) ? null : reasons[0]
}"""


def misplaced(elements: Locator, look: Appearance) -> str | None:
    """What is there instead if no visible one of the elements is where, or looks as, a sentence says."""
    if not (look.is_placed or look.kind == "button"):
        return None
    container = CONTAINERS.get(look.container, LISTS) if look.container else ""
    part = PARTS.get(look.part, LISTS) if look.part else ""
    says = {"sides": look.sides, "container": container, "part": part, "button": look.kind == "button"}
    reason: str | None = elements.evaluate_all(MISPLACED, says)
    return reason
