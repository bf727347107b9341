"""A press that happens once: pressed again, pressed while it happens, refused and then tried again."""

import threading

from metrics.screen.once import Once


def test_press_that_is_refused_may_be_tried_again_and_happens_once():
    once: Once[str] = Once()
    once.press(lambda: ["Say why."])
    assert once.outcome() == (None, ["Say why."])
    once.press(lambda: "saved")
    assert once.outcome() == ("saved", [])
    once.press(lambda: "saved twice")
    assert once.outcome() == ("saved", [])


def test_press_that_comes_to_nothing_leaves_no_refusal():
    once: Once[str] = Once(refused=["Say why."])
    once.press(list)
    assert once.outcome() == (None, [])


def test_second_press_and_whoever_asks_wait_for_the_first():
    once: Once[str] = Once()
    begun, may_end = threading.Event(), threading.Event()

    def slowly() -> str:
        begun.set()
        assert may_end.wait(10)
        return "first"

    first = threading.Thread(target=once.press, args=(slowly,))
    first.start()
    assert begun.wait(10)
    second = threading.Thread(target=once.press, args=(lambda: "second",))
    second.start()
    threading.Timer(0.05, may_end.set).start()
    assert once.outcome() == ("first", [])
    first.join(10)
    second.join(10)
    assert once.outcome() == ("first", [])
