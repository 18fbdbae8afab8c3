from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from tests.ui.window_driving import press_key
def test_x(grid_window):
    window = grid_window
    window.resize(1024, 740)
    QApplication.processEvents()
    for i in range(2):
        r=window.menu_row; sw=window.parts.switcher
        print(window.width(), r.width(), r.bar.width(), r.bar.sizeHint().width(), window.room.presenter.sign.sizeHint().width(), sw.sizeHint().width(), sw._room, sw.combo.isVisible(), sw.segment.isVisible(), sw.minimumSizeHint().width(), sw.state_text, [w.sizeHint().width() for w in (sw._caption, sw.segment, sw.add, sw.more, sw._mark, sw._state)])
        print(r.layout().contentsMargins(), [(r.layout().itemAt(i).geometry().getRect(), r.layout().itemAt(i).minimumSize().width(), r.layout().itemAt(i).sizeHint().width()) for i in range(r.layout().count())], sw.combo.minimumWidth(), sw.combo.maximumWidth(), [(w.isVisible(), w.width()) for w in (sw._caption, sw.segment, sw.combo, sw.add, sw.more, sw._mark, sw._state)])
        press_key(window, Qt.Key.Key_F11, Qt.KeyboardModifier.ShiftModifier)
        QApplication.processEvents()
