package org.isochron.bio.windows;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.isochron.bio.fasta.Iupac;
import org.isochron.bio.splice.DisjointSets;

/** Joins windows that share sequence, so that folds of groups do not leak. */
public final class WindowGroups {
  private WindowGroups() {}

  /**
   * Returns the windows, in order, in the groups that they form if two are in one group where they
   * were before, or share k bases in a row on either strand, or are equal; and so is whoever is in
   * a group with either. A group is named as its first window's was.
   *
   * @param windows of any lengths
   * @param k at least 23; ambiguous letters equal nothing
   * @throws IllegalArgumentException if {@code k} is below 23
   */
  public static List<SpliceWindow> joined(List<SpliceWindow> windows, int k) {
    SharedRuns runs = new SharedRuns(windows.stream().map(SpliceWindow::bases).toList(), k);
    DisjointSets groups = new DisjointSets(windows.size());
    Map<String, Integer> firstOfGroup = new HashMap<>();
    Map<String, Integer> firstOfSequence = new HashMap<>();
    for (int i = 0; i < windows.size(); i++) {
      SpliceWindow window = windows.get(i);
      int member = i;
      groups.join(firstOfGroup.computeIfAbsent(window.group(), name -> member), i);
      groups.join(firstOfSequence.computeIfAbsent(window.text(), text -> member), i);
      runs.visit(window.bases(), (reference, length) -> groups.join(reference, member));
      runs.visit(
          Iupac.reverseComplement(window.bases()),
          (reference, length) -> groups.join(reference, member));
    }
    List<SpliceWindow> joined = new ArrayList<>();
    for (int i = 0; i < windows.size(); i++) {
      joined.add(windows.get(i).withGroup(windows.get(groups.lowest(i)).group()));
    }
    return List.copyOf(joined);
  }
}
