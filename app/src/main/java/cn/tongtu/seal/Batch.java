package cn.tongtu.seal;

import cn.tongtu.engine.seal.Frontier;
import cn.tongtu.engine.seal.Hash;

/**
 * A batch (封存批次): rows of one table that were sealed at once, with all that is needed to find the
 * one that was touched.
 */
record Batch(SignedRoot.Said said, Ids ids, Leaves leaves, Frontier frontier) {
  /** Where the batch's rows begin in the log, counted from 0. */
  long start() {
    return said.size() - said.count();
  }

  Hash root() {
    return said.root();
  }
}
