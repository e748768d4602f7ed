package dev.heddle.store;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Elements in the order of their stream ids, each id once.
 *
 * <pre>
 *   pages   [ page | page | page ]            a sorted array, in the order of their first elements
 *   page    [ e e e e . . . . ]               up to 128 elements, sorted; never none
 * </pre>
 *
 * <p>A look-up is a binary search over the pages and one in the page. What is added at the end, as
 * nearly all is, leaves full pages behind, so that an element costs little more than the reference
 * to it.
 *
 * <p>A frozen copy has the same pages, so that it costs the array of pages only. Each page knows
 * how often the index had been frozen when it was made: one of before the last time is copied
 * before it changes.
 */
final class IdIndex<E extends Identified> {
  private static final int WIDTH = 128;
  private static final int SMALLEST = 4;

  private static final class Page {
    final int made; // see IdIndex.frozen
    Identified[] elements;
    int used;

    Page(int made, int capacity) {
      this.made = made;
      elements = new Identified[capacity];
    }

    Page(int made, Page like) {
      this.made = made;
      elements = like.elements.clone();
      used = like.used;
    }

    /** The index of the last element whose id is at most this, or -1. */
    int floor(long ms, long seq) {
      int low = 0;
      int high = used - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        if (elements[middle].compareTo(ms, seq) <= 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      return high;
    }
  }

  private static final Page[] NONE = {};

  private final StreamMemory memory;
  private Page[] pages = NONE;
  private int count;
  private int size;
  private int frozen; // how often

  /** {@code memory} is told of what the index takes on the heap, without the elements. */
  IdIndex(StreamMemory memory) {
    this.memory = memory;
    memory.index(1);
  }

  /** The elements as they are now, only to be read; {@code other} is told of what it takes. */
  IdIndex<E> frozen(StreamMemory other) {
    var copy = new IdIndex<E>(other);
    copy.pages = Arrays.copyOf(pages, count);
    copy.count = count;
    copy.size = size;
    frozen++;
    return copy;
  }

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  // ---- looking up

  @Nullable E first() {
    return size == 0 ? null : at(0, 0);
  }

  @Nullable E last() {
    return size == 0 ? null : at(count - 1, pages[count - 1].used - 1);
  }

  @Nullable E find(long ms, long seq) {
    E floor = floor(ms, seq);
    return floor != null && floor.ms == ms && floor.seq == seq ? floor : null;
  }

  /** The last element whose id is at most this. */
  @Nullable E floor(long ms, long seq) {
    int page = pageOf(ms, seq);
    return page < 0 ? null : at(page, pages[page].floor(ms, seq));
  }

  /** The first element whose id is at least this. */
  @Nullable E ceiling(long ms, long seq) {
    int page = pageOf(ms, seq);
    if (page < 0) {
      return first();
    }
    int index = pages[page].floor(ms, seq);
    E floor = at(page, index);
    if (floor.ms == ms && floor.seq == seq) {
      return floor;
    }
    if (index + 1 < pages[page].used) {
      return at(page, index + 1);
    }
    return page + 1 < count ? at(page + 1, 0) : null;
  }

  /** The element behind that of this id. */
  @Nullable E higher(long ms, long seq) {
    if (seq != -1) {
      return ceiling(ms, seq + 1);
    }
    return ms == -1 ? null : ceiling(ms + 1, 0);
  }

  /** The element before that of this id. */
  @Nullable E lower(long ms, long seq) {
    if (seq != 0) {
      return floor(ms, seq - 1);
    }
    return ms == 0 ? null : floor(ms - 1, -1);
  }

  /**
   * Gives the elements from this id on, in order, for as long as {@code out} returns true; the
   * index must not be changed meanwhile, but for elements that are replaced.
   */
  void forEach(long ms, long seq, Predicate<? super E> out) {
    int page = Math.max(0, pageOf(ms, seq));
    for (int index = page < count ? from(page, ms, seq) : 0; page < count; page++, index = 0) {
      for (; index < pages[page].used; index++) {
        if (!out.test(at(page, index))) {
          return;
        }
      }
    }
  }

  private int from(int page, long ms, long seq) {
    int floor = pages[page].floor(ms, seq);
    return floor >= 0 && pages[page].elements[floor].compareTo(ms, seq) == 0 ? floor : floor + 1;
  }

  /** The page with the last element whose id is at most this, or -1. */
  private int pageOf(long ms, long seq) {
    int low = 0;
    int high = count - 1;
    if (high >= 0 && pages[high].elements[0].compareTo(ms, seq) <= 0) {
      return high;
    }
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (pages[middle].elements[0].compareTo(ms, seq) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  @SuppressWarnings("unchecked") // add() takes nothing else
  private E at(int page, int index) {
    return (E) pages[page].elements[index];
  }

  // ---- changing

  /** A page that no copy has. */
  private Page own(int at) {
    if (pages[at].made != frozen) {
      pages[at] = new Page(frozen, pages[at]);
    }
    return pages[at];
  }

  /** Puts an element in the place of the one that has its id. */
  void replace(E element) {
    int at = pageOf(element.ms, element.seq);
    own(at).elements[pages[at].floor(element.ms, element.seq)] = element;
  }

  /** Adds an element whose id is not there. */
  void add(E element) {
    int at = Math.max(0, pageOf(element.ms, element.seq));
    if (count == 0) {
      insertPage(0, SMALLEST);
    }
    int index = pages[at].floor(element.ms, element.seq) + 1;
    if (pages[at].used == WIDTH) {
      boolean atEnd = at == count - 1 && index == WIDTH;
      int stay = atEnd ? WIDTH : WIDTH / 2;
      split(at, stay);
      if (index >= stay && (atEnd || index > stay)) {
        index -= stay;
        at++;
      }
    }
    Page page = own(at);
    if (page.used == page.elements.length) {
      resize(page, Math.min(WIDTH, page.used * 2));
    }
    System.arraycopy(page.elements, index, page.elements, index + 1, page.used - index);
    page.elements[index] = element;
    page.used++;
    size++;
  }

  /** Removes the element of this id and returns it; null when there is none. */
  @Nullable E remove(long ms, long seq) {
    int at = pageOf(ms, seq);
    int index = at < 0 ? -1 : pages[at].floor(ms, seq);
    if (index < 0 || pages[at].elements[index].compareTo(ms, seq) != 0) {
      return null;
    }
    E removed = at(at, index);
    Page page = own(at);
    page.used--;
    System.arraycopy(page.elements, index + 1, page.elements, index, page.used - index);
    clear(page, page.used, page.used + 1);
    size--;
    shrink(at);
    return removed;
  }

  /** Gives up all pages; the index must not be used any more. */
  void abandon() {
    while (count > 0) {
      removePage(count - 1);
    }
    memory.index(-1);
  }

  private void split(int at, int stay) {
    Page full = own(at);
    insertPage(at + 1, stay == WIDTH ? WIDTH / 2 : WIDTH);
    Page fresh = pages[at + 1];
    fresh.used = full.used - stay;
    System.arraycopy(full.elements, stay, fresh.elements, 0, fresh.used);
    clear(full, stay, full.used);
    full.used = stay;
  }

  /** Removes a page that has become empty; joins one that has become small with the next. */
  private void shrink(int at) {
    Page page = pages[at];
    if (page.used == 0) {
      removePage(at);
    } else if (page.used <= WIDTH / 4 && count > 1) {
      join(at + 1 < count ? at : at - 1);
    } else if (page.used <= page.elements.length / 4) {
      resize(page, Math.max(SMALLEST, page.elements.length / 2));
    }
  }

  private void join(int left) {
    Page next = pages[left + 1];
    int sum = pages[left].used + next.used;
    if (sum > WIDTH / 2) {
      return;
    }
    Page page = own(left);
    if (page.elements.length < sum) {
      resize(page, WIDTH);
    }
    System.arraycopy(next.elements, 0, page.elements, page.used, next.used);
    page.used = sum;
    removePage(left + 1);
  }

  private void insertPage(int at, int capacity) {
    if (count == pages.length) {
      resizeDirectory(Math.max(1, count + (count >> 1) + 1));
    }
    System.arraycopy(pages, at, pages, at + 1, count - at);
    pages[at] = new Page(frozen, capacity);
    memory.page(1, capacity);
    count++;
  }

  private void removePage(int at) {
    memory.page(-1, -pages[at].elements.length);
    count--;
    System.arraycopy(pages, at + 1, pages, at, count - at);
    forget(pages, count);
    if (count <= pages.length / 4) {
      resizeDirectory(count == 0 ? 0 : pages.length / 2);
    }
  }

  private void resize(Page page, int capacity) {
    memory.page(0, capacity - page.elements.length);
    page.elements = Arrays.copyOf(page.elements, capacity);
  }

  private void resizeDirectory(int capacity) {
    memory.page(0, capacity - pages.length);
    pages = capacity == 0 ? NONE : Arrays.copyOf(pages, capacity);
  }

  @SuppressWarnings("NullAway") // behind the elements
  private static void clear(Page page, int from, int to) {
    Arrays.fill(page.elements, from, to, null);
  }

  @SuppressWarnings("NullAway") // behind the pages
  private static void forget(Page[] pages, int at) {
    pages[at] = null;
  }
}
