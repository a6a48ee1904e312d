"""Several documents of one kind in one document of XML, each an item. It must not know what a kind says of itself."""

from __future__ import annotations

from collections.abc import Callable

from copytaster.errors import Unreadable
from copytaster.model import Delivery, Item
from copytaster.wire import bounds
from copytaster.wire.elements import Element, tree
from copytaster.wire.reading import Reading


def read(delivery: Delivery, name: str, tag: str, item: Callable[[Element], Item]) -> Reading:
    """The items that `item` makes of all elements of a tag, in the order they stand, as a reading of the format `name`. One that
    it cannot read costs no other. Raises `Unreadable` where there is none.
    """
    root, notes = tree(delivery.body, delivery.media_type)
    found, trouble, lost = list[Item](), list(notes), 0
    most = bounds.most(len(delivery.body), bounds.NEWS_ITEM)
    for count, element in enumerate(root.iter(tag)):
        if count >= most:
            trouble.append(bounds.rest(most))
            lost += 1
            break
        try:
            found.append(item(element))
        except Unreadable as error:
            lost += 1
            trouble.append(str(error))
    if not found:
        raise Unreadable(trouble[-1] if trouble else f"a document of <{root.tag}> without <{tag}>")
    return Reading(name, tuple(found), notes=tuple(trouble), lost=lost)
